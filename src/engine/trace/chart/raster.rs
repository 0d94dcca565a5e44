//! Pixels: a frame is put together here and handed to the canvas as one picture, so that its cost does not
//! depend on how much there is to draw.

use super::{FULL, Look, Mix, Run};
use std::ops::Range;

/// Red, green, blue and opacity.
pub type Colour = [u8; 4];

/// The colours of a timeline.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Colours {
    /// A task that runs.
    pub running: Colour,
    /// A task that is ready.
    pub ready: Colour,
    /// A task that waits.
    pub waiting: Colour,
    /// The lines of the axis.
    pub grid: Colour,
    /// The row that is pointed at.
    pub band: Colour,
}

/// A picture under construction; `ratio` device pixels make a CSS pixel.
#[derive(Clone, Debug, Default)]
pub struct Raster {
    width: usize,
    height: usize,
    ratio: f64,
    clip: usize,
    pixels: Vec<Colour>,
}

impl Raster {
    /// Begins an empty picture of a size in device pixels.
    pub fn begin(&mut self, width: usize, height: usize, ratio: f64) {
        (self.width, self.height, self.ratio, self.clip) = (width, height, ratio, 0);
        self.pixels.clear();
        self.pixels.resize(width * height, Colour::default());
    }

    /// Its size in device pixels.
    pub fn size(&self) -> (u32, u32) {
        (self.width as u32, self.height as u32)
    }

    /// Its bytes, four for each pixel, row by row.
    pub fn bytes(&self) -> &[u8] {
        self.pixels.as_flattened()
    }

    /// The colour of a pixel.
    pub fn pixel(&self, x: usize, y: usize) -> Colour {
        self.pixels[y * self.width + x]
    }

    /// Draws nothing above `top`, in CSS pixels, from here on.
    pub fn clip_above(&mut self, top: f64) {
        self.clip = self.device(top).max(0) as usize;
    }

    /// Fills a rectangle from edge to edge; `top` and `height` are CSS pixels.
    pub fn band(&mut self, top: f64, height: f64, colour: Colour) {
        let (top, bottom) = (self.device(top), self.device(top + height));
        self.fill(0..self.width, top, bottom, |_, _| Some(colour));
    }

    /// Draws a line from top to bottom, `x` device pixels from the left.
    pub fn line(&mut self, x: f64, colour: Colour) {
        let (x, bottom) = (x.round(), self.height as i64);
        if x >= 0.0 && x < self.width as f64 {
            let x = x as usize;
            self.fill(x..x + 1, 0, bottom, |_, _| Some(colour));
        }
    }

    /// Draws a row between two heights, in CSS pixels. Running fills it, being ready half of it, hatched;
    /// waiting is a line along its foot, broken where it is not for a timer. In a pixel with several slices
    /// each has its share of the height.
    pub fn row(&mut self, runs: &[Run], top: f64, height: f64, colours: &Colours) {
        let (top, bottom) = (self.device(top), self.device(top + height));
        let thick = (2.0 * self.ratio).round() as i64;
        let hatch = (2.5 * self.ratio).round().max(2.0) as i64;
        for (i, run) in runs.iter().enumerate() {
            let heights = heights(run.mix, bottom - top, thick);
            let next_to_its_like = i > 0 && runs[i - 1].to == run.from && runs[i - 1].mix == run.mix;
            let gap = u32::from(next_to_its_like && run.slice.is_some() && run.to - run.from >= 4);
            let across = (run.from + gap) as usize..run.to as usize;
            let broken = run.mix[Look::Timer as usize] < run.mix[Look::Waiting as usize];
            let foot = bottom - heights.waiting;
            let waits = |x: i64, _| (!broken || x / (2 * thick) % 2 == 0).then_some(colours.waiting);
            self.fill(across.clone(), foot, bottom, waits);
            self.fill(across.clone(), foot - heights.running, foot, |_, _| Some(colours.running));
            let foot = foot - heights.running;
            let hatched = |x: i64, y: i64| ((x + y).rem_euclid(2 * hatch) < hatch).then_some(colours.ready);
            self.fill(across.clone(), foot - heights.ready, foot, hatched);
            if heights.ready > 2 * thick {
                let edge = foot - heights.ready;
                self.fill(across, edge, edge + (thick / 2).max(1), |_, _| Some(colours.ready));
            }
        }
    }

    fn fill(&mut self, across: Range<usize>, top: i64, bottom: i64, colour: impl Fn(i64, i64) -> Option<Colour>) {
        let across = across.start.min(self.width)..across.end.min(self.width);
        let (top, bottom) = (top.max(self.clip as i64), bottom.min(self.height as i64));
        for y in top..bottom {
            let line = y as usize * self.width;
            let pixels = &mut self.pixels[line + across.start..line + across.end];
            for (x, pixel) in pixels.iter_mut().enumerate() {
                if let Some(colour) = colour((across.start + x) as i64, y) {
                    *pixel = colour;
                }
            }
        }
    }

    fn device(&self, css: f64) -> i64 {
        (css * self.ratio).round() as i64
    }
}

struct Heights {
    running: i64,
    ready: i64,
    waiting: i64,
}

/// How high each state stands in a row of a height, all in device pixels.
fn heights(mix: Mix, height: i64, thick: i64) -> Heights {
    let part = |look: Look| i64::from(mix[look as usize]);
    let waiting = if part(Look::Timer) + part(Look::Waiting) > 0 { thick } else { 0 };
    let share = |part: i64, of: i64| if part == 0 { 0 } else { (part * of / i64::from(FULL)).max(1) };
    let running = share(part(Look::Running), height - waiting);
    let ready = share(part(Look::Ready), height / 2).min(height - waiting - running);
    Heights { running, ready, waiting }
}
