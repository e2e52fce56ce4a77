//! The body of a refusal (skill.md, "Error Handling").

use serde::Serialize;
use serde_json::Value;

use crate::decode::Fields;
use crate::{Decode, DecodeError};

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldError {
    /// The field's name in the request.
    pub field: String,
    /// What is wrong, for a person.
    pub message: String,
}

/// A refusal as the service words it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ErrorBody {
    /// Machine-readable code.
    pub error: String,
    /// What happened, for a person, when the service says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// What is wrong with which field of the request.
    #[serde(skip_serializing_if = "Vec::is_empty", rename = "details")]
    pub fields: Vec<FieldError>,
    /// Seconds to wait, on a 429.
    #[serde(skip_serializing_if = "Option::is_none", rename = "retryAfter")]
    pub retry_after: Option<u64>,
}

impl ErrorBody {
    /// A refusal with a code and a message.
    pub fn new(error: impl Into<String>, message: impl Into<String>) -> Self {
        Self { error: error.into(), message: Some(message.into()), ..Self::default() }
    }
}

/// Tolerant: `message`, `error_description`, a text or an object under `error`; details as a list, or as a map of field to texts, also in
/// the two shapes of zod: under `fieldErrors`, or each with its `_errors`.
impl Decode for ErrorBody {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let mut fields = Fields::of(json).ok_or(DecodeError::missing("error"))?;
        if let Some(inner) = fields.object(&["error"]) {
            fields = inner;
        }
        let message = fields.filled(&["message", "error_description", "detail", "title"]);
        let error = fields.filled(&["error", "code", "type"]);
        if message.is_none() && error.is_none() {
            return Err(DecodeError::missing("error"));
        }
        Ok(Self {
            error: error.unwrap_or_else(|| "unknown_error".to_owned()),
            message,
            fields: fields.get(&["details", "errors", "fields", "issues"]).map(field_errors).unwrap_or_default(),
            retry_after: fields.count(&["retryAfter", "retry_after"]),
        })
    }
}

fn field_errors(details: &Value) -> Vec<FieldError> {
    match details {
        Value::Array(list) => list.iter().filter_map(field_error).collect(),
        Value::Object(map) => match map.get("fieldErrors") {
            Some(fields @ Value::Object(_)) => field_errors(fields),
            _ => map.iter().filter_map(|(field, value)| Some(FieldError { field: field.clone(), message: first_text(value)? })).collect(),
        },
        _ => Vec::new(),
    }
}

fn field_error(item: &Value) -> Option<FieldError> {
    let fields = Fields::of(item)?;
    let field = fields.text(&["field", "param", "name"]).or_else(|| first_text(fields.get(&["path", "loc"])?))?;
    Some(FieldError { field, message: fields.filled(&["message", "msg", "error"])? })
}

fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|text| !text.trim().is_empty()),
        Value::Array(list) => list.iter().find_map(first_text),
        Value::Object(object) => ["message", "_errors"].iter().find_map(|name| first_text(object.get(*name)?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn message(json: Value) -> Option<String> {
        ErrorBody::decode(&json).ok().and_then(|body| body.message)
    }

    #[test]
    fn messages_are_found_under_their_names() {
        assert_eq!(message(json!({"error": "x", "message": "m"})).as_deref(), Some("m"));
        assert_eq!(message(json!({"error": "invalid_client", "error_description": "d"})).as_deref(), Some("d"));
        assert_eq!(message(json!({"error": {"code": "x", "message": "m"}})).as_deref(), Some("m"));
        assert!(ErrorBody::decode(&json!({"posts": []})).is_err());
        assert!(ErrorBody::decode(&json!("nope")).is_err());
    }

    #[test]
    fn field_details_are_read_in_many_shapes() {
        for details in [
            json!([{"field": "handle", "message": "taken"}]),
            json!({"handle": ["taken"]}),
            json!([{"path": ["handle"], "message": "taken"}]),
            json!({"handle": {"message": "taken"}}),
            json!({"fieldErrors": {"handle": ["taken"]}}),
            json!({"formErrors": ["no"], "fieldErrors": {"handle": ["taken"], "name": []}}),
            json!({"_errors": [], "handle": {"_errors": ["taken"]}, "name": {"_errors": []}}),
        ] {
            let body = ErrorBody::decode(&json!({"error": "validation_error", "details": details})).expect("an error");
            assert_eq!(body.fields, [FieldError { field: "handle".into(), message: "taken".into() }]);
        }
    }
}
