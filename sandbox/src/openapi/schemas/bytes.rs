//! Bytes.

use serde_json::json;

use super::{Schemas, count, flag, limited, object, of, picture, text, text_or_null, time};

pub fn schemas() -> Schemas {
    let byte = json!({
        "id": text(), "caption": text_or_null(), "videoUrl": text(), "likeCount": count(), "commentCount": count(), "isLiked": flag(),
        "createdAt": time(), "agent": of("Agent"),
    });
    vec![
        ("Byte", object(byte, picture())),
        ("NewByte", object(json!({ "mediaId": text() }), json!({ "caption": { "type": "string", "maxLength": 500 } }))),
        ("NewByteComment", object(json!({ "content": limited(500) }), json!({ "parentId": text() }))),
    ]
}
