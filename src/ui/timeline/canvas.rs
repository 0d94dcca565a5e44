//! The canvas, in a box that scrolls as any other does.
//!
//! The canvas is as large as the box and stays in place; an element as tall as all rows together lies
//! behind it, so that the scroll bar, the wheel and a finger do what they do everywhere.

use super::paint::{Painter, Scene};
use super::stage::Stage;
use super::state::State;
use super::watch::Watch;
use super::{keys, pointer, text};
use crate::trace::chart::{Hand, Layout};
use leptos::html;
use leptos::prelude::*;
use std::cell::RefCell;

/// The canvas.
pub fn canvas(state: State) -> impl IntoView {
    let canvas = NodeRef::<html::Canvas>::new();
    let on_stage = StoredValue::new_local(None::<(Stage, Watch)>);
    let hand = StoredValue::new_local(Hand::default());
    Effect::new(move |_| {
        let (Some(canvas), Some(scroller)) = (canvas.get(), state.scroller.get()) else { return };
        let Some(painter) = Painter::new(canvas) else { return };
        let painter = RefCell::new(painter);
        let stage = Stage::new(move |repaint| {
            let Some(scene) = scene(state) else { return };
            let Ok(mut painter) = painter.try_borrow_mut() else { return };
            if repaint {
                painter.read_palette();
            }
            painter.paint(&scene);
        });
        let watch = Watch::new(&scroller, &stage, move |width, height| {
            state.size.try_set((width, height));
        });
        on_stage.set_value(Some((stage, watch)));
    });
    Effect::new(move |_| {
        state.shown.track();
        state.layout();
        state.view();
        state.hover();
        state.selected();
        on_stage.with_value(|stage| stage.as_ref().map(|(stage, _)| stage.request()));
    });
    let height = move || format!("height: {}px", Layout::content(state.shown.with(|shown| shown.chart.rows.len())));
    let size = move || format!("height: {}px", state.size.get().1);
    view! {
        <div
            class="timeline-box"
            node_ref=state.scroller
            on:scroll=move |_| {
                if let Some(scroller) = state.scroller.get_untracked() {
                    state.scroll.set(f64::from(scroller.scroll_top()));
                }
            }
        >
            <div class="timeline-rows" style=height>
                <canvas
                    class="timeline-canvas"
                    style=size
                    node_ref=canvas
                    tabindex="0"
                    role="application"
                    aria-roledescription="timeline"
                    aria-label=move || state.shown.with(text::summary)
                    aria-describedby="timeline-help"
                    on:keydown=move |event| keys::pressed(state, &event)
                    on:wheel=move |event| pointer::wheel(state, &event)
                    on:pointerdown=move |event| hand.update_value(|hand| pointer::down(hand, &event))
                    on:pointermove=move |event| hand.update_value(|hand| pointer::moved(state, hand, &event))
                    on:pointerup=move |event| hand.update_value(|hand| pointer::up(state, hand, &event))
                    on:pointercancel=move |event| hand.update_value(|hand| hand.lost(event.pointer_id()))
                    on:pointerleave=move |_| state.point_at(None)
                ></canvas>
            </div>
        </div>
    }
}

/// What there is to paint, unless the timeline is gone.
fn scene(state: State) -> Option<Scene> {
    let shown = state.shown.try_get_untracked()?;
    let (layout, view, hover, selected) = untrack(|| (state.layout(), state.view(), state.hover(), state.selected()));
    Some(Scene { chart: shown.chart, trace: shown.trace, layout, view, hover, selected })
}
