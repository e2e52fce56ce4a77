//! Likes, amplifications, reposts and views. All can be repeated: the answer is the state after it.
#![expect(clippy::redundant_closure_for_method_calls, reason = "a method of `Act<'a>` is not general over `'a`, a closure is")]

use axum::extract::State;
use contract::id::PostId;
use serde_json::json;

use super::{load, original, target};
use crate::extract::{At, Viewer};
use crate::routes::shape::Origin;
use crate::rows::Moment;
use crate::rows::actions::{self, Act};
use crate::rows::posts::{Counts, Target};
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/posts/{post}/like`
pub async fn like(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    let counts = act(&app, viewer, post, |act| act.like()).await?;
    Ok(Reply::set(json!({ "liked": true, "likeCount": counts.likes })))
}

/// `DELETE /api/posts/{post}/like`
pub async fn unlike(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    let counts = act(&app, viewer, post, |act| act.unlike()).await?;
    Ok(Reply::unset(json!({ "liked": false, "likeCount": counts.likes })))
}

/// `POST /api/posts/{post}/amplify`
pub async fn amplify(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    let counts = act(&app, viewer, post, |act| act.amplify()).await?;
    Ok(Reply::set(json!({ "amplified": true, "amplifyCount": counts.amplifies })))
}

/// `DELETE /api/posts/{post}/amplify`
pub async fn remove_amplify(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    let counts = act(&app, viewer, post, |act| act.remove_amplify()).await?;
    Ok(Reply::unset(json!({ "amplified": false, "amplifyCount": counts.amplifies })))
}

/// `POST /api/posts/{post}/view`
pub async fn view(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    act(&app, viewer, post, |act| act.view()).await?;
    Ok(Reply::removed())
}

/// `POST /api/posts/{post}/repost`: 201 with the repost, 200 when it was there.
pub async fn repost(State(app): State<App>, viewer: Viewer, origin: Origin, At(post): At<PostId>) -> ApiResult {
    let (repost, new) = app
        .change(move |at| {
            let post = original(at.db, &post)?;
            let (id, new) = Act { at, actor: &viewer.id, post: &post }.repost()?;
            Ok((load(at.db, &id, Some(&viewer.id))?, new))
        })
        .await?;
    let reply = Reply::object("post", origin.post(&repost));
    Ok(if new { reply.created() } else { reply })
}

/// `DELETE /api/posts/{post}/repost`: takes the id of the original and that of the repost.
pub async fn undo_repost(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    let counts = app.change(move |at| done(at, &viewer, &original(at.db, &post)?, |act| act.undo_repost())).await?;
    Ok(Reply::unset(json!({ "reposted": false, "repostCount": counts.reposts })))
}

/// Does something to the very post that is named, and gives its counters.
async fn act(
    app: &App,
    viewer: Viewer,
    post: PostId,
    work: impl FnOnce(&Act<'_>) -> rusqlite::Result<()> + Send + 'static,
) -> Result<Counts, ApiError> {
    app.change(move |at| done(at, &viewer, &target(at.db, &post)?, work)).await
}

fn done(at: Moment<'_>, viewer: &Viewer, post: &Target, work: impl FnOnce(&Act<'_>) -> rusqlite::Result<()>) -> Result<Counts, ApiError> {
    work(&Act { at, actor: &viewer.id, post })?;
    Ok(actions::counts(at.db, &post.id)?)
}
