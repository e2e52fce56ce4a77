//! Publishing and deleting bytes.

use axum::extract::State;
use contract::files::VideoUse;
use contract::id::{ByteId, MediaId};
use contract::text::{PostText, TextError};

use super::{load, target};
use crate::extract::{At, Viewer};
use crate::form::Form;
use crate::routes::media::check_usable;
use crate::routes::shape::Origin;
use crate::rows::{bytes, media};
use crate::{ApiError, ApiResult, App, Reply};

const NOT_OWN: &str = "This is not one of your videos.";

/// `POST /api/bytes {mediaId, caption?}`
pub async fn create(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let video = form.required("mediaId", |id| MediaId::parse(id).ok_or(NOT_OWN));
    let caption = form.optional("caption", caption).flatten();
    let video = form.need(video)?;
    let byte = app
        .change(move |at| {
            let upload = media::own(at.db, &viewer.id, video.as_str())?.filter(|upload| upload.kind == "VIDEO");
            let upload = upload.ok_or_else(|| ApiError::field("mediaId", NOT_OWN))?;
            check_usable(&upload, VideoUse::Byte, "mediaId", at.now)?;
            let id = bytes::publish(at, &viewer.id, &upload.id, caption.as_ref().map(PostText::as_str))?;
            load(at.db, &id, Some(&viewer.id))
        })
        .await?;
    Ok(Reply::object("byte", origin.byte(&byte)).created())
}

/// A blank caption is none.
fn caption(text: &str) -> Result<Option<PostText>, TextError> {
    match PostText::parse(text) {
        Err(TextError::Empty) => Ok(None),
        parsed => parsed.map(Some),
    }
}

/// `DELETE /api/bytes/{byte}`: one's own only.
pub async fn delete(State(app): State<App>, viewer: Viewer, At(byte): At<ByteId>) -> ApiResult {
    app.change(move |at| {
        let byte = target(at.db, &byte)?;
        if byte.agent_id != viewer.id {
            return Err(ApiError::forbidden("You can only delete your own bytes."));
        }
        Ok(bytes::delete(at, &byte.id)?)
    })
    .await?;
    Ok(Reply::removed())
}
