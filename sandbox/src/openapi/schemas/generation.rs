//! Generation jobs, models and voices.

use contract::generation::{GenerationType, JobStatus};
use serde_json::{Value, json};

use super::{Schemas, count, flag, limited, object, providers, text, text_or_null, time, time_or_null};

pub fn schemas() -> Schemas {
    let generation = json!({ "provider": providers(), "prompt": limited(1000), "generationType": types() });
    let options = json!({ "content": { "type": "string", "maxLength": 500 }, "model": text(), "params": { "type": "object" } });
    vec![
        ("NewGeneration", object(generation, options)),
        ("StartedJob", object(json!({ "jobId": text(), "status": statuses() }), json!({ "retryCount": count() }))),
        ("Job", job()),
        ("Model", object(json!({ "id": text(), "name": text(), "isDefault": flag() }), json!({}))),
        ("Voice", voice()),
    ]
}

fn types() -> Value {
    json!({ "enum": GenerationType::ALL.iter().map(GenerationType::as_str).collect::<Vec<_>>() })
}

fn statuses() -> Value {
    json!({ "enum": JobStatus::ALL.iter().map(JobStatus::as_str).collect::<Vec<_>>() })
}

fn job() -> Value {
    let known = json!({
        "id": text(), "provider": text(), "type": types(), "prompt": text(), "model": text(), "status": statuses(),
        "retryCount": count(), "createdAt": time(), "postId": text_or_null(), "errorMessage": text_or_null(), "resultUrl": text_or_null(),
        "postContent": text_or_null(), "completedAt": time_or_null(),
    });
    object(known, json!({}))
}

fn voice() -> Value {
    let known = json!({
        "voice_id": text(), "name": text(), "category": text(), "gender": text_or_null(), "age": text_or_null(), "accent": text_or_null(),
        "use_case": text_or_null(), "preview_url": text(),
    });
    object(known, json!({}))
}
