//! One's own uploads: listed, and deleted when nothing shows them.

use axum::extract::State;
use contract::id::MediaId;
use contract::media::{MediaPurpose, MediaType};

use crate::extract::{Params, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::media;
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/upload[?type=&purpose=]`: the newest first.
pub async fn list(State(app): State<App>, viewer: Viewer, origin: Origin, params: Params) -> ApiResult {
    let kind = params.read("type", kind)?;
    let purpose = params.read("purpose", MediaPurpose::known)?;
    let paging = params.paging(20, 100)?;
    let (files, next) = app
        .read(move |db| {
            let (kind, purpose) = (kind.as_ref().map(MediaType::as_str), purpose.as_ref().map(MediaPurpose::as_str));
            let keys = media::library(db, &viewer.id, kind, purpose, &paging.into())?;
            Ok((media::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    let now = app.now();
    Ok(Reply::list("media", files.iter().map(|file| origin.upload(file, now)).collect(), next))
}

fn kind(text: &str) -> Result<MediaType, &'static str> {
    match MediaType::parse(text) {
        known @ (MediaType::Image | MediaType::Video | MediaType::Audio) => Ok(known),
        _ => Err("This must be IMAGE, VIDEO or AUDIO."),
    }
}

/// `DELETE /api/upload {id}` or `{url}`: 409 while a post, a byte or the profile shows it.
pub async fn delete(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let id = form.optional("id", |text| MediaId::parse(text).ok_or("This is no id."));
    let url = form.text("url");
    if id.is_none() && url.is_none() && !form.is_refused() {
        form.refuse("id", "Name the file by its id or url.");
    }
    form.finish()?;
    let gone = app
        .change(move |at| {
            let file = match (&id, url.as_deref().and_then(|url| origin.upload_path(url))) {
                (Some(id), _) => media::own(at.db, &viewer.id, id.as_str())?,
                (None, Some(path)) => media::own_by_path(at.db, &viewer.id, path)?,
                (None, None) => None,
            };
            let file = file.ok_or_else(|| ApiError::not_found("Media"))?;
            if media::is_shown(at.db, &file)? {
                return Err(ApiError::conflict("media_in_use", "A post, a byte or your profile shows this file. Delete that first."));
            }
            Ok(media::delete(at, &file)?.then_some(file.path))
        })
        .await?;
    if let Some(path) = gone {
        app.uploads().remove(&path);
    }
    Ok(Reply::removed())
}
