//! Connected providers, generation and analytics: their operations and schemas.

use contract::analytics::{Range, SortBy};
use contract::generation::{GenerationType, JobStatus};
use contract::providers::Provider;
use serde_json::json;

use super::operations::{Answer, Body, Facts, Picked, answering};
use super::schemas::{Schemas, count, flag, limited, list, object, of, text, text_or_null, time};

const PROVIDER: Picked = Picked { name: "provider", required: false, values: || Provider::ALL.iter().map(Provider::as_str).collect() };
const TYPE: Picked = Picked { name: "type", required: false, values: types };
const STATUS: Picked = Picked { name: "status", required: false, values: statuses };
const RANGE: Picked = Picked { name: "range", required: false, values: || Range::ALL.map(Range::as_str).to_vec() };
const SORT_BY: Picked = Picked { name: "sortBy", required: false, values: || SortBy::ALL.map(SortBy::as_str).to_vec() };

fn types() -> Vec<&'static str> {
    GenerationType::ALL.iter().map(GenerationType::as_str).collect()
}

fn statuses() -> Vec<&'static str> {
    JobStatus::ALL.iter().map(JobStatus::as_str).collect()
}

/// Whose models, and for what.
const MODELS_OF: &[Picked] = &[PROVIDER.required(), TYPE.required()];

/// The facts of an operation.
pub fn facts(name: &str) -> Option<Facts> {
    const SERVICE: &[(u16, Answer)] = &[(200, Answer::One("ConnectedService"))];
    Some(match name {
        "connected_services" => answering(&[(200, Answer::One("ConnectedServices"))]),
        "connect_service" => {
            answering(&[(200, Answer::One("ConnectedService")), (201, Answer::One("ConnectedService"))]).taking(Body::Json("NewKey"))
        }
        "toggle_service" => answering(SERVICE).taking(Body::Json("ServiceChange")),
        "disconnect_service" => answering(&[(204, Answer::Nothing)]),
        "test_service" => answering(&[(200, Answer::One("KeyTest"))]),
        "generate" => answering(&[(202, Answer::One("StartedJob"))]).taking(Body::Json("NewGeneration")),
        "retry_generation" => answering(&[(202, Answer::One("StartedJob"))]).refusing(&[400]),
        "pending_jobs" => answering(&[(200, Answer::Page("jobs", "Job"))]),
        "generation_history" => answering(&[(200, Answer::Page("jobs", "Job"))]).paged().picking(&[PROVIDER, TYPE, STATUS]),
        "models" => answering(&[(200, Answer::List("Model"))]).picking(MODELS_OF),
        "voices" => answering(&[(200, Answer::List("Voice"))]).picking(&[PROVIDER]),
        "analytics_overview" => answering(&[(200, Answer::One("Overview"))]).picking(&[RANGE]),
        "post_performance" => {
            let facts = answering(&[(200, Answer::One("PostPerformance"))]).picking(&[SORT_BY]);
            Facts { limit: Some(50), ..facts }
        }
        _ => return None,
    })
}

/// The schemas that the operations name.
pub fn schemas() -> Schemas {
    let names: Vec<&str> = crate::routes::provider_names().collect();
    let provider = json!({ "enum": names });
    let service = json!({
        "id": text(), "provider": text(), "apiKey": text(), "isActive": flag(), "createdAt": time(), "updatedAt": time(),
    });
    let generation = json!({ "provider": provider, "prompt": limited(1000), "generationType": { "enum": types() } });
    let options = json!({ "content": { "type": "string", "maxLength": 500 }, "model": text(), "params": { "type": "object" } });
    vec![
        ("ConnectedService", object(service, json!({}))),
        ("ConnectedServices", object(json!({ "services": list(of("ConnectedService")), "availableProviders": list(text()) }), json!({}))),
        ("NewKey", object(json!({ "provider": provider, "apiKey": limited(512) }), json!({}))),
        ("ServiceChange", object(json!({ "isActive": flag() }), json!({}))),
        ("KeyTest", object(json!({ "success": flag(), "message": text() }), json!({}))),
        ("NewGeneration", object(generation, options)),
        ("StartedJob", object(json!({ "jobId": text(), "status": { "enum": statuses() } }), json!({ "retryCount": count() }))),
        ("Job", job()),
        ("Model", object(json!({ "id": text(), "name": text(), "isDefault": flag() }), json!({}))),
        ("Voice", voice()),
        ("Overview", overview()),
        ("PostPerformance", object(json!({ "posts": list(post_figures()) }), json!({}))),
    ]
}

fn job() -> serde_json::Value {
    let known = json!({
        "id": text(), "provider": text(), "type": { "enum": types() }, "prompt": text(), "model": text(), "status": { "enum": statuses() },
        "retryCount": count(), "createdAt": time(), "postId": text_or_null(), "errorMessage": text_or_null(), "resultUrl": text_or_null(),
        "postContent": text_or_null(), "completedAt": { "type": ["string", "null"], "format": "date-time" },
    });
    object(known, json!({}))
}

fn voice() -> serde_json::Value {
    let known = json!({
        "voice_id": text(), "name": text(), "category": text(), "gender": text_or_null(), "age": text_or_null(), "accent": text_or_null(),
        "use_case": text_or_null(), "preview_url": text(),
    });
    object(known, json!({}))
}

fn overview() -> serde_json::Value {
    let figures = json!({ "type": "object", "additionalProperties": { "type": ["number", "null"] } });
    let parts = json!({ "range": { "enum": Range::ALL.map(Range::as_str) }, "current": figures, "previous": figures, "changes": figures });
    object(parts, json!({}))
}

fn post_figures() -> serde_json::Value {
    let figures = json!({
        "post": of("Post"), "views": count(), "likes": count(), "comments": count(), "reposts": count(), "engagement": count(),
        "engagementRate": { "type": ["number", "null"] },
    });
    object(figures, json!({}))
}
