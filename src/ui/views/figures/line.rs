//! One answer to "how long does it take?": who gave it, and what it was.

use crate::lessons::Variant;
use crate::predict::{Band, Prediction};
use crate::ui::store::real;
use crate::ui::views::sheet::{Played, Sheet};
use std::time::Duration;

/// Who answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// The visitor.
    Guess,
    /// The textbook.
    Textbook,
    /// The exact formula.
    Formula,
    /// The program on the virtual clock.
    Virtual,
    /// The program on the virtual clock, with this machine's costs.
    Machine,
    /// The run.
    Measured,
}

impl Voice {
    /// All of them, in the order of the score sheet.
    pub const ALL: [Self; 6] =
        [Self::Guess, Self::Textbook, Self::Formula, Self::Virtual, Self::Machine, Self::Measured];

    /// Its name on the page.
    pub fn word(self) -> &'static str {
        match self {
            Self::Guess => "your guess",
            Self::Textbook => "textbook",
            Self::Formula => "exact formula",
            Self::Virtual => "virtual run",
            Self::Machine => "this machine",
            Self::Measured => "measured",
        }
    }

    /// Its name where there is little room.
    pub fn short(self) -> &'static str {
        if self == Self::Virtual { "exact" } else { self.word() }
    }

    /// Its name in classes and ids.
    pub fn name(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Textbook => "textbook",
            Self::Formula => "formula",
            Self::Virtual => "virtual",
            Self::Machine => "machine",
            Self::Measured => "measured",
        }
    }

    /// Its mark, a path around the origin: every voice has a shape of its own.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Guess => "M-5.5-5h11L0 5.5Z",
            Self::Textbook => "M-4.5-4.5h9v9h-9Z",
            Self::Formula => "M0-6 6 0 0 6-6 0Z",
            Self::Virtual => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
            Self::Machine => "M-4-6h8M0-6V6M-4 6h8",
            Self::Measured => "M-5 0a5 5 0 1 0 10 0a5 5 0 1 0-10 0Z",
        }
    }
}

/// One answer. Durations are real time, but for `lesson`.
#[derive(Clone, Debug)]
pub struct Line {
    /// Who answers.
    pub voice: Voice,
    /// The answer, in lesson time.
    pub lesson: Duration,
    /// The answer, in real time.
    pub real: Duration,
    /// Between which the answer lies, where it depends on chance.
    pub band: Option<(Duration, Duration)>,
    /// Every run, where it was measured.
    pub runs: Vec<Duration>,
    /// The id of the figure, where it is the one that tests and course pages read.
    pub id: Option<String>,
}

/// The answers for one variant.
#[derive(Clone, Debug)]
pub struct Column {
    /// The variant.
    pub variant: Variant,
    /// How many lesson seconds pass in a real one.
    pub speed: f64,
    /// The answers there are.
    pub lines: Vec<Line>,
    /// Why the virtual run has no answer, if so.
    pub no_answer: Option<String>,
    /// Whether the measurement is not to be trusted.
    pub tainted: bool,
}

impl Column {
    /// The answer of a voice.
    pub fn line(&self, voice: Voice) -> Option<&Line> {
        self.lines.iter().find(|line| line.voice == voice)
    }
}

/// The answers for the parameters on the page.
pub fn present(sheet: &Sheet) -> Column {
    let fresh = sheet.fresh();
    let prediction = sheet.prediction.as_ref();
    let guess = sheet.guess.or(fresh.and_then(|played| played.guess));
    let mut column = column(sheet.variant, guess, prediction, sheet.speed, true);
    column.extend(fresh);
    column
}

/// The answers for the parameters of a run that the visitor has edited since.
pub fn earlier(sheet: &Sheet) -> Option<Column> {
    let played = sheet.ran.as_ref().filter(|played| played.stale)?;
    let mut column = column(sheet.variant, played.guess, Some(&played.ran.predicted), played.speed, false);
    column.extend(Some(played));
    Some(column)
}

fn column(variant: Variant, guess: Option<Duration>, prediction: Option<&Prediction>, speed: f64, ids: bool) -> Column {
    let exact = prediction.and_then(|p| p.virtual_time.clone().ok());
    let machine = prediction.and_then(|p| p.machine);
    let answers = [
        (Voice::Guess, guess),
        (Voice::Textbook, prediction.and_then(|p| p.textbook)),
        (Voice::Formula, prediction.and_then(|p| p.formula)),
        (Voice::Virtual, exact),
        (Voice::Machine, machine.map(|band| band.middle)),
    ];
    let line = |(voice, lesson): (Voice, Option<Duration>)| {
        let lesson = lesson?;
        let band = machine.filter(|_| voice == Voice::Machine);
        let band = band.map(|Band { low, high, .. }| (real(low, speed), real(high, speed)));
        let id = (ids && voice != Voice::Guess).then(|| format!("predicted-{}-{}", variant.name, voice.name()));
        Some(Line { voice, lesson, real: real(lesson, speed), band, runs: Vec::new(), id })
    };
    Column {
        variant,
        speed,
        lines: answers.into_iter().filter_map(line).collect(),
        no_answer: prediction.and_then(|p| p.virtual_time.clone().err()),
        tainted: false,
    }
}

impl Column {
    fn extend(&mut self, played: Option<&Played>) {
        let Some(Played { ran, speed, .. }) = played else { return };
        let (median, runs) = (ran.median(), ran.measured.clone());
        self.tainted = ran.tainted.is_some();
        self.lines.push(Line {
            voice: Voice::Measured,
            lesson: super::super::words::lesson_time(median, *speed),
            real: median,
            band: runs.iter().min().copied().zip(runs.iter().max().copied()),
            runs,
            id: Some(format!("measured-{}", self.variant.name)),
        });
    }
}
