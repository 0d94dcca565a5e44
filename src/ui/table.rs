//! The puzzle on the page: which one it is, and what came of running it.

use super::session::Session;
use super::signal::{Signal, effect};
use super::store::Store;
use crate::browser::{BrowserRun, Clock, PageRun, Program};
use crate::lessons::{Puzzle, Way};
use crate::params::Values;
use leptos::task::spawn_local;
use std::rc::Rc;

/// How many events of a run are kept: a puzzle's program has some dozens.
const EVENTS_KEPT: usize = 10_000;

/// The puzzle on the page.
#[derive(Clone)]
pub struct Table {
    /// The puzzle.
    pub puzzle: Rc<Puzzle>,
    /// The lesson, and the parameters that ask for this puzzle.
    pub asked: (usize, Values),
    /// How far it is.
    pub step: Step,
}

/// How far a puzzle is.
#[derive(Clone, PartialEq)]
pub enum Step {
    /// Its lines are being put in order.
    Open,
    /// Its program runs, for the first time or again.
    Runs,
    /// It has run.
    Shown {
        /// The order in which the learner expected the lines.
        yours: Vec<char>,
        /// The order in which they were printed this time.
        printed: Vec<char>,
    },
    /// It could not be run: why.
    Failed(String),
}

impl Step {
    /// The word for it on the page.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Runs => "runs",
            Self::Shown { .. } => "shown",
            Self::Failed(_) => "failed",
        }
    }
}

/// The puzzle that the parameters ask for, kept in step with them; nothing where the lesson has none.
pub fn table(store: Store) -> Signal<Option<Table>> {
    let table = Signal::new(None);
    effect(move || {
        let (entry, asked) = (store.lesson(), (store.page.get(), store.game.get()));
        let game = entry.game.filter(|_| entry.game_fields() == asked.1.fields());
        let is_there = table.with_untracked(|table: &Option<Table>| match table {
            Some(table) => game.is_some() && table.asked == asked,
            None => game.is_none(),
        });
        if !is_there {
            let puzzle = game.map(|game| Rc::new((game.puzzle)(&asked.1)));
            table.set(puzzle.map(|puzzle| Table { puzzle, asked, step: Step::Open }));
        }
    });
    table
}

/// Runs the puzzle's program, and shows in which order it printed its lines.
pub fn show(store: Store, table: Signal<Option<Table>>, yours: Vec<char>) {
    let Some(Table { puzzle, asked, .. }) = table.get_untracked() else { return };
    let turn = move |step: Step| {
        table.update(|table| {
            table.iter_mut().filter(|table| table.asked == asked).for_each(|table| table.step = step.clone())
        })
    };
    turn(Step::Runs);
    spawn_local(async move {
        let ran = run(store, &puzzle).await;
        turn(match ran {
            Ok(printed) => Step::Shown { yours, printed },
            Err(why) => Step::Failed(why),
        });
    });
}

/// Runs a puzzle's program. Returns the letters it prints, in their order.
async fn run(store: Store, puzzle: &Puzzle) -> Result<Vec<char>, String> {
    match &puzzle.way {
        Way::Engine(program) => {
            let step_ms = Clock::new().ok_or("this browser has no clock to run it with")?.step_ms();
            let settings = Program { speed: 1.0, step_ms, collect: Some(EVENTS_KEPT) };
            let run = BrowserRun::start(&settings, &store.session.update(Session::alarm), program)?;
            let lines = run.report().await.trace.unwrap_or_default().output;
            Ok(lines.iter().flat_map(|line| line.text.chars()).collect())
        }
        Way::Page(script) => Ok(PageRun::start(script)?.printed().await),
    }
}
