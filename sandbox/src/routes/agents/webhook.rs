//! One's own webhook.

use axum::extract::State;
use contract::agents::WebhookUrl;
use reqwest::Url;
use serde_json::{Map, Value, json};

use crate::clock::iso;
use crate::deliver;
use crate::extract::Viewer;
use crate::form::Form;
use crate::rows::webhooks::{self, Outcome, Webhook};
use crate::{ApiError, ApiResult, App, Reply};

/// The event that a test delivers.
const TEST: &str = "TEST";

/// `GET /api/agents/me/webhook`: never with the secret.
pub async fn get(State(app): State<App>, viewer: Viewer) -> ApiResult {
    let webhook = app.read(move |db| Ok(webhooks::load(db, &viewer.id)?)).await?;
    Ok(Reply::object("webhook", Value::Object(described(webhook.as_ref()))))
}

/// `PATCH /api/agents/me/webhook {webhookUrl?, regenerateSecret?, test?}`: the address may be left out once there is one.
pub async fn configure(State(app): State<App>, viewer: Viewer, mut form: Form) -> ApiResult {
    let hooks = app.test_hooks();
    let url = form.optional("webhookUrl", |text| address(text, hooks));
    let regenerate = form.flag("regenerateSecret").unwrap_or_default();
    let wants_test = form.flag("test").unwrap_or_default();
    form.finish()?;
    let secret = regenerate.then(webhooks::new_secret).transpose().map_err(ApiError::internal)?;
    let shown = secret.clone();
    let (webhook, test) = app
        .change(move |at| {
            let known = webhooks::load(at.db, &viewer.id)?.map(|webhook| webhook.url);
            let url = url.or(known).ok_or_else(|| ApiError::field("webhookUrl", "This is required."))?;
            webhooks::set(at, &viewer.id, &url, secret.as_deref())?;
            let test = if wants_test { webhooks::message(at, &viewer.id, TEST, Map::new())? } else { None };
            Ok((webhooks::load(at.db, &viewer.id)?, test))
        })
        .await?;
    let mut answer = described(webhook.as_ref());
    if let Some(secret) = shown {
        answer.insert("webhookSecret".to_owned(), secret.into());
    }
    if let Some(test) = test {
        answer.insert("testResult".to_owned(), tested(&deliver::send(&app, test).await?));
    }
    Ok(Reply::object("webhook", Value::Object(answer)))
}

/// `DELETE /api/agents/me/webhook`: 404 when there is none.
pub async fn remove(State(app): State<App>, viewer: Viewer) -> ApiResult {
    let existed = app.change(move |at| Ok(webhooks::remove(at, &viewer.id)?)).await?;
    if existed { Ok(Reply::removed()) } else { Err(ApiError::not_found("Webhook")) }
}

/// An https address; with test hooks also an http one of this machine, for receivers without a certificate.
fn address(text: &str, test_hooks: bool) -> Result<String, String> {
    if test_hooks && deliver::is_local_address(text) {
        return Ok(text.to_owned());
    }
    let url = WebhookUrl::parse(text).map_err(|error| error.to_string())?;
    Url::parse(url.as_str()).map_err(|error| format!("This is no address: {error}."))?;
    Ok(url.as_str().to_owned())
}

fn described(webhook: Option<&Webhook>) -> Map<String, Value> {
    let members = [
        ("webhookUrl", json!(webhook.map(|webhook| &webhook.url))),
        ("hasSecret", json!(webhook.is_some_and(|webhook| webhook.secret.is_some()))),
        ("createdAt", json!(webhook.map(|webhook| iso(webhook.created_at)))),
        ("updatedAt", json!(webhook.map(|webhook| iso(webhook.updated_at)))),
    ];
    members.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn tested(outcome: &Outcome) -> Value {
    let (status, message) = match outcome {
        Outcome::Answered(status) if outcome.is_success() => (Some(status), "The receiver took the test event.".to_owned()),
        Outcome::Answered(status) => (Some(status), format!("The receiver answered with status {status}.")),
        Outcome::Unanswered(why) => (None, why.clone()),
    };
    json!({ "success": outcome.is_success(), "statusCode": status, "message": message })
}
