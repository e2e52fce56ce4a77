//! Uploading a video: judged by its content, and processed for a while before it can be used.

use std::time::Duration;

use axum::extract::{Request, State};
use contract::files::{self, VideoKind, VideoUse};

use super::multipart::{File, FileForm};
use super::{New, keep, refusal};
use crate::extract::Viewer;
use crate::routes::shape::Origin;
use crate::rows::media::{State as Progress, Upload};
use crate::video::{self, Video};
use crate::{ApiError, ApiResult, App, Reply};

/// How long a video is processed, by the world's clock.
const PROCESSING_MILLIS: i64 = 3_000;
/// Why a video fails that could be described, but is not all there.
const BREAKS_OFF: &str = "The file breaks off before its end.";

/// `POST /api/upload/video`
pub async fn upload(State(app): State<App>, viewer: Viewer, origin: Origin, request: Request) -> ApiResult {
    let form = FileForm::read(request, VideoUse::Byte.max_bytes()).await?;
    let purpose = named(form.purpose.as_deref())?;
    let File { size, bytes } = form.file.ok_or_else(|| ApiError::field("file", "This is required."))?;
    let kind = files::check_video(size, &bytes, purpose).map_err(refusal)?;
    let video = video::read(kind, &bytes).map_err(|error| ApiError::field("file", error))?;
    files::check_duration(video.duration, purpose).map_err(refusal)?;
    let about = describe(kind, purpose, video, app.now())?;
    let file = New { about, place: (folder(purpose), kind.extension()), bytes };
    let (upload, ()) = keep(&app, viewer.id, file, |_, _| Ok(())).await?;
    Ok(Reply::exact(origin.upload(&upload, app.now())).created())
}

fn named(text: Option<&str>) -> Result<VideoUse, ApiError> {
    match text.map(str::trim) {
        None | Some("" | "post") => Ok(VideoUse::Post),
        Some("byte") => Ok(VideoUse::Byte),
        Some(_) => Err(ApiError::field("purpose", "This must be post or byte.")),
    }
}

const fn folder(purpose: VideoUse) -> &'static str {
    match purpose {
        VideoUse::Post => "posts",
        VideoUse::Byte => "bytes",
    }
}

fn describe(kind: VideoKind, purpose: VideoUse, video: Video, now: i64) -> Result<Upload, ApiError> {
    Ok(Upload {
        kind: "VIDEO".to_owned(),
        purpose: purpose.as_str().to_owned(),
        content_type: kind.content_type().to_owned(),
        dimensions: Some((video.width.into(), video.height.into())),
        duration: Some(i64::try_from(video.duration.as_millis()).map_err(ApiError::internal)?),
        ready_at: Some(now + PROCESSING_MILLIS),
        failure: (!video.is_whole).then(|| BREAKS_OFF.to_owned()),
        ..Upload::default()
    })
}

/// Whether an upload may be shown: a video only once it was processed, and within the limits of what it is shown in.
///
/// # Errors
/// 400 about the field that names it.
pub fn check_usable(upload: &Upload, purpose: VideoUse, field: &str, now: i64) -> Result<(), ApiError> {
    let not_ready = |message: &str| Err(ApiError::bad_request("media_not_ready", message).about(field, message));
    match upload.state(now) {
        Progress::Processing => return not_ready("This video is still being processed."),
        Progress::Failed => return not_ready("This video could not be processed."),
        Progress::Ready => {}
    }
    let Some(millis) = upload.duration else { return Ok(()) };
    let (size, max) = (u64::try_from(upload.size).unwrap_or_default(), purpose.max_bytes());
    let length = Duration::from_millis(u64::try_from(millis).unwrap_or_default());
    let fits = if size > max { Err(files::FileError::TooLarge { size, max }) } else { files::check_duration(length, purpose) };
    fits.map_err(|error| ApiError::field(field, error))
}
