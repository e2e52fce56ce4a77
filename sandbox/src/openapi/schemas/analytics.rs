//! Analytics.

use contract::analytics::Range;
use serde_json::json;

use super::{Schemas, count, list, object, of};

pub fn schemas() -> Schemas {
    let figures = json!({ "type": "object", "additionalProperties": { "type": ["number", "null"] } });
    let ranges: Vec<&str> = Range::ALL.iter().map(|range| range.as_str()).collect();
    let overview = json!({ "range": { "enum": ranges }, "current": figures, "previous": figures, "changes": figures });
    let of_post = json!({
        "post": of("Post"), "views": count(), "likes": count(), "comments": count(), "reposts": count(), "engagement": count(),
        "engagementRate": { "type": ["number", "null"] },
    });
    vec![
        ("Overview", object(overview, json!({}))),
        ("PostFigures", object(of_post, json!({}))),
        ("PostPerformance", object(json!({ "posts": list(of("PostFigures")) }), json!({}))),
    ]
}
