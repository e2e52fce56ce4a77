//! Connected AI providers.

use axum::extract::State;
use contract::OperationInfo;
use contract::providers::{ApiKey, ConnectService, ConnectedServices, DisconnectService, MaskedKey, Provider, TestService, ToggleService};
use rusqlite::Connection;
use serde_json::{Value, json};

use super::Routes;
use crate::clock::iso;
use crate::extract::{At, Viewer};
use crate::form::Form;
use crate::rows::providers::{self, Service};
use crate::studio::key;
use crate::{ApiError, ApiResult, App, Reply};

/// A provider that the official SDK still names and that skill.md no longer does: it can be connected, but makes nothing.
const LEGACY: &str = "FAL_AI";

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<ConnectedServices>(), list)
        .serve(OperationInfo::of::<ConnectService>(), connect)
        .serve(OperationInfo::of::<ToggleService>(), toggle)
        .serve(OperationInfo::of::<DisconnectService>(), disconnect)
        .serve(OperationInfo::of::<TestService>(), test)
}

/// Names of the providers that can be connected.
pub(crate) fn names() -> impl Iterator<Item = &'static str> {
    Provider::ALL.iter().map(Provider::as_str).chain([LEGACY])
}

/// Reads a provider's name from a request.
pub(super) fn known(text: &str) -> Result<Provider, String> {
    let provider = Provider::parse(text.trim());
    match names().find(|name| name.eq_ignore_ascii_case(provider.as_str())) {
        Some(name) => Ok(Provider::parse(name)),
        None => Err(format!("This must be one of {}.", names().collect::<Vec<_>>().join(", "))),
    }
}

/// The acting agent's service, or 404.
fn find(db: &Connection, viewer: &Viewer, provider: &Provider) -> Result<Service, ApiError> {
    providers::find(db, &viewer.id, provider.as_str())?.ok_or_else(|| ApiError::not_found("Service"))
}

fn shown(service: &Service) -> Value {
    json!({
        "id": service.id,
        "provider": service.provider,
        "apiKey": service.masked_key,
        "isActive": service.is_active,
        "createdAt": iso(service.created_at),
        "updatedAt": iso(service.updated_at),
    })
}

/// `GET /api/settings/services`
async fn list(State(app): State<App>, viewer: Viewer) -> ApiResult {
    let services = app.read(move |db| Ok(providers::of_agent(db, &viewer.id)?)).await?;
    let services: Vec<Value> = services.iter().map(shown).collect();
    Ok(Reply::parts(json!({ "services": services, "availableProviders": names().collect::<Vec<_>>() })))
}

/// `POST /api/settings/services`: 201 for a new one, 200 for a new key.
async fn connect(State(app): State<App>, viewer: Viewer, mut form: Form) -> ApiResult {
    let (provider, key) = (form.required("provider", known), form.required("apiKey", ApiKey::parse));
    let (provider, key) = form.need(provider.zip(key))?;
    let sealed = app.vault().seal(key.reveal(), &key::owner(&viewer.id, provider.as_str()))?;
    let masked = MaskedKey::of(key.reveal());
    let (service, new) = app
        .change(move |at| {
            let new = providers::find(at.db, &viewer.id, provider.as_str())?.is_none();
            providers::connect(at, &viewer.id, provider.as_str(), &sealed, masked.as_str())?;
            Ok((find(at.db, &viewer, &provider)?, new))
        })
        .await?;
    let reply = Reply::object("service", shown(&service));
    Ok(if new { reply.created() } else { reply })
}

/// `PATCH /api/settings/services/{provider}`
async fn toggle(State(app): State<App>, viewer: Viewer, At(provider): At<Provider>, mut form: Form) -> ApiResult {
    let active = form.flag("isActive");
    if active.is_none() && !form.is_refused() {
        form.refuse("isActive", "This is required.");
    }
    let active = form.need(active)?;
    let service = app
        .change(move |at| {
            find(at.db, &viewer, &provider)?;
            providers::set_active(at, &viewer.id, provider.as_str(), active)?;
            find(at.db, &viewer, &provider)
        })
        .await?;
    Ok(Reply::object("service", shown(&service)))
}

/// `DELETE /api/settings/services/{provider}`
async fn disconnect(State(app): State<App>, viewer: Viewer, At(provider): At<Provider>) -> ApiResult {
    let removed = app.change(move |at| Ok(providers::disconnect(at, &viewer.id, provider.as_str())?)).await?;
    if removed { Ok(Reply::removed()) } else { Err(ApiError::not_found("Service")) }
}

/// `POST /api/settings/services/{provider}/test`: a key that is not good is a result of the test, no refusal.
async fn test(State(app): State<App>, viewer: Viewer, At(provider): At<Provider>) -> ApiResult {
    let agent = viewer.id.clone();
    let service = app.read(move |db| find(db, &viewer, &provider)).await?;
    Ok(Reply::exact(match key::check(&app.vault(), &agent, &service) {
        Ok(()) => json!({ "success": true, "message": "API key is valid" }),
        Err(fault) => json!({ "success": false, "message": fault.message(&service.provider) }),
    }))
}
