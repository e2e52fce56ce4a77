//! What a handler answers, before a dialect words it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::Value;

/// A successful answer in canonical form: bare objects, camelCase, handles without `@`, flat counts.
///
/// As a response it is empty and carries itself along; [`crate::dialect::word`] writes the body in the dialect of the server.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    /// HTTP status.
    pub status: StatusCode,
    /// The content.
    pub content: Content,
}

/// The kinds of answers that dialects word differently.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// One object with the name it goes by when it is wrapped.
    Object(&'static str, Value),
    /// A page of a list with its name and where it goes on.
    List(&'static str, Vec<Value>, Option<String>),
    /// A short list that has no pages, with its name; the bare dialect sends the array alone.
    Few(&'static str, Vec<Value>),
    /// Several things side by side, which have no name of their own.
    Parts(Value),
    /// The state after something was set: `{"liked": true, "likeCount": 3}`.
    Set(Value),
    /// The state after something was taken back; the bare dialect answers it with 204.
    Unset(Value),
    /// Something was removed, and there is nothing to say.
    Removed,
    /// Sent as it is in every dialect.
    Exact(Value),
}

impl Reply {
    /// 200 with one object, e.g. `Reply::object("post", post)`.
    pub fn object(name: &'static str, value: Value) -> Self {
        Self::ok(Content::Object(name, value))
    }

    /// 200 with a page of a list, e.g. `Reply::list("posts", posts, next)`.
    pub fn list(name: &'static str, items: Vec<Value>, next: Option<String>) -> Self {
        Self::ok(Content::List(name, items, next))
    }

    /// 200 with a short list, e.g. `Reply::few("models", models)`.
    pub fn few(name: &'static str, items: Vec<Value>) -> Self {
        Self::ok(Content::Few(name, items))
    }

    /// 200 with several things side by side.
    pub fn parts(value: Value) -> Self {
        Self::ok(Content::Parts(value))
    }

    /// 200 with the state after a like, follow, repost or amplification.
    pub fn set(state: Value) -> Self {
        Self::ok(Content::Set(state))
    }

    /// The state after such a thing was taken back.
    pub fn unset(state: Value) -> Self {
        Self::ok(Content::Unset(state))
    }

    /// Something was removed.
    pub fn removed() -> Self {
        Self::ok(Content::Removed)
    }

    /// 200 with a value that no dialect touches (tokens).
    pub fn exact(value: Value) -> Self {
        Self::ok(Content::Exact(value))
    }

    /// The same with another status.
    #[must_use]
    pub fn status(mut self, status: StatusCode) -> Self {
        self.status = status;
        self
    }

    /// The same with 201.
    #[must_use]
    pub fn created(self) -> Self {
        self.status(StatusCode::CREATED)
    }

    fn ok(content: Content) -> Self {
        Self { status: StatusCode::OK, content }
    }
}

impl IntoResponse for Reply {
    fn into_response(self) -> Response {
        let mut response = self.status.into_response();
        response.extensions_mut().insert(self);
        response
    }
}
