//! The canvas, in a box that scrolls as any other does.
//!
//! The canvas is as large as the box and stays in place; an element as tall as all rows together lies
//! behind it, so that the scroll bar, the wheel and a finger do what they do everywhere.

use super::paint::{Painter, Scene};
use super::stage::Stage;
use super::state::{State, scroller};
use super::watch::Watch;
use super::{keys, pointer, text};
use crate::predict::number;
use crate::trace::chart::{Hand, Layout};
use crate::ui::dom::{element, mark, on};
use crate::ui::signal::effect;
use leptos::prelude::untrack;
use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent, PointerEvent};

const CANVAS: &str = ".timeline-canvas";

/// The canvas.
pub fn canvas(state: State) -> &'static str {
    paint(state);
    effect(move || {
        let rows = state.shown.with(|shown| shown.chart.rows.len());
        mark(".timeline-rows", "style", Some(&height(Layout::content(rows))));
        mark(CANVAS, "style", Some(&height(state.size.get().1)));
        mark(CANVAS, "aria-label", Some(&state.shown.with(text::summary)));
    });
    on(".timeline-box", "scroll", move |_: &Event| {
        state.scroll.set(scroller().map(|scroller| f64::from(scroller.scroll_top())).unwrap_or_default());
    });
    on(CANVAS, "keydown", move |event: &KeyboardEvent| keys::pressed(state, event));
    on(CANVAS, "wheel", move |event| pointer::wheel(state, event));
    listen(state);
    "<div class=\"timeline-box\"><div class=\"timeline-rows\"><canvas class=\"timeline-canvas\" tabindex=\"0\" \
     role=\"application\" aria-roledescription=\"timeline\" aria-describedby=\"timeline-help\"></canvas></div></div>"
}

fn height(pixels: f64) -> String {
    format!("height: {}px", number(pixels))
}

/// Paints, soon after there is something else to see.
fn paint(state: State) {
    let mut on_stage = None;
    effect(move || {
        let (stage, _) = match &on_stage {
            Some(there) => there,
            None => {
                let Some(there) = stage(state) else { return };
                on_stage.insert(there)
            }
        };
        // All that is painted is read here, so that this is done again when it changes.
        let _ = scene(state);
        stage.request();
    });
}

fn stage(state: State) -> Option<(Stage, Watch)> {
    let painter = RefCell::new(Painter::new(element(CANVAS)?.unchecked_into())?);
    let stage = Stage::new(move |repaint| {
        let Ok(mut painter) = painter.try_borrow_mut() else { return };
        if repaint {
            painter.read_palette();
        }
        painter.paint(&untrack(|| scene(state)));
    });
    let watch = Watch::new(scroller()?.as_ref(), &stage, move |width, height| state.size.set((width, height)));
    Some((stage, watch))
}

/// What is done to the canvas with mouse, pen and fingers.
fn listen(state: State) {
    let hand = Rc::new(RefCell::new(Hand::default()));
    let hear = |event, act: fn(State, &mut Hand, &PointerEvent)| {
        let hand = Rc::clone(&hand);
        on(CANVAS, event, move |event| act(state, &mut hand.borrow_mut(), event));
    };
    hear("pointerdown", |_, hand, event| pointer::down(hand, event));
    hear("pointermove", pointer::moved);
    hear("pointerup", pointer::up);
    hear("pointercancel", |_, hand, event| hand.lost(event.pointer_id()));
    hear("pointerleave", |state, _, _| state.point_at(None));
}

/// What there is to paint.
fn scene(state: State) -> Scene {
    let (chart, trace) = state.shown.with(|shown| (Arc::clone(&shown.chart), Arc::clone(&shown.trace)));
    let (layout, view, hover, selected) = (state.layout(), state.view(), state.hover(), state.selected());
    Scene { chart, trace, layout, view, hover, selected }
}
