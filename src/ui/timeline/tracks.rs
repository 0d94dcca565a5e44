//! Which run is shown.

use super::Track;
use super::state::State;
use crate::ui::dom::{keep, on, set, value_of};
use crate::ui::markup::Text;
use crate::ui::signal::{Signal, effect};
use web_sys::Event;

/// A choice of the runs, where there are several; the name of the only one.
pub fn choice(tracks: Signal<Vec<Track>>, state: State) -> &'static str {
    keep(".timeline-choice", move || tracks.with(|tracks| markup(tracks)));
    effect(move || {
        let last = tracks.with(Vec::len).saturating_sub(1);
        set(&format!(".timeline-tracks [value=\"{}\"]", state.chosen.get().min(last)), "checked", true);
    });
    on(".timeline-choice", "change", move |event: &Event| {
        value_of(event).parse().into_iter().for_each(|index| state.chosen.set(index));
    });
    "<div class=\"timeline-choice\"></div>"
}

fn markup(tracks: &[Track]) -> String {
    if let [track] = tracks {
        return format!("<p class=\"timeline-track\">{}</p>", Text(&track.label));
    }
    let option = |(index, track): (usize, &Track)| {
        format!(
            "<label><input type=\"radio\" name=\"timeline-track\" value=\"{index}\"><span>{}</span></label>",
            Text(&track.label)
        )
    };
    format!(
        "<fieldset class=\"timeline-tracks\"><legend class=\"timeline-unseen\">Run to look at</legend>{}</fieldset>",
        tracks.iter().enumerate().map(option).collect::<String>()
    )
}
