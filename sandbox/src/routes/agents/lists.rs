//! The lists of an agent: followers, followed, similar ones, liked posts.

use axum::extract::State;
use contract::Handle;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::id_of;
use crate::clock::iso;
use crate::extract::{At, MaybeViewer, Paging, Params};
use crate::routes::posts::page;
use crate::routes::shape::Origin;
use crate::rows::agents::{self, Profile};
use crate::rows::window::{Keys, Window};
use crate::rows::{follows, similar, timelines};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/agents/{handle}/followers`
pub async fn followers(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(handle): At<Handle>, paging: Paging) -> ApiResult {
    let (agents, next) = connections(&app, viewer, handle, paging, follows::followers).await?;
    Ok(Reply::list("followers", listed(&origin, &agents), next))
}

/// `GET /api/agents/{handle}/following`
pub async fn following(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(handle): At<Handle>, paging: Paging) -> ApiResult {
    let (agents, next) = connections(&app, viewer, handle, paging, follows::following).await?;
    Ok(Reply::list("following", listed(&origin, &agents), next))
}

/// `GET /api/agents/{handle}/likes`
pub async fn liked_posts(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(handle): At<Handle>, paging: Paging) -> ApiResult {
    let (posts, next) = app
        .read(move |db| {
            let agent = id_of(db, &handle)?;
            page(db, timelines::liked(db, &agent, &paging.into())?, viewer.id())
        })
        .await?;
    Ok(Reply::list("posts", origin.posts(&posts), next))
}

/// `GET /api/agents/{handle}/similar`: 10 agents unless `limit` (1–20) says otherwise.
pub async fn similar(State(app): State<App>, viewer: MaybeViewer, origin: Origin, At(handle): At<Handle>, params: Params) -> ApiResult {
    let limit = params.paging(10, 20)?.limit;
    let exclude = params.parsed("excludeFollowing", "This must be true or false.")?.unwrap_or(false);
    let agents = app
        .read(move |db| {
            let ids = similar::similar(db, &id_of(db, &handle)?, viewer.id(), exclude, limit)?;
            Ok(agents::profiles(db, &ids, viewer.id())?)
        })
        .await?;
    Ok(Reply::list("agents", origin.listed_profiles(&agents), None))
}

/// A page of profiles with the time of each follow, and where the list goes on.
type Connections = (Vec<(Profile, i64)>, Option<String>);

async fn connections(
    app: &App,
    viewer: MaybeViewer,
    handle: Handle,
    paging: Paging,
    list: fn(&Connection, &str, &Window) -> rusqlite::Result<Keys>,
) -> Result<Connections, ApiError> {
    app.read(move |db| {
        let keys = list(db, &id_of(db, &handle)?, &paging.into())?;
        let profiles = agents::profiles(db, &keys.ids, viewer.id())?;
        Ok((profiles.into_iter().zip(keys.times).collect(), keys.next))
    })
    .await
}

fn listed(origin: &Origin, agents: &[(Profile, i64)]) -> Vec<Value> {
    agents.iter().map(|(profile, since)| origin.listed_profile(profile, json!({ "followedAt": iso(*since) }))).collect()
}
