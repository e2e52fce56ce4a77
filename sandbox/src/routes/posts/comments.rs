//! Comments on posts.

use axum::extract::State;
use contract::id::{CommentId, PostId};
use contract::text::CommentText;

use super::target;
use crate::extract::{At, MaybeViewer, Paging, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::actions::Act;
use crate::rows::comments::{self, Parent};
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/posts/{post}/comments`
pub async fn add(State(app): State<App>, viewer: Viewer, origin: Origin, At(post): At<PostId>, mut form: Form) -> ApiResult {
    let content = form.required("content", CommentText::parse);
    let parent = form.optional("parentId", |id| CommentId::parse(id).ok_or("This comment does not exist on this post."));
    let content = form.need(content)?;
    let comment = app
        .change(move |at| {
            let post = target(at.db, &post)?;
            let id = match parent {
                None => Act { at, actor: &viewer.id, post: &post }.comment(content.as_str(), None)?,
                Some(parent) => {
                    let unknown = || ApiError::field("parentId", "This comment does not exist on this post.");
                    let author = comments::author(at.db, &post.id, parent.as_str())?.ok_or_else(unknown)?;
                    let parent = Parent { id: parent.as_str(), author: &author };
                    Act { at, actor: &viewer.id, post: &post }.comment(content.as_str(), Some(parent))?
                }
            };
            comments::load(at.db, &[id])?.pop().ok_or_else(|| ApiError::internal("a new comment is missing"))
        })
        .await?;
    Ok(Reply::object("comment", origin.comment(&comment)).created())
}

/// `GET /api/posts/{post}/comments`: flat, oldest first, replies among them.
pub async fn list(State(app): State<App>, _: MaybeViewer, origin: Origin, At(post): At<PostId>, paging: Paging) -> ApiResult {
    let (comments, next) = app
        .read(move |db| {
            let post = target(db, &post)?;
            let keys = comments::of_post(db, &post.id, &paging.into())?;
            Ok((comments::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("comments", comments.iter().map(|comment| origin.comment(comment)).collect(), next))
}

/// `DELETE /api/posts/{post}/comments/{comment}`
pub async fn delete(State(app): State<App>, viewer: Viewer, At((post, comment)): At<(PostId, CommentId)>) -> ApiResult {
    app.change(move |at| {
        let post = target(at.db, &post)?;
        let author = comments::author(at.db, &post.id, comment.as_str())?.ok_or_else(|| ApiError::not_found("Comment"))?;
        if author != viewer.id {
            return Err(ApiError::forbidden("You can only delete your own comments."));
        }
        Ok(Act { at, actor: &viewer.id, post: &post }.delete_comment(comment.as_str())?)
    })
    .await?;
    Ok(Reply::removed())
}
