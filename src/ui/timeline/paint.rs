//! One frame.

use super::palette::Palette;
use super::state::LETTER;
use super::text::{percent, shortened};
use crate::trace::chart::{Chart, Layout, Look, Pick, Raster, Run, Tick, View, runs, ticks};
use crate::trace::{Kind, Trace};
use leptos::prelude::window;
use leptos::web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};
use std::f64::consts::TAU;
use std::sync::Arc;
use wasm_bindgen::{Clamped, JsCast};

/// More device pixels than this in a CSS pixel cost time and show nothing.
const SHARPEST: f64 = 2.0;

/// What a frame shows.
pub struct Scene {
    pub chart: Arc<Chart>,
    pub trace: Arc<Trace>,
    pub layout: Layout,
    pub view: View,
    pub hover: Option<Pick>,
    pub selected: Option<Pick>,
}

/// Paints scenes on a canvas.
pub struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    palette: Palette,
    raster: Raster,
    runs: Vec<Run>,
}

impl Painter {
    /// A painter on a canvas; none where the browser has no 2D canvas.
    pub fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self { canvas, context, palette: Palette::default(), raster: Raster::default(), runs: Vec::new() })
    }

    /// Reads the page's colours anew.
    pub fn read_palette(&mut self) {
        self.palette = Palette::read(&self.canvas);
    }

    /// Paints a scene.
    pub fn paint(&mut self, scene: &Scene) {
        let ratio = window().device_pixel_ratio().clamp(1.0, SHARPEST);
        let (width, height) = (scene.layout.width, scene.layout.height);
        let device = ((width * ratio) as u32, (height * ratio) as u32);
        if device.0 == 0 || device.1 == 0 {
            return;
        }
        if (self.canvas.width(), self.canvas.height()) != device {
            self.canvas.set_width(device.0);
            self.canvas.set_height(device.1);
        }
        let _ = self.context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
        self.context.clear_rect(0.0, 0.0, width, height);
        let ticks = ticks(scene.view, scene.layout.plot(), LETTER);
        self.slices(scene, &ticks, ratio);
        self.context.set_font(&format!("12px {}", self.palette.family));
        self.context.set_text_baseline("middle");
        self.axis(scene, &ticks);
        self.unknown(scene);
        self.owners(scene);
        self.row(scene, 0);
        self.context.save();
        self.clip(0.0, scene.layout.head(), width, height);
        for row in scene.layout.visible() {
            self.row(scene, row);
        }
        self.outline(scene, scene.hover, &self.palette.ink);
        self.outline(scene, scene.selected, &self.palette.accent);
        self.context.restore();
        if scene.selected.is_some_and(|pick| pick.row == 0) {
            self.outline(scene, scene.selected, &self.palette.accent);
        }
        self.frame(scene);
    }

    /// The slices of all rows in view, put together as pixels.
    fn slices(&mut self, scene: &Scene, ticks: &[Tick], ratio: f64) {
        let Scene { chart, layout, view, .. } = scene;
        let width = (layout.plot() * ratio) as u32;
        let height = ((layout.height - layout.axis()) * ratio) as usize;
        self.raster.begin(width as usize, height, ratio);
        for tick in ticks {
            self.raster.line(view.x_of(tick.at_ns as f64, f64::from(width)), self.palette.pixels.grid);
        }
        let pointed = scene.hover.or(scene.selected).map(|pick| pick.row);
        for index in [0].into_iter().chain(layout.visible()) {
            let (top, tall) = layout.row(index);
            let top = top - layout.axis();
            if index > 0 {
                self.raster.clip_above(layout.head() - layout.axis());
            }
            if pointed == Some(index) {
                self.raster.band(top, tall, self.palette.pixels.band);
            }
            runs(&chart.rows[index], *view, width, &mut self.runs);
            self.raster.row(&self.runs, top + 2.0, tall - 4.0, &self.palette.pixels);
        }
        let (wide, tall) = self.raster.size();
        let image = ImageData::new_with_u8_clamped_array_and_sh(Clamped(self.raster.bytes()), wide, tall);
        if let Ok(image) = image {
            let (x, y) = ((layout.gutter * ratio).round(), (layout.axis() * ratio).round());
            let _ = self.context.put_image_data(&image, x, y);
        }
    }

    fn axis(&self, scene: &Scene, ticks: &[Tick]) {
        let layout = &scene.layout;
        self.context.set_fill_style_str(&self.palette.muted);
        self.context.set_text_align("center");
        for tick in ticks {
            let half = tick.label.chars().count() as f64 * LETTER / 2.0;
            let x = layout.gutter + scene.view.x_of(tick.at_ns as f64, layout.plot());
            self.text(&tick.label, x.max(half.min(layout.gutter)).min(layout.width - half), layout.axis() / 2.0 + 1.0);
        }
    }

    /// A row's name, and how its task ended.
    fn row(&self, scene: &Scene, index: usize) {
        let layout = &scene.layout;
        let (row, (top, tall)) = (&scene.chart.rows[index], layout.row(index));
        let middle = top + tall / 2.0;
        let pointed = scene.hover.or(scene.selected).is_some_and(|pick| pick.row == index);
        let strong = index == 0 || pointed;
        self.context.set_fill_style_str(if strong { &self.palette.ink } else { &self.palette.muted });
        self.context.set_text_align("left");
        let letters = ((layout.gutter - 8.0) / LETTER) as usize;
        self.text(&shortened(&row.name, letters), 2.0, middle + 0.5);
        if index == 0 && row.name.chars().count() + 5 <= letters {
            self.context.set_fill_style_str(&self.palette.muted);
            self.context.set_text_align("right");
            self.text(&percent(scene.chart.utilisation), layout.gutter - 7.0, middle + 0.5);
        }
        let Some((at_ns, how)) = row.end else { return };
        let x = scene.view.x_of(at_ns as f64, layout.plot());
        if (0.0..=layout.plot()).contains(&x) {
            self.end(how, layout.gutter + x + 5.0, middle);
        }
    }

    /// How a task ended: a disc where it finished, a cross where it was cancelled, a triangle where it failed.
    fn end(&self, how: Kind, x: f64, y: f64) {
        let (context, palette) = (&self.context, &self.palette);
        context.begin_path();
        match how {
            Kind::Cancelled { .. } => {
                for side in [-3.5, 3.5] {
                    context.move_to(x - 3.5, y - side);
                    context.line_to(x + 3.5, y + side);
                }
                context.set_line_width(1.8);
                context.set_stroke_style_str(&palette.cancelled);
                context.stroke();
                return;
            }
            Kind::Failed => {
                context.move_to(x, y - 5.0);
                context.line_to(x + 4.5, y + 4.0);
                context.line_to(x - 4.5, y + 4.0);
                context.set_fill_style_str(&palette.failed);
            }
            _ => {
                let _ = context.arc(x, y, 3.5, 0.0, TAU);
                context.set_fill_style_str(&palette.finished);
            }
        }
        context.fill();
    }

    /// Who runs, written into the processor's slices where there is room.
    fn owners(&self, scene: &Scene) {
        let Scene { chart, layout, view, .. } = scene;
        let row = &chart.rows[0];
        let (top, tall) = layout.row(0);
        self.context.set_fill_style_str(&self.palette.paper);
        self.context.set_text_align("center");
        let mut index = row.first_after(view.from_ns, 0);
        let shortest_ns = view.span_ns * 4.0 * LETTER / layout.plot();
        while let (Some(slice), Some(owner)) = (row.slices.get(index), row.owners.get(index)) {
            let end_ns = view.from_ns + view.span_ns;
            if slice.from_ns as f64 > end_ns {
                return;
            }
            let (from, to) = ((slice.from_ns as f64).max(view.from_ns), (slice.to_ns as f64).min(end_ns));
            if to - from < shortest_ns {
                // However many short slices there are, a frame looks at one in each such stretch.
                index = row.first_after(from + shortest_ns / 2.0, index).max(index + 1);
                continue;
            }
            let name = scene.trace.task_name(*owner);
            let room = (view.x_of(to, layout.plot()) - view.x_of(from, layout.plot()) - 8.0) / LETTER;
            if name.chars().count() as f64 <= room {
                let x = layout.gutter + view.x_of(f64::midpoint(from, to), layout.plot());
                self.text(name, x, top + tall / 2.0 + 0.5);
            }
            index += 1;
        }
    }

    /// Says where nothing was recorded.
    fn unknown(&self, scene: &Scene) {
        let Scene { chart, layout, view, .. } = scene;
        let x = layout.gutter + view.x_of(chart.known_ns as f64, layout.plot()).max(0.0);
        let width = layout.gutter + layout.plot() - x;
        if chart.known_ns >= chart.total_ns || width <= 0.0 {
            return;
        }
        self.context.set_fill_style_str(&self.palette.hairline);
        self.context.set_global_alpha(0.5);
        self.context.fill_rect(x, layout.axis(), width, layout.height - layout.axis());
        self.context.set_global_alpha(1.0);
        let note = "not recorded";
        if width > note.len() as f64 * LETTER {
            self.context.set_fill_style_str(&self.palette.muted);
            self.context.set_text_align("center");
            self.text(note, x + width / 2.0, layout.head() + 14.0);
        }
    }

    /// A frame around a slice, never too narrow to be seen.
    fn outline(&self, scene: &Scene, pick: Option<Pick>, colour: &str) {
        let Some(pick) = pick else { return };
        let Scene { chart, layout, view, .. } = scene;
        let Some(slice) = chart.rows.get(pick.row).and_then(|row| row.slices.get(pick.slice)) else { return };
        let x = |at_ns: u64| view.x_of(at_ns as f64, layout.plot()).max(-2.0).min(layout.plot() + 2.0);
        let (left, right) = (x(slice.from_ns), x(slice.to_ns));
        let (top, tall) = layout.row(pick.row);
        let short = if Look::from(slice.state) == Look::Ready { tall / 2.0 - 2.0 } else { 0.0 };
        self.context.set_line_width(1.5);
        self.context.set_stroke_style_str(colour);
        let wide = (right - left).max(3.0);
        self.context.stroke_rect(layout.gutter + left, top + 1.0 + short, wide, tall - 2.0 - short);
    }

    /// The lines under the axis and under the processor's row, and which part of the run is in view.
    fn frame(&self, scene: &Scene) {
        let Scene { chart, layout, view, .. } = scene;
        self.context.set_fill_style_str(&self.palette.hairline);
        self.context.fill_rect(0.0, layout.axis() - 1.0, layout.width, 1.0);
        self.context.fill_rect(0.0, layout.head() - 1.0, layout.width, 1.0);
        let all = View::fit(chart.total_ns);
        if *view != all {
            self.context.fill_rect(layout.gutter, 0.0, layout.plot(), 3.0);
            self.context.set_fill_style_str(&self.palette.accent);
            let from = all.x_of(view.from_ns, layout.plot());
            let wide = (view.span_ns / all.span_ns * layout.plot()).max(3.0);
            self.context.fill_rect(layout.gutter + from.min(layout.plot() - wide), 0.0, wide, 3.0);
        }
    }

    fn clip(&self, left: f64, top: f64, right: f64, bottom: f64) {
        self.context.begin_path();
        self.context.rect(left, top, right - left, bottom - top);
        self.context.clip();
    }

    fn text(&self, text: &str, x: f64, y: f64) {
        // A canvas that cannot write leaves the words below it, which say the same.
        let _ = self.context.fill_text(text, x, y);
    }
}
