//! The posts of a hashtag.

use axum::extract::State;
use contract::discovery::Hashtag;

use crate::extract::{At, MaybeViewer, Paging};
use crate::routes::posts::page;
use crate::routes::shape::Origin;
use crate::rows::timelines;
use crate::{ApiResult, App, Reply};

/// `GET /api/hashtags/{tag}`: one that nobody used has no posts.
pub async fn posts(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(tag): At<Hashtag>, paging: Paging) -> ApiResult {
    let (posts, next) =
        app.read(move |db| page(db, timelines::tagged(db, &tag.as_str().to_lowercase(), &paging.into())?, viewer.id())).await?;
    Ok(Reply::list("posts", origin.posts(&posts), next))
}
