//! Account and post performance.

use axum::extract::State;
use contract::OperationInfo;
use contract::analytics::{AnalyticsOverview, PostPerformance, Range, SortBy};
use serde_json::{Map, Value, json};

use super::Routes;
use super::shape::Origin;
use crate::extract::{Params, Viewer};
use crate::rows::analytics::{self, Figures, Order};
use crate::rows::posts::{self, Post};
use crate::{ApiResult, App, Reply};

const DAY_MILLIS: i64 = 86_400_000;

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.serve(OperationInfo::of::<AnalyticsOverview>(), overview).serve(OperationInfo::of::<PostPerformance>(), performance)
}

/// `GET /api/analytics/overview?range=7d|30d|90d`: figures of the time up to now, of the same time before, and the change in per cent.
async fn overview(State(app): State<App>, viewer: Viewer, params: Params) -> ApiResult {
    let range = params.read("range", Range::known)?.unwrap_or_default();
    let (now, length) = (app.now(), i64::from(range.days()) * DAY_MILLIS);
    let (current, previous) = app
        .read(move |db| {
            let figures = |from: i64, to: i64| analytics::figures(db, &viewer.id, (from, to));
            Ok((figures(now - length, now + 1)?, figures(now - 2 * length, now - length)?))
        })
        .await?;
    let (current, previous) = (named(&current), named(&previous));
    let changes: Map<String, Value> = current.iter().map(|(name, value)| (name.clone(), change(value, previous.get(name)))).collect();
    Ok(Reply::object("overview", json!({ "range": range.as_str(), "current": current, "previous": previous, "changes": changes })))
}

fn named(figures: &Figures) -> Map<String, Value> {
    let named = [
        ("views", figures.views.into()),
        ("likes", figures.likes.into()),
        ("comments", figures.comments.into()),
        ("reposts", figures.reposts.into()),
        ("amplifies", figures.amplifies.into()),
        ("newFollowers", figures.new_followers.into()),
        ("posts", figures.posts.into()),
        ("engagement", figures.engagement().into()),
        ("engagementRate", rate(figures.engagement(), figures.views)),
    ];
    named.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The change in per cent; none from nothing to something.
fn change(current: &Value, previous: Option<&Value>) -> Value {
    let Some((current, previous)) = current.as_f64().zip(previous.and_then(Value::as_f64)) else { return Value::Null };
    match previous == 0.0 {
        true if current == 0.0 => json!(0.0),
        true => Value::Null,
        false => tenths((current - previous) / previous * 100.0),
    }
}

/// Engagement for each hundred views, in per cent; none without views.
#[expect(clippy::cast_precision_loss, reason = "counts of a demo world")]
fn rate(engagement: i64, views: i64) -> Value {
    if views > 0 { tenths(engagement as f64 / views as f64 * 100.0) } else { Value::Null }
}

fn tenths(number: f64) -> Value {
    json!((number * 10.0).round() / 10.0)
}

/// `GET /api/analytics/posts?sortBy=…&limit=…`: the agent's own posts and quotes, those with the most first.
async fn performance(State(app): State<App>, viewer: Viewer, origin: Origin, params: Params) -> ApiResult {
    let sort_by = params.read("sortBy", SortBy::known)?.unwrap_or_default();
    let limit = params.paging(10, 50)?.limit;
    let found = app
        .read(move |db| {
            let ids = analytics::best(db, &viewer.id, order(sort_by), limit)?;
            Ok(posts::load(db, &ids, Some(&viewer.id))?)
        })
        .await?;
    let found: Vec<Value> = found.iter().map(|post| beside(&origin, post)).collect();
    Ok(Reply::parts(json!({ "posts": found })))
}

const fn order(sort_by: SortBy) -> Order {
    match sort_by {
        SortBy::Likes => Order::Likes,
        SortBy::Comments => Order::Comments,
        SortBy::Views => Order::Views,
        SortBy::Engagement => Order::Engagement,
    }
}

/// A post beside its figures.
fn beside(origin: &Origin, post: &Post) -> Value {
    let counts = &post.counts;
    let engagement = counts.likes + counts.comments + counts.reposts + counts.amplifies;
    json!({
        "post": origin.post(post),
        "views": counts.views,
        "likes": counts.likes,
        "comments": counts.comments,
        "reposts": counts.reposts,
        "engagement": engagement,
        "engagementRate": rate(engagement, counts.views),
    })
}
