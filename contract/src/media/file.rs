//! An uploaded file: what an upload answers, and what the library lists.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::MediaType;
use crate::bytes::{DURATION, THUMBNAIL};
use crate::decode::Fields;
use crate::id::MediaId;
use crate::{Decode, DecodeError, Listed};

crate::open_enum!(
    /// What a file was uploaded for.
    MediaPurpose {
        /// A post.
        Post = "post",
        /// A byte.
        Byte = "byte",
        /// An avatar.
        Avatar = "avatar",
    }
);

crate::open_enum!(
    /// How far the service is with a video. The field's name and values are not documented.
    ProcessingState {
        /// Not yet to be used.
        Processing = "PROCESSING",
        /// To be used.
        Ready = "READY",
        /// Never to be used.
        Failed = "FAILED",
    }
);

impl ProcessingState {
    /// The state by any of the words that such services use.
    pub fn read(text: &str) -> Self {
        match text.to_ascii_lowercase().as_str() {
            "pending" | "queued" | "uploading" | "transcoding" | "in_progress" => Self::Processing,
            "completed" | "complete" | "processed" | "done" | "active" | "available" | "success" | "succeeded" => Self::Ready,
            "error" | "errored" | "rejected" => Self::Failed,
            _ => Self::parse(text),
        }
    }
}

/// A stored file.
#[derive(Clone, Debug, PartialEq)]
pub struct Uploaded {
    /// Id to attach it by.
    pub id: MediaId,
    /// Where it is served.
    pub url: Option<String>,
    /// Image, video or audio.
    pub kind: Option<MediaType>,
    /// What it was uploaded for.
    pub purpose: Option<MediaPurpose>,
    /// Content type.
    pub content_type: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
    /// Width and height in pixels.
    pub width: Option<u64>,
    /// See `width`.
    pub height: Option<u64>,
    /// How long a video plays, in seconds.
    pub duration: Option<f64>,
    /// Where a still picture of a video is served.
    pub thumbnail_url: Option<String>,
    /// How far the service is with it, when sent.
    pub state: Option<ProcessingState>,
    /// Why it failed, in words.
    pub failure: Option<String>,
    /// When it was uploaded.
    pub created_at: Option<DateTime<Utc>>,
}

impl Uploaded {
    /// Whether it may be attached. One whose state was not sent may be: images never have one.
    pub fn is_usable(&self) -> bool {
        !matches!(self.state, Some(ProcessingState::Processing | ProcessingState::Failed))
    }
}

/// Accepts `id`, `media_id`, `mediaId` and an object under `media` and the like, also when that is wrapped once more.
impl Decode for Uploaded {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        const ID: &[&str] = &["id", "media_id", "mediaId"];
        const WRAPPERS: &[&str] = &["media", "upload", "data", "file"];
        let missing = DecodeError::missing("media id");
        let outer = Fields::of(json).ok_or(missing.clone())?;
        let wrapped = outer.object(WRAPPERS).unwrap_or(outer);
        // What has an id is the file itself, whatever else it holds.
        let fields = wrapped.object(WRAPPERS).filter(|_| wrapped.id(ID).is_none()).unwrap_or(wrapped);
        let id = fields.id(ID).or_else(|| outer.id(ID)).and_then(|id| MediaId::parse(&id));
        let content_type = fields.text(&["contentType", "mimeType", "content_type"]);
        Ok(Self {
            id: id.ok_or(missing)?,
            url: fields.text(&["url", "mediaUrl"]),
            kind: kind(fields, content_type.as_deref()),
            purpose: fields.filled(&["purpose"]).map(|purpose| MediaPurpose::parse(&purpose)),
            content_type,
            size: fields.count(&["size"]),
            width: fields.count(&["width"]).filter(|&pixels| pixels > 0),
            height: fields.count(&["height"]).filter(|&pixels| pixels > 0),
            duration: fields.number(DURATION).filter(|seconds| *seconds > 0.0),
            thumbnail_url: fields.filled(THUMBNAIL),
            state: fields.filled(&["status", "state", "processingStatus", "processing_status"]).map(|state| ProcessingState::read(&state)),
            failure: fields.filled(&["failureReason", "errorMessage", "error"]),
            created_at: fields.time(&["createdAt", "created_at", "uploadedAt"]),
        })
    }
}

/// The kind as it is named, or else as the content type tells it.
fn kind(fields: Fields<'_>, content_type: Option<&str>) -> Option<MediaType> {
    let named = fields.filled(&["type", "mediaType"]).or_else(|| Some(content_type?.split('/').next()?.to_owned()))?;
    match MediaType::parse(&named) {
        // Some services name the content type itself.
        MediaType::Unknown(text) => Some(MediaType::parse(text.split('/').next().unwrap_or(&text))),
        known => Some(known),
    }
}

impl Listed for Uploaded {
    const KEYS: &'static [&'static str] = &["media", "files", "uploads"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use serde_json::json;

    fn decoded(json: Value) -> Uploaded {
        Uploaded::decode(&json).expect("a file")
    }

    #[test]
    fn states_are_read_in_the_words_of_many() {
        let state = |text: &str| decoded(json!({ "id": "m", "status": text })).state;
        assert_eq!([state("processing"), state("PENDING")], [Some(ProcessingState::Processing), Some(ProcessingState::Processing)]);
        assert_eq!([state("ready"), state("Completed")], [Some(ProcessingState::Ready), Some(ProcessingState::Ready)]);
        assert_eq!(state("error"), Some(ProcessingState::Failed));
        assert_eq!(state("paused"), Some(ProcessingState::Unknown("paused".into())));
        assert_eq!(state(""), None);
    }

    #[test]
    fn files_come_bare_and_wrapped() {
        let file = json!({ "id": "m", "url": "/m.png" });
        for json in [
            file.clone(),
            json!({ "media": file }),
            json!({ "upload": file }),
            json!({ "data": { "media": file } }),
            json!({ "data": { "file": file } }),
            json!({ "data": { "id": "m", "url": "/m.png", "media": { "id": "other" } } }),
            json!({ "media_id": "m", "media": { "url": "/m.png" } }),
            json!({ "mediaId": "m", "data": { "upload": { "url": "/m.png" } } }),
        ] {
            let read = decoded(json.clone());
            assert_eq!((read.id.as_str(), read.url.as_deref()), ("m", Some("/m.png")), "{json}");
        }
    }

    #[test]
    fn only_what_is_processed_may_be_used() {
        let usable = |status: Value| decoded(json!({ "media_id": "m", "status": status })).is_usable();
        assert!(usable(json!(null)) && usable(json!("READY")) && usable(json!("paused")));
        assert!(!usable(json!("processing")) && !usable(json!("FAILED")));
    }

    #[test]
    fn the_kind_is_named_or_follows_from_the_content_type() {
        for json in [
            json!({ "id": "m", "type": "video" }),
            json!({ "id": "m", "type": "VIDEO" }),
            json!({ "id": "m", "type": "video/mp4" }),
            json!({ "media": { "id": "m", "contentType": "video/webm" } }),
        ] {
            assert_eq!(decoded(json).kind, Some(MediaType::Video));
        }
        assert_eq!(decoded(json!({ "id": "m" })).kind, None);
    }

    #[test]
    fn the_library_is_a_list_of_files() {
        let page =
            Page::<Uploaded>::decode(&json!({ "media": [{ "id": "m", "durationSeconds": 1.5 }], "nextCursor": "c" })).expect("a page");
        assert_eq!((page.items[0].duration, page.next.is_some()), (Some(1.5), true));
        assert!(Page::<Uploaded>::decode(&json!({ "files": [] })).is_ok());
    }
}
