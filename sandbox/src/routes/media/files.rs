//! Serving uploaded files.

use std::io::SeekFrom;
use std::path::Path;

use axum::body::Body;
use axum::extract::{Path as UrlPath, State};
use axum::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, IF_RANGE, RANGE,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::fs::File;
use tokio::io::{AsyncReadExt, AsyncSeekExt};
use tokio_util::io::ReaderStream;

use super::range::Part;
use crate::{ApiError, App, etag};

/// `GET /uploads/{path}`: names never come twice, so that answers may be kept for ever.
pub async fn file(State(app): State<App>, UrlPath(path): UrlPath<String>, headers: HeaderMap) -> Result<Response, ApiError> {
    let missing = || ApiError::not_found("File");
    let uploads = app.uploads();
    let content_type = content_type(&path).ok_or_else(missing)?;
    let file = uploads.locate(&path).ok_or_else(missing)?;
    let mut file = File::open(file).await.map_err(|_| missing())?;
    let size = file.metadata().await?.len();
    let etag = format!("\"{path}-{size}\"");
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let fixed = [
        (CONTENT_TYPE, content_type),
        (ACCEPT_RANGES, "bytes"),
        (CACHE_CONTROL, "public, max-age=31536000, immutable"),
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"),
        (ETAG, etag.as_str()),
    ];
    if etag::is_known(&headers, &etag) {
        return Ok((StatusCode::NOT_MODIFIED, fixed).into_response());
    }
    let range = text(RANGE).filter(|_| text(IF_RANGE).is_none_or(|known| known == etag));
    let (status, first, length, content_range) = match Part::of(range, size) {
        Part::Whole => (StatusCode::OK, 0, size, None),
        Part::Range(first, last) => (StatusCode::PARTIAL_CONTENT, first, last - first + 1, Some(format!("bytes {first}-{last}/{size}"))),
        Part::Unsatisfiable => {
            let error =
                ApiError::new(StatusCode::RANGE_NOT_SATISFIABLE, "range_not_satisfiable", "This range is beyond the end of the file.");
            return Ok(([(CONTENT_RANGE, format!("bytes */{size}"))], error).into_response());
        }
    };
    file.seek(SeekFrom::Start(first)).await?;
    let body = Body::from_stream(ReaderStream::new(file.take(length)));
    let content_range = content_range.map(|range| [(CONTENT_RANGE, range)]);
    Ok((status, fixed, [(CONTENT_LENGTH, length.to_string())], content_range, body).into_response())
}

/// The type of a file by the ending that it was stored with.
fn content_type(path: &str) -> Option<&'static str> {
    let ending = Path::new(path).extension()?.to_str()?;
    Some(match ending {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "gif" => "image/gif",
        "webp" => "image/webp",
        "mp4" => "video/mp4",
        "webm" => "video/webm",
        "mov" => "video/quicktime",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        _ => return None,
    })
}
