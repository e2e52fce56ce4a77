//! Uploads, the library of one's own, and the uploaded files themselves.

mod files;
mod image;
mod library;
mod multipart;
mod range;
mod store;
mod video;
mod whole;

pub(super) use image::read as read_image;
pub(super) use store::{New, keep};
pub(super) use video::check_usable;

use axum::routing::get;
use contract::OperationInfo;
use contract::files::FileError;
use contract::media::{DeleteMedia, Media, UploadImage, UploadVideo};
use serde_json::{Value, json};

use super::Routes;
use super::shape::Origin;
use crate::ApiError;
use crate::clock::iso;
use crate::rows::media::Upload;

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<UploadImage>(), image::upload)
        .serve(OperationInfo::of::<UploadVideo>(), video::upload)
        .serve(OperationInfo::of::<Media>(), library::list)
        .serve(OperationInfo::of::<DeleteMedia>(), library::delete)
        .beside("/uploads/{*path}", get(files::file))
}

impl Origin {
    /// An upload as it is at a time.
    fn upload(&self, upload: &Upload, now: i64) -> Value {
        let (width, height) = upload.dimensions.unzip();
        json!({
            "id": upload.id,
            "media_id": upload.id,
            "url": self.address(&upload.address()),
            "pathname": upload.path,
            "contentType": upload.content_type,
            "size": upload.size,
            "type": upload.kind.to_lowercase(),
            "purpose": upload.purpose,
            "width": width,
            "height": height,
            "duration": upload.duration.map(seconds),
            "thumbnailUrl": self.thumbnail(upload.thumbnail.as_deref()),
            "status": upload.state(now).as_str(),
            "failureReason": upload.failure.as_deref().filter(|_| upload.ready_at.is_none_or(|ready| ready <= now)),
            "createdAt": iso(upload.created_at),
        })
    }

    /// The address of a still picture.
    pub(super) fn thumbnail(&self, path: Option<&str>) -> Option<String> {
        path.map(|path| self.address(&format!("/uploads/{path}")))
    }
}

/// Milliseconds as seconds, as answers show how long a video plays.
#[expect(clippy::cast_precision_loss, reason = "films are far shorter than 2^52 ms")]
pub(super) fn seconds(millis: i64) -> f64 {
    millis as f64 / 1000.0
}

/// What is wrong with the file of a form.
fn refusal(error: FileError) -> ApiError {
    match error {
        FileError::TooLarge { .. } => ApiError::too_large(error.to_string()).about("file", error.to_string()),
        _ => ApiError::field("file", error),
    }
}
