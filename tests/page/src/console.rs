//! What pages say on the console, heard by the host they come from: not every browser's driver tells.

use axum::extract::State;
use std::sync::{Arc, Mutex, PoisonError};

/// Where on the host complaints are taken, outside the page's folder.
pub const PATH: &str = "/said-on-the-console";

/// What was said.
#[derive(Clone, Debug, Default)]
pub struct Console(Arc<Mutex<Vec<String>>>);

impl Console {
    /// All errors and warnings so far.
    pub fn said(&self) -> Vec<String> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Takes a complaint.
pub async fn hear(State(console): State<Console>, line: String) {
    console.0.lock().unwrap_or_else(PoisonError::into_inner).push(line);
}

/// Sends every complaint, and goes on when it has arrived: none is lost with the page.
pub fn script() -> String {
    format!(
        "(() => {{
            const send = (level, words) => {{
                const request = new XMLHttpRequest();
                request.open('POST', '{PATH}', false);
                request.send(level + ': ' + words);
            }};
            for (const level of ['error', 'warn']) {{
                const own = console[level];
                console[level] = (...all) => {{ own.apply(console, all); send(level, all.join(' ')); }};
            }}
            addEventListener('error', ({{ target, message, error }}) => send('Uncaught', target.src ?? target.href ?? `${{message}} ${{error}}`), true);
            addEventListener('unhandledrejection', ({{ reason }}) => send('Uncaught', reason));
            addEventListener('securitypolicyviolation', ({{ violatedDirective, blockedURI }}) => send('Refused', `${{violatedDirective}} ${{blockedURI}}`));
        }})();"
    )
}
