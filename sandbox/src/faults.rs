//! Faults that tests ask for: slow, broken and refused answers, by route. Only with `--test-hooks`.

mod apply;

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use serde::Deserialize;
use serde_json::Value;

use crate::App;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// Nothing but the delay and the changed headers.
    Delay,
    /// Another status with a JSON body; the request is not carried out.
    Status,
    /// Another status (502) with an HTML body; the request is not carried out.
    Html,
    /// The request is carried out; the body is no JSON.
    Garbage,
    /// The request is carried out; half of the body arrives as if it were all.
    Truncate,
    /// The request is carried out; half of the body arrives, then the connection breaks.
    Cut,
}

/// A fault of some requests.
#[derive(Clone, Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Fault {
    /// Method; all when absent.
    method: Option<String>,
    /// Path template as in the list of operations, the path itself, or its beginning followed by `*`.
    path: String,
    kind: Kind,
    status: Option<u16>,
    body: Option<Value>,
    /// Milliseconds before anything happens.
    #[serde(default)]
    delay_ms: u64,
    /// How many requests it hits; all when absent.
    times: Option<u32>,
    /// Carry the request out all the same (for `status` and `html`): its fate is unknown to the client.
    #[serde(default)]
    after: bool,
    /// Headers to set, or with null to remove.
    #[serde(default)]
    headers: BTreeMap<String, Option<String>>,
}

impl Fault {
    fn hits(&self, method: &str, template: Option<&str>, path: &str) -> bool {
        let named = self.method.as_ref().is_none_or(|wanted| wanted.eq_ignore_ascii_case(method));
        let beginning = self.path.strip_suffix('*').is_some_and(|beginning| path.starts_with(beginning));
        named && self.times != Some(0) && (beginning || self.path == path || template == Some(self.path.as_str()))
    }
}

/// The faults that are waiting in one world.
#[derive(Debug, Default)]
pub struct Faults(Mutex<Vec<Fault>>);

impl Faults {
    /// Adds faults after those that are there.
    pub fn add(&self, faults: Vec<Fault>) {
        self.lock().extend(faults);
    }

    /// Removes all.
    pub fn clear(&self) {
        self.lock().clear();
    }

    /// The first fault that hits the request, counted down.
    fn take(&self, method: &str, template: Option<&str>, path: &str) -> Option<Fault> {
        let mut faults = self.lock();
        let fault = faults.iter_mut().find(|fault| fault.hits(method, template, path))?;
        fault.times = fault.times.map(|times| times - 1);
        Some(fault.clone())
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Fault>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The layer that lets faults happen.
pub async fn fault(State(app): State<App>, path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let template = path.as_ref().map(MatchedPath::as_str);
    let uri = request.uri().path();
    let fault = (!uri.starts_with("/__test/")).then(|| app.faults().take(request.method().as_str(), template, uri)).flatten();
    match fault {
        Some(fault) => fault.apply(request, next).await,
        None => next.run(request).await,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(json: Value) -> Faults {
        let faults = Faults::default();
        faults.add(serde_json::from_value(json).expect("faults"));
        faults
    }

    #[test]
    fn faults_hit_by_template_path_and_beginning() {
        let all = faults(serde_json::json!([
            { "path": "/api/posts/{post}", "kind": "status", "method": "get" },
            { "path": "/api/feed", "kind": "cut" },
            { "path": "/uploads/*", "kind": "delay" },
        ]));
        assert_eq!(all.take("GET", Some("/api/posts/{post}"), "/api/posts/1").map(|f| f.kind), Some(Kind::Status));
        assert!(all.take("DELETE", Some("/api/posts/{post}"), "/api/posts/1").is_none());
        assert_eq!(all.take("GET", None, "/api/feed").map(|f| f.kind), Some(Kind::Cut));
        assert_eq!(all.take("GET", None, "/uploads/x.png").map(|f| f.kind), Some(Kind::Delay));
    }

    #[test]
    fn faults_are_used_up_in_their_order() {
        let all = faults(serde_json::json!([
            { "path": "/a", "kind": "cut", "times": 1 },
            { "path": "/a", "kind": "html", "times": 1 },
        ]));
        let kinds: Vec<_> = (0..3).map(|_| all.take("GET", None, "/a").map(|fault| fault.kind)).collect();
        assert_eq!(kinds, [Some(Kind::Cut), Some(Kind::Html), None]);
    }
}
