//! Passwords, new each time.

use std::{fs::File, io::Read};

use anyhow::{Context, Result};

/// The passwords of one run.
#[derive(Clone, Debug)]
pub struct Secrets {
    /// The page's, at Webdis.
    pub page: String,
    /// That of Webdis, at Redis.
    pub webdis: String,
    /// The workers', at Redis.
    pub worker: String,
}

impl Secrets {
    /// Three passwords that nobody knows.
    pub fn new() -> Result<Self> {
        Ok(Self { page: password()?, webdis: password()?, worker: password()? })
    }
}

/// 128 bits of the system's randomness, in hexadecimal.
fn password() -> Result<String> {
    let mut bytes = [0_u8; 16];
    let source = File::open("/dev/urandom").and_then(|mut source| source.read_exact(&mut bytes));
    source.context("/dev/urandom gives no randomness for passwords")?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
