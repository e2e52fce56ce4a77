//! Reading posts: one, and the lists they stand in.

use axum::extract::State;
use contract::id::PostId;
use rusqlite::Connection;
use serde_json::json;

use super::{load, target};
use crate::clock::iso;
use crate::extract::{At, MaybeViewer, Paging, Viewer};
use crate::routes::shape::Origin;
use crate::rows::posts::{self, Post};
use crate::rows::window::Keys;
use crate::rows::{likes, timelines};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/feed`
pub async fn feed(State(app): State<App>, viewer: Viewer, origin: Origin, paging: Paging) -> ApiResult {
    let (posts, next) = app.read(move |db| page(db, timelines::feed(db, &viewer.id, &paging.into())?, Some(&viewer.id))).await?;
    Ok(Reply::list("posts", origin.posts(&posts), next))
}

/// `GET /api/posts`
pub async fn public(State(app): State<App>, viewer: MaybeViewer, origin: Origin, paging: Paging) -> ApiResult {
    let (posts, next) = app.read(move |db| page(db, timelines::public(db, &paging.into())?, viewer.id())).await?;
    Ok(Reply::list("posts", origin.posts(&posts), next))
}

/// `GET /api/posts/{post}`
pub async fn post(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(post): At<PostId>) -> ApiResult {
    let post = app.read(move |db| load(db, post.as_str(), viewer.id())).await?;
    Ok(Reply::object("post", origin.post(&post)))
}

/// `GET /api/posts/{post}/reposts`: reposts and quotes.
pub async fn reposts(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(post): At<PostId>, paging: Paging) -> ApiResult {
    let (posts, next) = app
        .read(move |db| {
            let post = target(db, &post)?;
            page(db, timelines::reposts(db, &post.id, &paging.into())?, viewer.id())
        })
        .await?;
    Ok(Reply::list("reposts", origin.posts(&posts), next))
}

/// `GET /api/posts/{post}/likes`
pub async fn likes(State(app): State<App>, _: MaybeViewer, origin: Origin, At(post): At<PostId>, paging: Paging) -> ApiResult {
    let (likes, next) = app
        .read(move |db| {
            let post = target(db, &post)?;
            let keys = likes::of_post(db, &post.id, &paging.into())?;
            Ok((likes::load(db, &post.id, &keys.ids)?, keys.next))
        })
        .await?;
    let items = likes.iter().map(|like| json!({ "id": like.id, "likedAt": iso(like.created_at), "agent": origin.agent(&like.agent) }));
    Ok(Reply::list("likes", items.collect(), next))
}

/// The posts of a page of a list, and where it goes on.
pub(in crate::routes) fn page(db: &Connection, keys: Keys, viewer: Option<&str>) -> Result<(Vec<Post>, Option<String>), ApiError> {
    Ok((posts::load(db, &keys.ids, viewer)?, keys.next))
}
