//! Workers of the page's runs: their program, their costs, and those that are started beforehand.

use super::store::Store;
use crate::browser::{Alarm, BrowserRun, Manned, Starter, crew};
use crate::predict::{grouped, say};
use std::rc::Rc;
use std::time::Duration;

/// What starts workers; its program is fetched the first time.
pub async fn starter(store: &Store) -> Result<Rc<Starter>, String> {
    let known = store.session.with_untracked(|session| session.starter.clone());
    if let Some(known) = known {
        return Ok(known);
    }
    let starter = Starter::load().await?;
    store.session.update(|session| session.starter = Some(Rc::clone(&starter)));
    Ok(starter)
}

/// Measures what workers cost, and says so on the page.
pub async fn measure(
    store: &Store,
    alarm: &Rc<Alarm>,
    starter: &Rc<Starter>,
    under_way: impl Fn(Rc<BrowserRun>),
) -> Result<Option<Manned>, String> {
    let cores = store.instrument.with_untracked(|instrument| instrument.cores);
    let measured = crew(alarm, starter, cores as usize, under_way).await?;
    if let Some(manned) = &measured {
        store.instrument.update(|instrument| instrument.workers = told(manned));
    }
    Ok(measured)
}

fn told(Manned { crew, clocks_ms, .. }: &Manned) -> Vec<(&'static str, String)> {
    let time = |ns: f64| say(Duration::from_nanos(ns as u64));
    let copy_ns = 1e6 * (crew.sending_ns_per_byte + crew.receiving_ns_per_byte);
    vec![
        ("Workers that run at once", grouped(crew.cores.unwrap_or_default() as u64)),
        ("A worker starts in (median)", time(crew.starting.quantile_ns(0.5))),
        ("A message to a worker takes", time(crew.message_ns)),
        ("A copy of a megabyte takes", time(copy_ns)),
        ("Clocks of page and worker agree to", time(clocks_ms * 1e6)),
    ]
}

/// Workers that were started before a run. Dropping this ends those that the run did not take.
pub struct WarmUp(Option<Rc<Starter>>);

impl WarmUp {
    /// Starts so many of them.
    pub async fn start(starter: Option<&Rc<Starter>>, count: usize) -> Result<Self, String> {
        let warm = Self(starter.cloned());
        if let Some(starter) = starter {
            starter.warm_up(count).await?;
        }
        Ok(warm)
    }
}

impl Drop for WarmUp {
    fn drop(&mut self) {
        if let Some(starter) = &self.0 {
            starter.cool_down();
        }
    }
}
