//! Parameters, declared once: the form, the address and the checking of both come from the declaration.

mod address;
mod field;
mod read;
mod stops;
mod values;

pub use address::{Notice, Opened, Page, Theme, lesson, link, open};
pub use field::{Choice, Field, FieldKind, Value};
pub use read::Read;
pub use stops::nearest;
pub use values::{FromValue, Params, Values};

/// Declares a lesson's parameters: a struct of typed values, and the [`Field`] each one is read with.
#[macro_export]
macro_rules! params {
    ($(#[$doc:meta])* pub struct $name:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty = $declared:expr,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq)]
        pub struct $name { $($(#[$field_doc])* pub $field: $type,)* }

        impl $crate::params::Params for $name {
            const FIELDS: &'static [$crate::params::Field] = &[$($declared.named(stringify!($field)),)*];

            // Asked for by each of a lesson's functions: written once, and not into every one.
            #[inline(never)]
            fn from_values(values: &$crate::params::Values) -> Self {
                Self { $($field: values.read(stringify!($field)),)* }
            }
        }
    };
}

/// Declares a parameter that is one of a few words: an enum, and the word and label of each.
#[macro_export]
macro_rules! choice {
    ($(#[$doc:meta])* pub enum $name:ident { $($(#[$item_doc:meta])* $item:ident = $value:literal, $label:literal;)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum $name { $($(#[$item_doc])* $item,)* }

        impl $name {
            /// The words the address and the form know.
            pub const CHOICES: &'static [$crate::params::Choice] =
                &[$($crate::params::Choice { value: $value, label: $label },)*];
            const ALL: &'static [Self] = &[$(Self::$item,)*];
        }

        impl $crate::params::FromValue for $name {
            fn from_value(value: &$crate::params::Value) -> Option<Self> {
                match value {
                    $crate::params::Value::Choice(index) => Self::ALL.get(*index).copied(),
                    _ => None,
                }
            }
        }
    };
}
