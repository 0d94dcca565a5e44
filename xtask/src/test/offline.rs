//! placeholder
use super::Outcome;
use crate::kit::Kit;
use anyhow::Result;
use std::path::Path;
/// x
pub fn run(_: &mut Kit) -> Result<Outcome> {
    Ok(Outcome::NothingToDo("later"))
}
/// x
pub fn inside(_: &mut Kit, _: Option<&Path>) -> Result<()> {
    Ok(())
}
