//! The page's colours, as the canvas needs them.

use crate::predict::read;
use crate::trace::chart::{Colour, Colours};
use leptos::prelude::{document, window};
use leptos::web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use wasm_bindgen::JsCast;

/// The colours and the font of a timeline; read when the theme changes, not for every frame.
#[derive(Clone, Debug, Default)]
pub struct Palette {
    /// Colours for the pixels.
    pub pixels: Colours,
    /// A task that finished.
    pub finished: String,
    /// A task that was cancelled.
    pub cancelled: String,
    /// A task that failed.
    pub failed: String,
    /// Text.
    pub ink: String,
    /// What the text is on.
    pub paper: String,
    /// Text that can wait.
    pub muted: String,
    /// Fine lines.
    pub hairline: String,
    /// What is chosen.
    pub accent: String,
    /// The family of the letters.
    pub family: String,
}

impl Palette {
    /// Reads the colours that hold at a canvas.
    pub fn read(canvas: &HtmlCanvasElement) -> Self {
        let computed = |property: &str| {
            let style = window().get_computed_style(canvas).ok().flatten();
            style.and_then(|style| style.get_property_value(property).ok()).unwrap_or_default()
        };
        // A custom property is whatever was written; only as a `color` does the browser say what it means.
        let colour = |name: &str, fallback: &str| {
            let _ = canvas.style().set_property("color", &format!("var({name}, {fallback})"));
            computed("color")
        };
        let hairline = colour("--hairline", "rgb(128 128 128 / 0.3)");
        let pixels = Colours {
            running: bytes(&colour("--state-running", "#0072b2")),
            ready: bytes(&colour("--state-ready", "#e69f00")),
            waiting: bytes(&colour("--state-waiting", "#56b4e9")),
            grid: bytes(&hairline),
            band: bytes(&colour("--timeline-band", "rgb(128 128 128 / 0.1)")),
        };
        let palette = Self {
            pixels,
            finished: colour("--state-finished", "#009e73"),
            cancelled: colour("--state-cancelled", "#666666"),
            failed: colour("--state-failed", "#d55e00"),
            ink: colour("--ink", "CanvasText"),
            paper: colour("--paper", "Canvas"),
            muted: colour("--muted", "GrayText"),
            hairline,
            accent: colour("--accent", "Highlight"),
            family: computed("font-family"),
        };
        let _ = canvas.style().remove_property("color");
        palette
    }
}

/// A computed colour in bytes: most are written as `rgb(…)`, and the browser paints what is not.
fn bytes(colour: &str) -> Colour {
    plain(colour).or_else(|| painted(colour)).unwrap_or_default()
}

fn plain(colour: &str) -> Option<Colour> {
    let inside = colour.strip_prefix("rgb")?.trim_start_matches('a').strip_prefix('(')?.strip_suffix(')')?;
    let numbers = inside.split([',', ' ', '/']).filter(|part| !part.is_empty()).map(read);
    let numbers: Vec<f64> = numbers.collect::<Option<_>>()?;
    let [red, green, blue, rest @ ..] = &numbers[..] else { return None };
    let opacity = rest.first().copied().unwrap_or(1.0);
    Some([*red as u8, *green as u8, *blue as u8, (opacity * 255.0).round() as u8])
}

fn painted(colour: &str) -> Option<Colour> {
    let canvas: HtmlCanvasElement = document().create_element("canvas").ok()?.dyn_into().ok()?;
    canvas.set_width(1);
    canvas.set_height(1);
    let context: CanvasRenderingContext2d = canvas.get_context("2d").ok()??.dyn_into().ok()?;
    context.set_fill_style_str(colour);
    context.fill_rect(0.0, 0.0, 1.0, 1.0);
    let pixel = context.get_image_data(0.0, 0.0, 1.0, 1.0).ok()?.data();
    Some([pixel[0], pixel[1], pixel[2], pixel[3]])
}
