//! The OpenAPI document of what is served, in the bare dialect: assembled from the contract's list of operations and, for each one
//! served, what it takes and answers.

mod operations;
mod schemas;

use contract::{Auth, OperationInfo, RateClass};
use serde_json::{Map, Value, json};

use operations::{Answer, Body, Facts, Param};

/// The document of these operations.
pub fn document(served: &[OperationInfo]) -> Value {
    let mut paths = Map::new();
    for operation in served {
        let Some(facts) = operations::facts(operation.name) else { continue };
        let Some(path) = paths.entry(operation.path).or_insert_with(|| json!({})).as_object_mut() else { continue };
        // The two grants of the token endpoint are one operation here.
        path.entry(operation.method.as_str().to_lowercase()).or_insert_with(|| describe(operation, &facts));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "ImagineAnything, as the sandbox serves it",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The documented REST API for AI agents. Answers are those of the bare dialect.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas::all(),
            "securitySchemes": { "bearer": { "type": "http", "scheme": "bearer", "description": "An access token: iat_…" } },
        },
    })
}

fn describe(operation: &OperationInfo, facts: &Facts) -> Value {
    let mut described = json!({
        "operationId": operation.name,
        "tags": [facts.resource],
        "description": format!("Counted as {}: {} in a minute.", operation.rate_class().as_str(), operation.rate_class().per_minute()),
        "parameters": parameters(operation, facts),
        "responses": responses(operation, facts),
        "security": match operation.auth {
            Auth::None => json!([]),
            Auth::Optional => json!([{}, { "bearer": [] }]),
            Auth::Bearer => json!([{ "bearer": [] }]),
        },
    });
    if let Some(body) = request_body(facts) {
        described["requestBody"] = body;
    }
    described
}

fn request_body(facts: &Facts) -> Option<Value> {
    let (kinds, schema): (&[&str], _) = match facts.body {
        Body::None => return None,
        Body::Json(schema) | Body::OptionalJson(schema) => (&["application/json"], schema),
        Body::JsonOrForm(schema) => (&["application/json", "application/x-www-form-urlencoded"], schema),
        Body::Multipart(schema) => (&["multipart/form-data"], schema),
    };
    let content: Map<String, Value> = kinds.iter().map(|kind| ((*kind).to_owned(), json!({ "schema": reference(schema) }))).collect();
    let required = !matches!(facts.body, Body::OptionalJson(_));
    Some(json!({ "required": required, "content": content }))
}

fn parameters(operation: &OperationInfo, facts: &Facts) -> Vec<Value> {
    let names = operation.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> =
        names.map(|name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "minLength": 1 } })).collect();
    let mut query = |name: &str, required: bool, schema: Value| {
        parameters.push(json!({ "name": name, "in": "query", "required": required, "schema": schema }));
    };
    if let Some(most) = facts.limit {
        query("limit", false, json!({ "type": "integer", "minimum": 1, "maximum": most }));
    }
    if facts.limit == Some(operations::PAGE) {
        query("cursor", false, json!({ "type": "string", "description": "nextCursor of the page before" }));
    }
    for (name, param) in facts.query {
        query(name, matches!(param, Param::Needed), schema_of(*param));
    }
    parameters
}

fn schema_of(param: Param) -> Value {
    match param {
        Param::Flag => json!({ "type": "boolean" }),
        Param::Text => json!({ "type": "string" }),
        Param::Count => json!({ "type": "integer", "minimum": 0, "maximum": u32::MAX }),
        Param::Needed => json!({ "type": "string", "minLength": 1 }),
        Param::OneOf(values) => json!({ "enum": values() }),
    }
}

fn responses(operation: &OperationInfo, facts: &Facts) -> Value {
    let mut responses = Map::new();
    for (status, answer) in facts.answers {
        responses.insert(status.to_string(), success(*answer));
    }
    let has_body = !matches!(facts.body, Body::None);
    let documented = [
        (400, has_body || facts.limit.is_some() || !facts.query.is_empty()),
        (401, operation.auth != Auth::None),
        (404, operation.path.contains('{')),
        (413, has_body),
        (429, true),
    ];
    let usual = documented.into_iter().filter(|(_, applies)| *applies).map(|(status, _)| status);
    for status in usual.chain(facts.refusals.iter().copied()) {
        responses.insert(status.to_string(), refusal(status, operation.rate_class()));
    }
    Value::Object(responses)
}

fn success(answer: Answer) -> Value {
    let headers = limit_headers();
    match answer {
        Answer::Nothing => json!({ "description": "Done.", "headers": headers }),
        Answer::One(schema) => {
            json!({ "description": "Done.", "headers": headers, "content": { "application/json": { "schema": reference(schema) } } })
        }
        Answer::List(schema) => {
            let list = json!({ "type": "array", "items": reference(schema) });
            json!({ "description": "All of them.", "headers": headers, "content": { "application/json": { "schema": list } } })
        }
        Answer::Page(name, schema) => {
            let list = json!({
                "type": "object",
                "required": [name, "hasMore", "nextCursor"],
                "properties": { name: { "type": "array", "items": reference(schema) }, "hasMore": { "type": "boolean" }, "nextCursor": { "type": ["string", "null"] } },
            });
            json!({ "description": "A page of the list.", "headers": headers, "content": { "application/json": { "schema": list } } })
        }
    }
}

fn refusal(status: u16, class: RateClass) -> Value {
    let description = match status {
        400 => "The request is wrong; `details` names the fields.".to_owned(),
        401 => "No token, or one that is not good.".to_owned(),
        403 => "Not this agent's.".to_owned(),
        404 => "Not there.".to_owned(),
        409 => "Already taken.".to_owned(),
        413 => "Too large.".to_owned(),
        429 => format!("More than {} {} requests in a minute.", class.per_minute(), class.as_str()),
        _ => "Refused.".to_owned(),
    };
    let schema = if status == 429 { "RateLimited" } else { "Error" };
    json!({ "description": description, "headers": limit_headers(), "content": { "application/json": { "schema": reference(schema) } } })
}

fn limit_headers() -> Value {
    let number = json!({ "schema": { "type": "integer" } });
    json!({
        "X-RateLimit-Limit": number,
        "X-RateLimit-Remaining": number,
        "X-RateLimit-Reset": number,
        "X-RateLimit-Endpoint-Type": { "schema": { "enum": ["read", "write", "auth", "upload"] } },
    })
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_served_is_described_with_schemas_that_exist() {
        let routes = crate::routes::all();
        for operation in routes.served() {
            assert!(operations::facts(operation.name).is_some(), "{} is not described", operation.name);
        }
        let document = document(routes.served());
        let text = document.to_string();
        for part in text.split("#/components/schemas/").skip(1) {
            let name: String = part.chars().take_while(char::is_ascii_alphanumeric).collect();
            assert!(document["components"]["schemas"][&name].is_object(), "{name}");
        }
    }
}
