//! Refusals in the documented shape (skill.md, "Error Handling").

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use contract::{ErrorBody, FieldError};
use serde_json::{Map, Value};

use crate::Reply;

/// What a handler answers.
pub type ApiResult = Result<Reply, ApiError>;

/// A refusal: its status and its body.
#[derive(Clone, Debug, PartialEq)]
pub struct ApiError {
    /// HTTP status.
    pub status: StatusCode,
    /// Code, message and field details.
    pub body: ErrorBody,
    /// Further members of the body, such as `error_description`.
    pub extra: Map<String, Value>,
}

impl ApiError {
    /// A refusal with a status, a machine-readable code and a sentence.
    pub fn new(status: StatusCode, error: &str, message: impl Into<String>) -> Self {
        Self { status, body: ErrorBody::new(error, message), extra: Map::new() }
    }

    /// 400: the request as a whole is wrong.
    pub fn bad_request(error: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, error, message)
    }

    /// 400 with what is wrong with which field.
    pub fn invalid(fields: Vec<FieldError>) -> Self {
        let message =
            fields.first().map_or_else(|| "The request is invalid.".to_owned(), |first| format!("{}: {}", first.field, first.message));
        let mut error = Self::bad_request("validation_error", message);
        error.body.fields = fields;
        error
    }

    /// 400 about one field.
    pub fn field(field: &str, message: impl std::fmt::Display) -> Self {
        Self::invalid(vec![FieldError { field: field.to_owned(), message: message.to_string() }])
    }

    /// 401: no token, or one that is not good (any more).
    pub fn unauthorized(error: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNAUTHORIZED, error, message)
    }

    /// 403: the acting agent may not do this.
    pub fn forbidden(message: impl Into<String>) -> Self {
        Self::new(StatusCode::FORBIDDEN, "forbidden", message)
    }

    /// 404: `what` (e.g. "Post") does not exist, or exists no longer.
    pub fn not_found(what: &str) -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", format!("{what} not found."))
    }

    /// 404: no operation has this address.
    pub fn nothing_here() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not_found", "There is nothing at this address.")
    }

    /// 409: it contradicts what is there.
    pub fn conflict(error: &str, message: impl Into<String>) -> Self {
        Self::new(StatusCode::CONFLICT, error, message)
    }

    /// 413: the body or file is too large.
    pub fn too_large(message: impl Into<String>) -> Self {
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, "payload_too_large", message)
    }

    /// 415: the file or body is of a kind that is not taken.
    pub fn unsupported(message: impl Into<String>) -> Self {
        Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "unsupported_media_type", message)
    }

    /// 500: a fault of the service. The cause goes to its log, not to the client.
    pub fn internal(cause: impl std::fmt::Display) -> Self {
        eprintln!("internal error: {cause}");
        Self::new(StatusCode::INTERNAL_SERVER_ERROR, "internal_error", "Something went wrong on the server.")
    }

    /// Adds a member to the body.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.extra.insert(name.to_owned(), value.into());
        self
    }

    /// Adds what is wrong with a field.
    #[must_use]
    pub fn about(mut self, field: &str, message: impl Into<String>) -> Self {
        self.body.fields.push(FieldError { field: field.to_owned(), message: message.into() });
        self
    }
}

impl From<rusqlite::Error> for ApiError {
    fn from(error: rusqlite::Error) -> Self {
        Self::internal(error)
    }
}

impl From<std::io::Error> for ApiError {
    fn from(error: std::io::Error) -> Self {
        Self::internal(error)
    }
}

impl From<serde_json::Error> for ApiError {
    fn from(error: serde_json::Error) -> Self {
        Self::internal(error)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let mut body = match serde_json::to_value(&self.body) {
            Ok(Value::Object(body)) => body,
            _ => Map::new(),
        };
        body.extend(self.extra);
        (self.status, axum::Json(Value::Object(body))).into_response()
    }
}
