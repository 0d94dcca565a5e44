//! A timeline as numbers: rows of slices, the stretch of time in view, and what each pixel of it shows.
//!
//! The work of a frame is bounded by rows × pixels, however many slices there are: a pixel is looked up,
//! not drawn slice by slice.

mod hand;
mod layout;
mod raster;
mod row;
mod rows;
mod runs;
mod ticks;
mod totals;
mod view;

pub use hand::{Gesture, Hand};
pub use layout::{Layout, Pick};
pub use raster::{Colour, Colours, Raster};
pub use row::{Look, Row};
pub use rows::Chart;
pub use runs::{FULL, Mix, Run, runs};
pub use ticks::{Tick, moment, ticks};
pub use totals::{Totals, totals};
pub use view::View;
