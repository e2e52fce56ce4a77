//! The record of which operations were called: the browser tests end by comparing it with the list of all operations.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::extract::{MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use serde::Serialize;

use crate::App;

/// Put on a response by a handler that serves several operations: which one it was.
#[derive(Clone, Copy, Debug)]
pub struct Called(pub &'static str);

/// How often an operation was called.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Count {
    /// Answers of any kind.
    pub calls: u64,
    /// Answers of the 200s.
    pub succeeded: u64,
}

/// Calls by operation name.
#[derive(Debug, Default)]
pub struct Calls {
    counts: Mutex<BTreeMap<&'static str, Count>>,
    /// Those of all worlds of the process, which these are added to.
    whole: Option<Arc<Calls>>,
}

impl Calls {
    /// A record that is added to another one, too.
    pub fn within(whole: Arc<Self>) -> Self {
        Self { counts: Mutex::default(), whole: Some(whole) }
    }

    /// The record of the whole process, where this is one of several.
    pub fn whole(&self) -> &Self {
        self.whole.as_deref().unwrap_or(self)
    }

    /// The calls so far.
    pub fn counts(&self) -> BTreeMap<&'static str, Count> {
        self.lock().clone()
    }

    /// Forgets them.
    pub fn clear(&self) {
        self.lock().clear();
    }

    fn add(&self, operation: &'static str, succeeded: bool) {
        let mut counts = self.lock();
        let count = counts.entry(operation).or_default();
        count.calls += 1;
        count.succeeded += u64::from(succeeded);
        drop(counts);
        if let Some(whole) = &self.whole {
            whole.add(operation, succeeded);
        }
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<&'static str, Count>> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The layer that records.
pub async fn record(State(app): State<App>, path: Option<MatchedPath>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let response = next.run(request).await;
    let named = response.extensions().get::<Called>().map(|called| called.0);
    let operation = named.or_else(|| operation(method.as_str(), path.as_ref()?.as_str()));
    if let Some(operation) = operation {
        app.calls().add(operation, response.status().is_success());
    }
    response
}

/// The operation of a method and path template, unless there are several.
fn operation(method: &str, path: &str) -> Option<&'static str> {
    let mut matching = contract::operations().filter(|operation| operation.method.as_str() == method && operation.path == path);
    let first = matching.next()?;
    matching.next().is_none().then_some(first.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operations_are_found_by_their_template() {
        assert_eq!(operation("GET", "/api/posts/{post}"), Some("post"));
        assert_eq!(operation("POST", "/api/auth/token"), None, "two grants share it");
        assert_eq!(operation("GET", "/openapi.json"), None);
    }

    #[test]
    fn the_whole_has_the_calls_of_its_parts() {
        let whole = Arc::new(Calls::default());
        let (one, two) = (Calls::within(whole.clone()), Calls::within(whole.clone()));
        one.add("feed", true);
        two.add("feed", false);
        one.clear();
        assert_eq!(whole.counts()["feed"], Count { calls: 2, succeeded: 1 });
        assert!(one.counts().is_empty());
    }
}
