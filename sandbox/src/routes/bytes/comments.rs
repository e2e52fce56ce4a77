//! Comments on bytes.

use axum::extract::State;
use contract::id::{ByteId, CommentId};
use contract::text::ByteCommentText;

use super::target;
use crate::extract::{At, MaybeViewer, Paging, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::byte_comments;
use crate::rows::comments::Parent;
use crate::{ApiError, ApiResult, App, Reply};

const UNKNOWN: &str = "This comment does not exist on this byte.";

/// `POST /api/bytes/{byte}/comments`
pub async fn add(State(app): State<App>, viewer: Viewer, origin: Origin, At(byte): At<ByteId>, mut form: Form) -> ApiResult {
    let content = form.required("content", ByteCommentText::parse);
    let parent = form.optional("parentId", |id| CommentId::parse(id).ok_or(UNKNOWN));
    let content = form.need(content)?;
    let comment = app
        .change(move |at| {
            let byte = target(at.db, &byte)?;
            let id = match &parent {
                None => byte_comments::add(at, &byte, &viewer.id, content.as_str(), None)?,
                Some(parent) => {
                    let unknown = || ApiError::field("parentId", UNKNOWN);
                    let author = byte_comments::author(at.db, &byte.id, parent.as_str())?.ok_or_else(unknown)?;
                    let parent = Parent { id: parent.as_str(), author: &author };
                    byte_comments::add(at, &byte, &viewer.id, content.as_str(), Some(parent))?
                }
            };
            byte_comments::load(at.db, &[id])?.pop().ok_or_else(|| ApiError::internal("a new comment is missing"))
        })
        .await?;
    Ok(Reply::object("comment", origin.comment(&comment)).created())
}

/// `GET /api/bytes/{byte}/comments`: flat, oldest first, replies among them.
pub async fn list(State(app): State<App>, _: MaybeViewer, origin: Origin, At(byte): At<ByteId>, paging: Paging) -> ApiResult {
    let (comments, next) = app
        .read(move |db| {
            let byte = target(db, &byte)?;
            let keys = byte_comments::of_byte(db, &byte.id, &paging.into())?;
            Ok((byte_comments::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("comments", comments.iter().map(|comment| origin.comment(comment)).collect(), next))
}
