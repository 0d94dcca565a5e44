//! What a visitor sees and does, a course page hears and says, and a broken address gets: one browser for each test.

mod accessibility;
mod acting;
mod address;
mod bad_input;
mod comparing;
mod embedding;
mod fetching;
mod guessing;
mod hiding;
mod inside;
mod keyboard;
mod looks;
mod opening;
mod ordering;
mod parts;
mod running;
mod without;
mod working;

/// A run of both variants that takes a fifth of a second.
const SHORT: &str = "lesson=exhibition&opponents=6&own_move=5&reply=55&rounds=2&speed=6000";
/// A run that takes half a minute, and is stopped or left before its end.
const LONG: &str = "lesson=exhibition&opponents=10&own_move=5&reply=55&rounds=5&speed=100&variant=synchronous";
