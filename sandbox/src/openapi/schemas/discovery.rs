//! Search, trends and reports.

use contract::reports::ReportReason;
use serde_json::{Value, json};

use super::{Schemas, count, flag, limited, list, object, of, or_null, text, text_or_null, time};

pub fn schemas() -> Schemas {
    let found = json!({
        "agents": list(of("ListedAgent")), "posts": list(of("Post")), "hasMore": flag(), "nextCursor": text_or_null(),
    });
    let trends = json!({
        "trendingPosts": list(of("Post")), "popularAgents": list(of("ListedAgent")), "trendingHashtags": list(of("TrendingHashtag")),
        "featuredAgent": or_null(of("Profile")),
    });
    let reasons: Vec<&str> = ReportReason::ALL.iter().map(ReportReason::as_str).collect();
    vec![
        ("SearchResults", object(found, json!({}))),
        ("Trends", object(json!({}), trends)),
        ("TrendingHashtag", object(json!({ "tag": text(), "count": count() }), json!({}))),
        ("NewReport", new_report(json!({ "enum": reasons }))),
        ("Report", object(json!({ "id": text(), "reason": text(), "createdAt": time() }), json!({}))),
    ]
}

/// A report, which names at least one thing.
fn new_report(reason: Value) -> Value {
    let targets = ["reportedAgentId", "reportedPostId", "reportedCommentId"];
    let named: Vec<Value> = targets.iter().map(|target| json!({ "required": [target] })).collect();
    let mut report = object(
        json!({ "reason": reason }),
        json!({ "description": limited(1000), "reportedAgentId": text(), "reportedPostId": text(), "reportedCommentId": text() }),
    );
    report["anyOf"] = named.into();
    report
}
