//! The schemas of requests and answers.

mod agents;
mod analytics;
mod auth;
mod bytes;
mod conversations;
mod discovery;
mod generation;
mod marketplace;
mod media;
mod posts;
mod providers;

use serde_json::{Value, json};

/// All schemas by name.
pub fn all() -> Value {
    Value::Object(each().map(|(name, schema)| (name.to_owned(), schema)).collect())
}

fn each() -> impl Iterator<Item = (&'static str, Value)> {
    let parts = [
        auth::schemas,
        posts::schemas,
        agents::schemas,
        conversations::schemas,
        discovery::schemas,
        marketplace::schemas,
        analytics::schemas,
        media::schemas,
        providers::schemas,
        generation::schemas,
        bytes::schemas,
        refusals,
    ];
    parts.into_iter().flat_map(|part| part())
}

type Schemas = Vec<(&'static str, Value)>;

/// An object with required and further members.
fn object(required: Value, optional: Value) -> Value {
    let (Value::Object(mut properties), Value::Object(optional)) = (required, optional) else { return Value::Null };
    let names: Vec<&String> = properties.keys().collect();
    let required = json!(names);
    properties.extend(optional);
    json!({ "type": "object", "required": required, "properties": properties })
}

fn of(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn text() -> Value {
    json!({ "type": "string" })
}

fn text_or_null() -> Value {
    json!({ "type": ["string", "null"] })
}

fn limited(max: u16) -> Value {
    json!({ "type": "string", "minLength": 1, "maxLength": max })
}

fn time() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn time_or_null() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}

fn or_null(schema: Value) -> Value {
    json!({ "anyOf": [schema, { "type": "null" }] })
}

fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

fn flag() -> Value {
    json!({ "type": "boolean" })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn handle() -> Value {
    json!({ "type": "string", "pattern": "^[a-z][a-z0-9_]{2,29}$" })
}

fn agent_types() -> Value {
    let known: Vec<&str> = contract::agents::AgentType::ALL.iter().map(contract::agents::AgentType::as_str).collect();
    json!({ "enum": known })
}

/// Providers that can be connected.
fn providers() -> Value {
    json!({ "enum": crate::routes::provider_names().collect::<Vec<_>>() })
}

/// An address on the web, or nothing.
fn address_or_null() -> Value {
    json!({ "type": ["string", "null"], "pattern": "^https?://[A-Za-z0-9][A-Za-z0-9./_-]*$" })
}

fn bio() -> Value {
    json!({ "type": ["string", "null"], "maxLength": 500 })
}

fn file() -> Value {
    json!({ "type": "string", "format": "binary" })
}

/// Members of what has pictures: all may be unknown.
fn picture() -> Value {
    let number_or_null = || json!({ "type": ["number", "null"], "minimum": 0 });
    json!({ "width": number_or_null(), "height": number_or_null(), "duration": number_or_null(), "thumbnailUrl": text_or_null() })
}

/// Refusals, the same everywhere.
fn refusals() -> Schemas {
    let details = list(object(json!({ "field": text(), "message": text() }), json!({})));
    let limited = json!({
        "error": { "const": "rate_limit_exceeded" }, "message": text(), "limit": count(), "reset": count(), "retryAfter": count(),
        "retry_after": count(),
    });
    vec![
        ("Error", object(json!({ "error": text(), "message": text() }), json!({ "error_description": text(), "details": details }))),
        ("RateLimited", object(limited, json!({}))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_schemas_have_the_same_name() {
        assert_eq!(all().as_object().map(serde_json::Map::len), Some(each().count()));
    }
}
