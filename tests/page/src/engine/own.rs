//! Commands that the WebDriver client has no words for.

use axum::http::Method;
use serde_json::Value;
use thirtyfour::common::command::FormatRequestData;
use thirtyfour::{RequestData, SessionId};

/// A command at a path below that of the session.
#[derive(Debug)]
pub struct Own {
    path: String,
    body: Option<Value>,
}

impl Own {
    /// One that asks.
    pub fn get(path: String) -> Self {
        Self { path, body: None }
    }

    /// One that does something.
    pub fn post(path: &str, body: Value) -> Self {
        Self { path: path.to_owned(), body: Some(body) }
    }
}

impl FormatRequestData for Own {
    fn format_request(&self, session: &SessionId) -> RequestData {
        let uri = format!("session/{session}/{}", self.path);
        match &self.body {
            Some(body) => RequestData::new(Method::POST, uri).add_body(body.clone()),
            None => RequestData::new(Method::GET, uri),
        }
    }
}
