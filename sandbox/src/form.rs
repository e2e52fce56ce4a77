//! The JSON object of a request, read field by field; what is wrong is collected and refused at once.

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::StatusCode;
use contract::FieldError;
use serde_json::{Map, Value};

use crate::ApiError;

/// Fields of a request's JSON body.
///
/// Extracting it answers 400 for a body that is no JSON object. An empty body is an empty object, whatever its content type says:
/// the official SDK sends `Content-Type: application/json` on every request.
#[derive(Debug, Default)]
pub struct Form {
    fields: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Form {
    /// A form of these fields.
    pub fn of(fields: Map<String, Value>) -> Self {
        Self { fields, errors: Vec::new() }
    }

    /// A text that must be there and must parse; `None` when it was refused.
    pub fn required<T, E: std::fmt::Display>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        if self.is_absent(name) {
            self.refuse(name, "This is required.");
            return None;
        }
        self.optional(name, parse)
    }

    /// A text that must parse when it is there; null counts as absent.
    pub fn optional<T, E: std::fmt::Display>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<T> {
        let text = self.text(name)?;
        match parse(&text) {
            Ok(value) => Some(value),
            Err(error) => {
                self.refuse(name, error);
                None
            }
        }
    }

    /// A text that may be changed or cleared: absent is `None`, null or a blank text `Some(None)`.
    pub fn clearable<T, E: std::fmt::Display>(&mut self, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Option<Option<T>> {
        if self.fields.contains_key(name) && self.is_blank(name) {
            return Some(None);
        }
        self.optional(name, parse).map(Some)
    }

    /// A text as it is; refused when it is something else.
    pub fn text(&mut self, name: &str) -> Option<String> {
        match self.fields.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::String(text)) => Some(text.clone()),
            Some(_) => {
                self.refuse(name, "This must be a text.");
                None
            }
        }
    }

    /// A whole number that must parse when it is there; null counts as absent.
    pub fn whole<T, E: std::fmt::Display>(&mut self, name: &str, parse: impl FnOnce(i64) -> Result<T, E>) -> Option<T> {
        let value = self.fields.get(name).filter(|value| !value.is_null())?;
        match value.as_i64().map(parse) {
            Some(Ok(value)) => return Some(value),
            Some(Err(error)) => self.refuse(name, error),
            None => self.refuse(name, "This must be a whole number."),
        }
        None
    }

    /// A whole number that must be there and must parse; `None` when it was refused.
    pub fn required_whole<T, E: std::fmt::Display>(&mut self, name: &str, parse: impl FnOnce(i64) -> Result<T, E>) -> Option<T> {
        if self.is_absent(name) {
            self.refuse(name, "This is required.");
            return None;
        }
        self.whole(name, parse)
    }

    /// A list of texts that must parse, each of them; absent and null are none.
    pub fn list<T, E: std::fmt::Display>(&mut self, name: &str, parse: impl Fn(&str) -> Result<T, E>) -> Option<Vec<T>> {
        if self.is_absent(name) {
            return None;
        }
        let texts = self.texts(name);
        let parsed = texts.iter().map(|text| parse(text)).collect::<Result<Vec<T>, E>>();
        parsed.map_err(|error| self.refuse(name, error)).ok()
    }

    /// A flag.
    pub fn flag(&mut self, name: &str) -> Option<bool> {
        match self.fields.get(name) {
            None | Some(Value::Null) => None,
            Some(Value::Bool(flag)) => Some(*flag),
            Some(_) => {
                self.refuse(name, "This must be true or false.");
                None
            }
        }
    }

    /// A list of texts; absent is empty.
    pub fn texts(&mut self, name: &str) -> Vec<String> {
        let texts = match self.fields.get(name) {
            None | Some(Value::Null) => Some(Vec::new()),
            Some(Value::Array(items)) => items.iter().map(|item| item.as_str().map(str::to_owned)).collect(),
            Some(_) => None,
        };
        texts.unwrap_or_else(|| {
            self.refuse(name, "This must be a list of texts.");
            Vec::new()
        })
    }

    /// An object; absent is empty.
    pub fn object(&mut self, name: &str) -> Map<String, Value> {
        match self.fields.get(name) {
            None | Some(Value::Null) => Map::new(),
            Some(Value::Object(object)) => object.clone(),
            Some(_) => {
                self.refuse(name, "This must be an object.");
                Map::new()
            }
        }
    }

    /// All fields as they were sent.
    pub fn into_value(self) -> Value {
        Value::Object(self.fields)
    }

    /// Whether a field was sent at all, null included.
    pub fn has(&self, name: &str) -> bool {
        self.fields.contains_key(name)
    }

    /// Whether anything was refused so far.
    pub fn is_refused(&self) -> bool {
        !self.errors.is_empty()
    }

    /// Notes that a field is refused.
    pub fn refuse(&mut self, name: &str, message: impl std::fmt::Display) {
        self.errors.push(FieldError { field: name.to_owned(), message: message.to_string() });
    }

    /// Ends the reading.
    ///
    /// # Errors
    /// 400 with all that was refused.
    pub fn finish(&mut self) -> Result<(), ApiError> {
        if self.errors.is_empty() { Ok(()) } else { Err(ApiError::invalid(std::mem::take(&mut self.errors))) }
    }

    /// A value that [`Form::required`] gave, or the refusal of everything collected.
    ///
    /// # Errors
    /// 400 with all that was refused.
    pub fn need<T>(&mut self, value: Option<T>) -> Result<T, ApiError> {
        self.finish()?;
        value.ok_or_else(|| ApiError::bad_request("validation_error", "A required field is missing."))
    }

    fn is_absent(&self, name: &str) -> bool {
        self.fields.get(name).is_none_or(Value::is_null)
    }

    fn is_blank(&self, name: &str) -> bool {
        self.fields.get(name).is_none_or(|value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty()))
    }
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = ApiError;

    async fn from_request(request: Request, state: &S) -> Result<Self, ApiError> {
        let bytes = body(request, state).await?;
        object(&bytes).map(Self::of)
    }
}

/// The whole body, up to axum's limit.
pub(crate) async fn body<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes, ApiError> {
    Bytes::from_request(request, state).await.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => ApiError::too_large("The request body is too large."),
        _ => ApiError::bad_request("invalid_body", "The request body could not be read."),
    })
}

/// A JSON object; nothing but white space counts as an empty one.
pub(crate) fn object(bytes: &[u8]) -> Result<Map<String, Value>, ApiError> {
    if bytes.trim_ascii().is_empty() {
        return Ok(Map::new());
    }
    match serde_json::from_slice(bytes) {
        Ok(Value::Object(fields)) => Ok(fields),
        Ok(_) => Err(ApiError::bad_request("invalid_json", "The request body must be a JSON object.")),
        Err(error) => Err(ApiError::bad_request("invalid_json", format!("The request body is not valid JSON: {error}."))),
    }
}
