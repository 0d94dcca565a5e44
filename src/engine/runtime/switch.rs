//! Ways to give control to somebody else and to have it back: what a switch is compared with.

/// One way.
#[derive(Clone, Copy, Debug)]
pub enum Switch {
    /// The program's own: a function that does it so many times.
    Own(fn(u32)),
    /// A generator of the browser's own language, sent a line each time.
    Generator,
    /// A task on the loop that runs the lessons, giving way to another one.
    Task,
    /// An async function of the browser's own language, giving way to another one by `await`.
    Await,
    /// A task of wasm-bindgen-futures, which runs Rust's futures on the browser's own queue, giving way to another one.
    Future,
}
