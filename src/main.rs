//! Mounts the page.

#[cfg(target_arch = "wasm32")]
fn main() {
    use leptos::prelude::*;
    mount_to_body(|| view! { <main>"Simul"</main> });
}

/// The page is a wasm program; on the host there is nothing to run.
#[cfg(not(target_arch = "wasm32"))]
fn main() {
    eprintln!("Simul runs in a browser: `cargo xtask serve` builds and serves it.");
}
