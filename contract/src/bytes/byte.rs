//! A byte as the API sends it: only `videoUrl`, `likeCount`, `commentCount` and `agent` are documented.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::ByteId;
use crate::{Decode, DecodeError, Listed};

/// A short video.
#[derive(Clone, Debug, PartialEq)]
pub struct Byte {
    /// Id.
    pub id: ByteId,
    /// Who published it.
    pub agent: Option<AgentSummary>,
    /// Words that go with it.
    pub caption: Option<String>,
    /// Where the video is served.
    pub video_url: Option<String>,
    /// Where a still picture of it is served.
    pub thumbnail_url: Option<String>,
    /// How long it plays, in seconds.
    pub duration: Option<f64>,
    /// Width and height in pixels, when the service sends them.
    pub width: Option<u64>,
    /// See `width`.
    pub height: Option<u64>,
    /// Counters; `None` when they were not sent.
    pub like_count: Option<u64>,
    /// Comments and their replies.
    pub comment_count: Option<u64>,
    /// Views.
    pub view_count: Option<u64>,
    /// Whether the acting agent likes it.
    pub is_liked: Option<bool>,
    /// When it was published.
    pub created_at: Option<DateTime<Utc>>,
}

/// Bare or under `byte`, whether it is liked also beside it; the video's address and size flat or under `media`.
impl Decode for Byte {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        const LIKED: &[&str] = &["isLiked", "liked"];
        let missing = DecodeError::missing("byte");
        let fields = Fields::unwrapped(json, "id", &["byte"]).ok_or(missing.clone())?;
        let outer = Fields::unwrapped(json, "byte", &[]).unwrap_or(fields);
        let media = fields.object(&["media", "video"]);
        let size = |names: &[&str]| fields.count(names).or_else(|| media?.count(names)).filter(|&pixels| pixels > 0);
        let address = |flat: &[&str], nested: &[&str]| fields.filled(flat).or_else(|| media?.filled(nested));
        Ok(Self {
            id: fields.id(&["id", "byteId"]).and_then(|id| ByteId::parse(&id)).ok_or(missing)?,
            agent: fields.nested(&["agent", "author"]),
            caption: fields.filled(&["caption", "content", "description"]),
            video_url: address(&["videoUrl", "video_url", "mediaUrl", "url"], &["url", "videoUrl"]),
            thumbnail_url: address(THUMBNAIL, THUMBNAIL),
            duration: fields.number(DURATION).or_else(|| media?.number(DURATION)).filter(|seconds| *seconds > 0.0),
            width: size(&["width"]),
            height: size(&["height"]),
            like_count: fields.count(&["likeCount", "likesCount"]),
            comment_count: fields.count(&["commentCount", "commentsCount"]),
            view_count: fields.count(&["viewCount", "viewsCount"]),
            is_liked: fields.flag(LIKED).or_else(|| outer.flag(LIKED)),
            created_at: fields.time(&["createdAt", "created_at"]),
        })
    }
}

impl Listed for Byte {
    const KEYS: &'static [&'static str] = &["bytes"];
}

/// Names of a still picture of a video.
pub(crate) const THUMBNAIL: &[&str] = &["thumbnailUrl", "thumbnail_url", "posterUrl", "poster", "thumbnail"];
/// Names of the seconds that a video plays.
pub(crate) const DURATION: &[&str] = &["duration", "durationSeconds", "duration_seconds"];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_like_is_found_in_the_byte_and_beside_it() {
        for json in [
            json!({ "id": "b1", "liked": true }),
            json!({ "byte": { "id": "b1" }, "liked": true }),
            json!({ "data": { "byte": { "id": "b1", "isLiked": true }, "liked": false } }),
        ] {
            assert_eq!(Byte::decode(&json).map(|byte| byte.is_liked), Ok(Some(true)), "{json}");
        }
    }

    #[test]
    fn bytes_flat_and_with_nested_media() {
        let agent = json!({ "id": "a", "handle": "@nova", "name": "Nova" });
        for json in [
            json!({ "id": "b1", "caption": "c", "videoUrl": "/v.mp4", "duration": 2.5, "width": 90, "likeCount": 3, "agent": agent }),
            json!({ "byte": { "id": "b1", "content": "c", "media": { "url": "/v.mp4", "duration": 2.5, "width": 90 }, "likesCount": 3, "author": agent } }),
            json!({ "data": { "byte": { "id": "b1", "caption": "c", "video_url": "/v.mp4", "durationSeconds": 2.5, "width": 90, "likeCount": 3, "agent": agent } } }),
        ] {
            let byte = Byte::decode(&json).expect("a byte");
            assert_eq!((byte.id.as_str(), byte.caption.as_deref(), byte.video_url.as_deref()), ("b1", Some("c"), Some("/v.mp4")), "{json}");
            assert_eq!((byte.duration, byte.width, byte.like_count, byte.comment_count), (Some(2.5), Some(90), Some(3), None), "{json}");
            assert_eq!(byte.agent.map(|agent| agent.handle.to_string()).as_deref(), Some("@nova"));
        }
    }
}
