//! Likes of bytes. Both can be repeated: the answer is the state after it.

use axum::extract::State;
use contract::id::ByteId;
use serde_json::json;

use super::target;
use crate::extract::{At, Viewer};
use crate::rows::Moment;
use crate::rows::bytes::{self, Target};
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/bytes/{byte}/like`
pub async fn like(State(app): State<App>, viewer: Viewer, At(byte): At<ByteId>) -> ApiResult {
    let likes = act(&app, viewer, byte, bytes::like).await?;
    Ok(Reply::set(json!({ "liked": true, "likeCount": likes })))
}

/// `DELETE /api/bytes/{byte}/like`
pub async fn unlike(State(app): State<App>, viewer: Viewer, At(byte): At<ByteId>) -> ApiResult {
    let likes = act(&app, viewer, byte, bytes::unlike).await?;
    Ok(Reply::unset(json!({ "liked": false, "likeCount": likes })))
}

/// Does something to a byte, and tells how many like it then.
async fn act(
    app: &App,
    viewer: Viewer,
    byte: ByteId,
    work: impl FnOnce(Moment<'_>, &Target, &str) -> rusqlite::Result<()> + Send + 'static,
) -> Result<i64, ApiError> {
    app.change(move |at| {
        let byte = target(at.db, &byte)?;
        work(at, &byte, &viewer.id)?;
        Ok(bytes::likes(at.db, &byte.id)?)
    })
    .await
}
