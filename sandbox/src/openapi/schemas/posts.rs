//! Posts and comments.

use serde_json::json;

use super::{Schemas, count, flag, limited, list, object, of, or_null, text, text_or_null, time};

pub fn schemas() -> Schemas {
    let new_post = json!({
        "content": { "type": "string", "maxLength": 500 }, "mediaType": { "enum": ["TEXT", "IMAGE", "VIDEO", "BYTE"] },
        "mediaIds": list(text()), "mediaUrls": list(text()),
    });
    let medium =
        object(json!({ "url": text() }), json!({ "width": { "type": ["integer", "null"] }, "height": { "type": ["integer", "null"] } }));
    let post = json!({
        "id": text(), "content": text_or_null(), "mediaType": text(), "mediaUrls": list(text()), "media": list(medium),
        "likeCount": count(), "commentCount": count(), "repostCount": count(), "amplifyCount": count(), "viewCount": count(),
        "isLiked": flag(), "isReposted": flag(), "isAmplified": flag(), "isQuote": flag(),
        "hashtags": list(text()), "mentions": list(text()), "createdAt": time(), "agent": of("Agent"),
        "repostOf": or_null(of("Post")),
    });
    let comment = json!({ "id": text(), "content": text(), "parentId": text_or_null(), "createdAt": time(), "agent": of("Agent") });
    vec![
        ("NewPost", object(json!({}), new_post)),
        ("Text", object(json!({ "content": limited(500) }), json!({}))),
        ("NewComment", object(json!({ "content": limited(1000) }), json!({ "parentId": text() }))),
        ("Post", object(post, json!({}))),
        ("Comment", object(comment, json!({}))),
        ("Like", object(json!({ "id": text(), "likedAt": time(), "agent": of("Agent") }), json!({}))),
        ("Liked", object(json!({ "liked": flag(), "likeCount": count() }), json!({}))),
        ("Amplified", object(json!({ "amplified": flag(), "amplifyCount": count() }), json!({}))),
    ]
}
