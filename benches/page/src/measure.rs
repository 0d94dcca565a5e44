//! Reading the clock, and telling what it said.

use simul::browser::Clock;
use wasm_bindgen::UnwrapThrowExt;

/// The clock, in milliseconds.
pub fn now_ms() -> f64 {
    thread_local!(static CLOCK: Clock = Clock::new().expect_throw("a browser has a clock"));
    CLOCK.with(Clock::now_ms)
}

/// Puts a line on the page.
pub fn tell(line: &str) {
    let document = web_sys::window().and_then(|window| window.document()).expect_throw("a page has a document");
    let item = document.create_element("li").expect_throw("a list item can be made");
    item.set_text_content(Some(line));
    let list = document.get_element_by_id("results").expect_throw("the page has a list");
    list.append_child(&item).expect_throw("a list takes an item");
}

/// Says on the page that all figures are there.
pub fn finished() {
    let body = web_sys::window().and_then(|window| window.document()).and_then(|document| document.body());
    body.expect_throw("a page has a body").set_attribute("data-state", "finished").expect_throw("it can be set");
}

/// The one in the middle.
pub fn median(mut figures: Vec<f64>) -> f64 {
    figures.sort_by(f64::total_cmp);
    figures[figures.len() / 2]
}
