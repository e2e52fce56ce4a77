//! Connected providers.

use serde_json::json;

use super::{Schemas, flag, limited, list, object, of, providers, text, time};

pub fn schemas() -> Schemas {
    let service = json!({
        "id": text(), "provider": text(), "apiKey": text(), "isActive": flag(), "createdAt": time(), "updatedAt": time(),
    });
    vec![
        ("ConnectedService", object(service, json!({}))),
        ("ConnectedServices", object(json!({ "services": list(of("ConnectedService")), "availableProviders": list(text()) }), json!({}))),
        ("NewKey", object(json!({ "provider": providers(), "apiKey": limited(512) }), json!({}))),
        ("ConnectedServiceChange", object(json!({ "isActive": flag() }), json!({}))),
        ("KeyTest", object(json!({ "success": flag(), "message": text() }), json!({}))),
    ]
}
