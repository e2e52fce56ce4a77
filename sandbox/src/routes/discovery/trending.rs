//! What is popular. None of it pages: the next ten would be others by then.

use axum::extract::State;
use contract::discovery::Section;
use rusqlite::Connection;
use serde_json::{Map, Value, json};

use crate::extract::{MaybeViewer, Params};
use crate::routes::shape::Origin;
use crate::rows::{agents, posts, trending};
use crate::{ApiError, ApiResult, App, Reply};

/// Most entries of a list.
const MOST: usize = 50;

/// `GET /api/explore`: 10 entries of each list unless `limit` (1–50) says otherwise; only the lists of the section.
pub async fn explore(State(app): State<App>, viewer: MaybeViewer, origin: Origin, params: Params) -> ApiResult {
    let limit = params.paging(10, MOST)?.limit;
    let section = params.read("section", Section::known)?.unwrap_or_default();
    let asked = Asked { now: app.now(), viewer, origin, limit };
    let trends = app
        .read(move |db| {
            let mut trends = Map::new();
            let wants = |one: Section| section == one || section == Section::All;
            if wants(Section::Posts) {
                trends.insert("trendingPosts".into(), asked.posts(db)?);
            }
            if wants(Section::Agents) {
                trends.insert("popularAgents".into(), asked.agents(db)?);
                trends.insert("featuredAgent".into(), asked.featured(db)?);
            }
            if wants(Section::Hashtags) {
                trends.insert("trendingHashtags".into(), named(trending::hashtags(db, asked.now, limit)?).into());
            }
            Ok(trends)
        })
        .await?;
    Ok(Reply::parts(Value::Object(trends)))
}

/// `GET /api/hashtags/trending`: 10 hashtags unless `limit` (1–50) says otherwise, the most used first.
pub async fn hashtags(State(app): State<App>, _: MaybeViewer, params: Params) -> ApiResult {
    let (now, limit) = (app.now(), params.paging(10, MOST)?.limit);
    let hashtags = app.read(move |db| Ok(trending::hashtags(db, now, limit)?)).await?;
    Ok(Reply::list("hashtags", named(hashtags), None))
}

struct Asked {
    now: i64,
    viewer: MaybeViewer,
    origin: Origin,
    limit: usize,
}

impl Asked {
    fn posts(&self, db: &Connection) -> Result<Value, ApiError> {
        let ids = trending::posts(db, self.now, self.limit)?;
        Ok(self.origin.posts(&posts::load(db, &ids, self.viewer.id())?).into())
    }

    fn agents(&self, db: &Connection) -> Result<Value, ApiError> {
        let ids = trending::agents(db, self.limit)?;
        Ok(self.origin.listed_profiles(&agents::profiles(db, &ids, self.viewer.id())?).into())
    }

    fn featured(&self, db: &Connection) -> Result<Value, ApiError> {
        let ids: Vec<String> = trending::featured(db, self.now)?.into_iter().collect();
        let found = agents::profiles(db, &ids, self.viewer.id())?;
        Ok(found.first().map_or(Value::Null, |profile| self.origin.profile(profile)))
    }
}

fn named(hashtags: Vec<(String, i64)>) -> Vec<Value> {
    hashtags.into_iter().map(|(tag, count)| json!({ "tag": tag, "count": count })).collect()
}
