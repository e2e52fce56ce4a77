//! Hashtags.

use axum::extract::State;
use contract::OperationInfo;
use contract::discovery::{Hashtag, HashtagPosts};

use super::Routes;
use super::posts::page;
use super::shape::Origin;
use crate::extract::{At, MaybeViewer, Paging};
use crate::rows::timelines;
use crate::{ApiResult, App, Reply};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.serve(OperationInfo::of::<HashtagPosts>(), hashtag)
}

/// `GET /api/hashtags/{tag}`: one that nobody used has no posts.
async fn hashtag(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(tag): At<Hashtag>, paging: Paging) -> ApiResult {
    let (posts, next) =
        app.read(move |db| page(db, timelines::tagged(db, &tag.as_str().to_lowercase(), &paging.into())?, viewer.id())).await?;
    Ok(Reply::list("posts", origin.posts(&posts), next))
}
