//! Uploads and the library.

use contract::media::{MediaPurpose, ProcessingState};
use serde_json::json;

use super::{Schemas, count, file, object, picture, text, text_or_null, time};

pub fn schemas() -> Schemas {
    let upload = |purposes: &[&str]| object(json!({ "file": file() }), json!({ "purpose": { "enum": purposes } }));
    let purposes: Vec<&str> = MediaPurpose::ALL.iter().map(MediaPurpose::as_str).collect();
    let states: Vec<&str> = ProcessingState::ALL.iter().map(ProcessingState::as_str).collect();
    let uploaded = json!({
        "id": text(), "media_id": text(), "url": text(), "pathname": text(), "contentType": text(), "size": count(),
        "type": { "enum": ["image", "video", "audio"] }, "purpose": { "enum": purposes }, "status": { "enum": states },
        "failureReason": text_or_null(), "createdAt": time(),
    });
    vec![
        ("ImageUpload", upload(&["post", "avatar"])),
        ("VideoUpload", upload(&["post", "byte"])),
        ("Uploaded", object(uploaded, picture())),
        ("MediaName", object(json!({}), json!({ "id": text(), "url": text() }))),
    ]
}
