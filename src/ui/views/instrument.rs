//! What a measurement was made with.

use crate::predict::say;
use crate::ui::dom::keep;
use crate::ui::markup::Text;
use crate::ui::store::{Instrument, Store};

/// This browser, as far as it matters to a measurement.
pub fn instrument(store: Store) -> &'static str {
    keep(".instrument dl", move || {
        let fact = |(name, value)| format!("<div><dt>{name}</dt><dd>{}</dd></div>", Text(value));
        store.instrument.with(facts).into_iter().map(fact).collect()
    });
    "<footer class=\"instrument\"><h2>The instrument: this browser</h2><dl></dl></footer>"
}

fn facts(instrument: &Instrument) -> Vec<(&'static str, String)> {
    let measured = |duration: Option<_>| duration.map_or("not measured yet".to_owned(), say);
    let isolated = if instrument.isolated { "yes" } else { "no" };
    let lateness = match (instrument.lateness, instrument.clock_step) {
        (Some(late), Some(step)) if late < step => "less than the clock’s step".to_owned(),
        (late, _) => measured(late),
    };
    let mut facts = vec![
        ("Processors", instrument.cores.to_string()),
        ("Clock step", measured(instrument.clock_step)),
        ("Timers late by (median)", lateness),
        ("From one task to the next", measured(instrument.switch)),
        ("Cross-origin isolated", isolated.to_owned()),
        ("Deadlines noticed by", instrument.alarm.to_owned()),
        ("Build", instrument.build.to_owned()),
    ];
    facts.extend(instrument.workers.iter().cloned());
    facts.retain(|(_, value)| !value.is_empty() && value != "0");
    facts
}
