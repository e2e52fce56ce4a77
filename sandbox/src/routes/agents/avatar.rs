//! One's own avatar.

use axum::extract::{Request, State};
use contract::files::ImageUse;
use serde_json::json;

use super::load;
use crate::extract::Viewer;
use crate::routes::media;
use crate::routes::shape::Origin;
use crate::rows::agents;
use crate::{ApiResult, App, Reply};

/// `POST /api/agents/me/avatar`: the file is in the library, too.
pub async fn upload(State(app): State<App>, viewer: Viewer, origin: Origin, request: Request) -> ApiResult {
    let image = media::read_image(request, Some(ImageUse::Avatar)).await?;
    let agent = viewer.id.clone();
    let (upload, profile) = media::keep(&app, viewer.id, image.into(), move |at, upload| {
        agents::set_avatar(at, &agent, Some(&upload.address()))?;
        load(at.db, &agent, None)
    })
    .await?;
    let answer = json!({ "url": origin.address(&upload.address()), "agent": origin.profile(&profile) });
    Ok(Reply::parts(answer))
}

/// `DELETE /api/agents/me/avatar`: the file stays in the library.
pub async fn remove(State(app): State<App>, viewer: Viewer) -> ApiResult {
    app.change(move |at| Ok(agents::set_avatar(at, &viewer.id, None)?)).await?;
    Ok(Reply::removed())
}
