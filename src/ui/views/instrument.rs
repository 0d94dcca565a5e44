//! What a measurement was made with.

use crate::predict::say;
use crate::ui::store::{Instrument, Store};
use leptos::prelude::*;

/// This browser, as far as it matters to a measurement.
pub fn instrument(store: Store) -> AnyView {
    let facts = move || {
        let fact = |(name, value): (&'static str, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
        store.instrument.with(facts).into_iter().map(fact).collect_view()
    };
    view! {
        <footer class="instrument">
            <h2>"The instrument: this browser"</h2>
            <dl>{facts}</dl>
        </footer>
    }
    .into_any()
}

fn facts(instrument: &Instrument) -> Vec<(&'static str, String)> {
    let measured = |duration: Option<_>| duration.map_or("not measured yet".to_owned(), say);
    let isolated = if instrument.isolated { "yes" } else { "no" };
    let facts = [
        ("Processors", instrument.cores.to_string()),
        ("Clock step", measured(instrument.clock_step)),
        ("Timers late by, half of the time", measured(instrument.lateness)),
        ("From one task to the next", measured(instrument.switch)),
        ("Cross-origin isolated", isolated.to_owned()),
        ("Deadlines noticed by", instrument.alarm.to_owned()),
        ("Build", instrument.build.to_owned()),
    ];
    facts.into_iter().filter(|(_, value)| !value.is_empty() && value != "0").collect()
}
