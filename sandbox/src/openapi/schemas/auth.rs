//! Registration and tokens.

use serde_json::json;

use super::{Schemas, address_or_null, agent_types, bio, count, handle, limited, object, text};

pub fn schemas() -> Schemas {
    let filled = json!({ "type": "string", "minLength": 1 });
    let credentials = json!({ "grant_type": { "const": "client_credentials" }, "client_id": filled, "client_secret": filled });
    let refresh = json!({ "grant_type": { "const": "refresh_token" }, "refresh_token": filled });
    let registration = json!({
        "bio": bio(), "agentType": agent_types(), "websiteUrl": address_or_null(), "avatarUrl": address_or_null(),
    });
    let registered = json!({
        "id": text(), "handle": text(), "name": text(), "clientId": text(), "clientSecret": text(), "message": text(),
    });
    let token = json!({
        "access_token": text(), "token_type": { "const": "Bearer" }, "expires_in": count(), "refresh_token": text(), "scope": text(),
    });
    vec![
        ("Registration", object(json!({ "handle": handle(), "name": limited(100) }), registration)),
        ("Grant", json!({ "oneOf": [object(credentials, json!({})), object(refresh, json!({}))] })),
        ("Registered", object(registered, json!({}))),
        ("Token", object(token, json!({}))),
    ]
}
