//! Mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    simul::browser::listen_to_panics();
    simul::ui::mount(&simul::lessons::LESSONS);
}

/// The page is a wasm program; on the host there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Simul runs in a browser: `cargo xtask serve` builds and serves it.");
}
