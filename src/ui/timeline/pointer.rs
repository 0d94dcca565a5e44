//! Mouse, pen, fingers and wheel.

use super::state::{State, scroller};
use crate::trace::chart::{Gesture, Hand};
use leptos::prelude::untrack;
use wasm_bindgen::JsCast;
use web_sys::{Element, PointerEvent, WheelEvent};

/// A pointer goes down.
pub fn down(hand: &mut Hand, event: &PointerEvent) {
    if event.button() == 0 {
        hand.down(event.pointer_id(), f64::from(event.offset_x()), f64::from(event.offset_y()));
    }
}

/// A pointer moves: it drags, pinches, or points at what is under it.
pub fn moved(state: State, hand: &mut Hand, event: &PointerEvent) {
    let (x, y) = (f64::from(event.offset_x()), f64::from(event.offset_y()));
    let Some(gesture) = hand.moves(event.pointer_id(), x, y) else {
        if event.pointer_type() != "touch" && !hand.is_dragging() {
            state.point_at(under(state, x, y));
        }
        return;
    };
    if let Some(canvas) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) {
        // Without capture a drag ends at the canvas's edge; that is all.
        let _ = canvas.set_pointer_capture(event.pointer_id());
    }
    state.point_at(None);
    match gesture {
        Gesture::Drag { dx, dy } => {
            pan(state, -dx);
            if event.pointer_type() != "touch"
                && let Some(scroller) = scroller()
            {
                scroller.set_scroll_top(scroller.scroll_top() - dy as i32);
            }
        }
        Gesture::Pinch { factor, x, dx } => {
            zoom(state, factor, x);
            pan(state, -dx);
        }
    }
}

/// A pointer goes up: a click chooses what is under it.
pub fn up(state: State, hand: &mut Hand, event: &PointerEvent) {
    if hand.up(event.pointer_id()) {
        state.select(under(state, f64::from(event.offset_x()), f64::from(event.offset_y())));
    }
}

/// The wheel: with Ctrl or ⌘ it zooms, with Shift or sideways it moves through time, and otherwise it is left
/// to the page.
pub fn wheel(state: State, event: &WheelEvent) {
    let lines = if event.delta_mode() == WheelEvent::DOM_DELTA_PIXEL { 1.0 } else { 16.0 };
    let (dx, dy) = (event.delta_x() * lines, event.delta_y() * lines);
    if event.ctrl_key() || event.meta_key() {
        event.prevent_default();
        zoom(state, (-dy.clamp(-200.0, 200.0) * 0.004).exp(), f64::from(event.offset_x()));
    } else if event.shift_key() || dx.abs() > dy.abs() {
        event.prevent_default();
        pan(state, if dx == 0.0 { dy } else { dx });
    }
}

/// Comes closer by a factor, around a place on the canvas.
fn zoom(state: State, factor: f64, x: f64) {
    let layout = untrack(|| state.layout());
    let x = (x - layout.gutter).max(0.0).min(layout.plot());
    state.look(|view, total_ns| view.zoom(factor, view.time_at(x, layout.plot()), total_ns));
}

/// Moves through time by so many pixels.
fn pan(state: State, pixels: f64) {
    let layout = untrack(|| state.layout());
    state.look(|view, total_ns| view.pan(pixels / layout.plot() * view.span_ns, total_ns));
}

fn under(state: State, x: f64, y: f64) -> Option<crate::trace::chart::Pick> {
    let (layout, view) = untrack(|| (state.layout(), state.view()));
    state.shown.with_untracked(|shown| layout.pick(&shown.chart, view, x, y))
}
