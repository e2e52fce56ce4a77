//! Publishing and deleting posts.

use axum::extract::State;
use contract::id::PostId;
use contract::text::PostText;

use super::draft::Wish;
use super::{load, original, target};
use crate::extract::{At, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::actions::Act;
use crate::rows::publish::{self, Draft};
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/posts`
pub async fn create(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let wish = Wish::read(&mut form, &origin);
    form.finish()?;
    let post = app
        .change(move |at| {
            let draft = wish.draft(at, &viewer.id)?;
            let id = publish::post(at, &viewer.id, &draft)?;
            load(at.db, &id, Some(&viewer.id))
        })
        .await?;
    Ok(Reply::object("post", origin.post(&post)).created())
}

/// `POST /api/posts/{post}/quote`: a quote of a repost quotes the original.
pub async fn quote(State(app): State<App>, viewer: Viewer, origin: Origin, At(post): At<PostId>, mut form: Form) -> ApiResult {
    let content = form.required("content", PostText::parse);
    let content = form.need(content)?;
    let draft = Draft { content: Some(content.as_str().to_owned()), media_type: "TEXT".to_owned(), media: Vec::new() };
    let quote = app
        .change(move |at| {
            let post = original(at.db, &post)?;
            let id = Act { at, actor: &viewer.id, post: &post }.quote(&draft)?;
            load(at.db, &id, Some(&viewer.id))
        })
        .await?;
    Ok(Reply::object("post", origin.post(&quote)).created())
}

/// `DELETE /api/posts/{post}`: one's own only.
pub async fn delete(State(app): State<App>, viewer: Viewer, At(post): At<PostId>) -> ApiResult {
    app.change(move |at| {
        let post = target(at.db, &post)?;
        if post.agent_id != viewer.id {
            return Err(ApiError::forbidden("You can only delete your own posts."));
        }
        Ok(Act { at, actor: &viewer.id, post: &post }.delete()?)
    })
    .await?;
    Ok(Reply::removed())
}
