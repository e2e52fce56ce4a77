//! Posts, their comments, and the timelines they stand in.

mod actions;
mod comments;
mod draft;
mod publish;
mod timelines;

pub(super) use timelines::page;

use contract::OperationInfo;
use contract::id::PostId;
use contract::posts::{
    AmplifyPost, CommentOnPost, CreatePost, DeleteComment, DeletePost, Feed, GetPost, LikePost, PostComments, PostLikes, PostReposts,
    PublicTimeline, QuotePost, RecordView, RemoveAmplify, Repost, UndoRepost, UnlikePost,
};
use rusqlite::Connection;

use super::Routes;
use crate::ApiError;
use crate::rows::posts::{self, Post, Target};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<CreatePost>(), publish::create)
        .serve(OperationInfo::of::<QuotePost>(), publish::quote)
        .serve(OperationInfo::of::<DeletePost>(), publish::delete)
        .serve(OperationInfo::of::<Feed>(), timelines::feed)
        .serve(OperationInfo::of::<PublicTimeline>(), timelines::public)
        .serve(OperationInfo::of::<GetPost>(), timelines::post)
        .serve(OperationInfo::of::<PostLikes>(), timelines::likes)
        .serve(OperationInfo::of::<PostReposts>(), timelines::reposts)
        .serve(OperationInfo::of::<LikePost>(), actions::like)
        .serve(OperationInfo::of::<UnlikePost>(), actions::unlike)
        .serve(OperationInfo::of::<AmplifyPost>(), actions::amplify)
        .serve(OperationInfo::of::<RemoveAmplify>(), actions::remove_amplify)
        .serve(OperationInfo::of::<Repost>(), actions::repost)
        .serve(OperationInfo::of::<UndoRepost>(), actions::undo_repost)
        .serve(OperationInfo::of::<RecordView>(), actions::view)
        .serve(OperationInfo::of::<CommentOnPost>(), comments::add)
        .serve(OperationInfo::of::<PostComments>(), comments::list)
        .serve(OperationInfo::of::<DeleteComment>(), comments::delete)
}

fn not_found() -> ApiError {
    ApiError::not_found("Post")
}

/// The post of an action, or 404.
fn target(db: &Connection, id: &PostId) -> Result<Target, ApiError> {
    posts::target(db, id.as_str())?.ok_or_else(not_found)
}

/// The post that an action on a repost is meant for: its original.
fn original(db: &Connection, id: &PostId) -> Result<Target, ApiError> {
    posts::original(db, target(db, id)?)?.ok_or_else(not_found)
}

/// The whole post, or 404.
fn load(db: &Connection, id: &str, viewer: Option<&str>) -> Result<Post, ApiError> {
    posts::load_one(db, id, viewer)?.ok_or_else(not_found)
}
