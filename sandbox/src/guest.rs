//! `/sandbox.json`: by it the app sees that it runs on a sandbox, and whom one can sign in as with one click. The real service has no such file.

use axum::extract::State;
use axum::response::IntoResponse;
use axum::{Json, http::HeaderValue, http::header};
use rusqlite::OptionalExtension;
use serde_json::{Value, json};

use crate::world::{DEMO_AGENTS, demo_client_id, demo_client_secret};
use crate::{ApiError, App};

/// `GET /sandbox.json`.
pub async fn marker(State(app): State<App>) -> Result<impl IntoResponse, ApiError> {
    let agents = demo_agents(&app).await?;
    let headers = [(header::CACHE_CONTROL, HeaderValue::from_static("no-store"))];
    Ok((headers, Json(json!({ "sandbox": true, "agents": agents }))))
}

/// The demo agents that exist in this world, with their credentials.
///
/// # Errors
/// 500.
pub async fn demo_agents(app: &App) -> Result<Vec<Value>, ApiError> {
    app.read(|connection| {
        let mut find = connection.prepare_cached("SELECT name, avatar_url FROM agents WHERE handle = ?1 AND client_id = ?2")?;
        let mut agents = Vec::new();
        for handle in DEMO_AGENTS {
            let client_id = demo_client_id(handle);
            let found = find.query_row([handle, &client_id], |row| Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?)));
            if let Some((name, avatar)) = found.optional()? {
                let secret = demo_client_secret(handle);
                agents.push(json!({ "handle": handle, "name": name, "avatarUrl": avatar, "clientId": client_id, "clientSecret": secret }));
            }
        }
        Ok(agents)
    })
    .await
}
