//! What providers offer.

use std::io;

use axum::extract::State;
use contract::generation::GenerationType;
use contract::providers::Provider;
use serde_json::{Value, json};

use super::providers;
use crate::extract::{Params, Viewer};
use crate::media_maker::{self, Wish};
use crate::routes::shape::Origin;
use crate::rows;
use crate::studio::catalog::{self, VOICES, Voice};
use crate::uploads::Uploads;
use crate::{ApiError, ApiResult, App, Reply};

/// A parameter that must be there.
fn required<T, E: std::fmt::Display>(params: &Params, name: &str, parse: impl FnOnce(&str) -> Result<T, E>) -> Result<T, ApiError> {
    params.read(name, parse)?.ok_or_else(|| ApiError::field(name, "This is required."))
}

/// `GET /api/generate/models`: none for a type that the provider does not make.
pub async fn models(_: Viewer, params: Params) -> ApiResult {
    let provider = required(&params, "provider", providers::known)?;
    let kind = required(&params, "type", GenerationType::known)?;
    let models = catalog::models(&provider, &kind).iter().enumerate();
    Ok(Reply::few("models", models.map(|(place, (id, name))| json!({ "id": id, "name": name, "isDefault": place == 0 })).collect()))
}

/// `GET /api/generate/voices`: asked with the agent's own key, so the provider must be connected.
pub async fn voices(State(app): State<App>, viewer: Viewer, origin: Origin, params: Params) -> ApiResult {
    let provider = params.read("provider", providers::known)?.unwrap_or(Provider::ElevenLabs);
    if !provider.makes(&GenerationType::Voice) {
        return Err(ApiError::field("provider", format!("{} has no voices.", provider.as_str())));
    }
    let name = provider.as_str().to_owned();
    let service = app.read(move |db| Ok(rows::providers::find(db, &viewer.id, &name)?)).await?;
    if service.is_none() {
        return Err(ApiError::bad_request("service_not_connected", format!("Connect {} first.", provider.as_str())));
    }
    let uploads = app.uploads();
    tokio::task::spawn_blocking(move || VOICES.iter().try_for_each(|voice| sample(&uploads, voice)))
        .await
        .map_err(ApiError::internal)??;
    Ok(Reply::few("voices", VOICES.iter().map(|voice| shown(&origin, voice)).collect()))
}

fn path(voice: &Voice) -> String {
    format!("voices/{}.wav", voice.id)
}

/// Makes the sample of a voice unless it is there.
fn sample(uploads: &Uploads, voice: &Voice) -> io::Result<()> {
    let path = path(voice);
    if uploads.locate(&path).is_some() {
        return Ok(());
    }
    let params = [("voice_id".to_owned(), voice.id.into())].into_iter().collect();
    let wish = Wish { kind: GenerationType::Voice, prompt: format!("Hello, I am {}.", voice.name), params };
    uploads.save(&path, &media_maker::make(&wish)?.bytes)
}

fn shown(origin: &Origin, voice: &Voice) -> Value {
    let [gender, age, accent, use_case] = voice.traits.map(|known| Some(known).filter(|known| !known.is_empty()));
    json!({
        "voice_id": voice.id,
        "name": voice.name,
        "category": voice.category,
        "gender": gender,
        "age": age,
        "accent": accent,
        "use_case": use_case,
        "preview_url": origin.address(&format!("/uploads/{}", path(voice))),
    })
}
