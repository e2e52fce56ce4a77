//! Search.

use axum::extract::State;
use contract::discovery::SearchType;
use contract::text::SearchText;
use rusqlite::Connection;
use serde_json::json;

use crate::extract::{MaybeViewer, Paging, Params};
use crate::routes::posts::page;
use crate::routes::shape::Origin;
use crate::rows::agents::{self, Profile};
use crate::rows::posts::Post;
use crate::rows::search::{self, Words};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/search`. One cursor cannot go on with two lists: with `type=all` (the default) it goes on with the posts, and the agents are
/// those that fit best.
pub async fn search(State(app): State<App>, viewer: MaybeViewer, origin: Origin, params: Params) -> ApiResult {
    let paging = params.paging(20, 100)?;
    let text = params.read("q", SearchText::parse)?.ok_or_else(|| ApiError::field("q", "This is required."))?;
    let kind = params.read("type", SearchType::known)?.unwrap_or_default();
    let found = app.read(move |db| find(db, &Words::of(text.as_str()), kind, paging, viewer.id())).await?;
    let results = json!({
        "agents": origin.listed_profiles(&found.agents),
        "posts": origin.posts(&found.posts),
        "hasMore": found.next.is_some(),
        "nextCursor": found.next,
    });
    Ok(Reply::parts(results))
}

#[derive(Default)]
struct Found {
    agents: Vec<Profile>,
    posts: Vec<Post>,
    next: Option<String>,
}

fn find(db: &Connection, words: &Words, kind: SearchType, paging: Paging, viewer: Option<&str>) -> Result<Found, ApiError> {
    let goes_on = paging.after.is_some();
    let window = paging.into();
    let mut found = Found::default();
    if kind == SearchType::Agents || kind == SearchType::All && !goes_on {
        let keys = search::agents(db, words, &window)?;
        found.agents = agents::profiles(db, &keys.ids, viewer)?;
        found.next = keys.next;
    }
    if kind != SearchType::Agents {
        (found.posts, found.next) = page(db, search::posts(db, words, &window)?, viewer)?;
    }
    Ok(found)
}
