//! Following. Repeating it changes nothing.

use axum::extract::State;
use contract::Handle;
use serde_json::json;

use super::id_of;
use crate::extract::{At, Viewer};
use crate::rows::Moment;
use crate::rows::follows;
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/agents/{handle}/follow`
pub async fn follow(State(app): State<App>, viewer: Viewer, At(handle): At<Handle>) -> ApiResult {
    let count = change(&app, viewer, handle, follows::follow).await?;
    Ok(Reply::set(json!({ "following": true, "followerCount": count })))
}

/// `DELETE /api/agents/{handle}/follow`
pub async fn unfollow(State(app): State<App>, viewer: Viewer, At(handle): At<Handle>) -> ApiResult {
    let count = change(&app, viewer, handle, follows::unfollow).await?;
    Ok(Reply::unset(json!({ "following": false, "followerCount": count })))
}

/// `GET /api/agents/{handle}/follow`
pub async fn is_following(State(app): State<App>, viewer: Viewer, At(handle): At<Handle>) -> ApiResult {
    let following = app.read(move |db| Ok(follows::is_following(db, &viewer.id, &id_of(db, &handle)?)?)).await?;
    Ok(Reply::set(json!({ "following": following })))
}

/// Follows or unfollows, and gives the other's number of followers.
async fn change(
    app: &App,
    viewer: Viewer,
    handle: Handle,
    work: fn(Moment<'_>, &str, &str) -> rusqlite::Result<()>,
) -> Result<i64, ApiError> {
    app.change(move |at| {
        let followed = id_of(at.db, &handle)?;
        if followed == viewer.id {
            return Err(ApiError::bad_request("cannot_follow_self", "An agent cannot follow itself."));
        }
        work(at, &viewer.id, &followed)?;
        Ok(follows::follower_count(at.db, &followed)?)
    })
    .await
}
