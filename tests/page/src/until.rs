//! Waiting for something to become so, and never for a while.

use anyhow::{Context, Result, bail};
use std::time::{Duration, Instant};

/// After this, what has not happened will not: far longer than anything takes on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(40);
/// How often is looked.
const EVERY: Duration = Duration::from_millis(25);

/// Looks until there is an answer.
///
/// # Errors
/// What went wrong while looking, or that there was no answer in time.
pub async fn until<T>(what: &str, within: Duration, mut look: impl AsyncFnMut() -> Result<Option<T>>) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(answer) = look().await.with_context(|| format!("while waiting until {what}"))? {
            return Ok(answer);
        }
        if start.elapsed() > within {
            bail!("waited {} s in vain until {what}", within.as_secs_f64());
        }
        tokio::time::sleep(EVERY).await;
    }
}
