//! The order game: a small program, and the question in which order its lines print. On its first level the program is
//! one of asyncio's, on the second it is one of a web page.

mod asyncio;
mod page;

use crate::lessons::{Game, Puzzle};
use crate::params::{Field, Params};

/// The order game.
pub static GAME: Game = Game {
    title: "In which order?",
    fields: &[FIELDS[0], FIELDS[1]],
    puzzle: |values| {
        let Asked { level, puzzle } = Asked::from_values(values);
        of(level, puzzle)
    },
};

const FIELDS: &[Field] = Asked::FIELDS;

crate::choice! {
    /// Whose event loop it is.
    pub enum Level {
        /// Python's.
        Asyncio = "asyncio", "asyncio";
        /// A web page's.
        Browser = "browser", "a web page";
    }
}

crate::params! {
    /// Which puzzle is asked.
    pub struct Asked {
        /// Whose event loop it is.
        level: Level = Field::choice(Level::CHOICES).label("The event loop of").help("Whose event loop runs the program."),
        /// The seed of the program.
        puzzle: u64 = Field::count(1, 0, 4_294_967_295).label("Program").help("Each number is another program."),
    }
}

/// The puzzle of a level and a seed.
pub fn of(level: Level, seed: u64) -> Puzzle {
    match level {
        Level::Asyncio => asyncio::puzzle(seed),
        Level::Browser => page::puzzle(seed),
    }
}
