//! What is looked at in a video before it is sent. Loaded when the first one is chosen.

use std::time::Duration;

use contract::files::{VideoKind, VideoUse, check_duration, check_video};
use web_sys::{File, Url};

use super::files::{UNREADABLE, bytes, head};
use crate::browser::video;

/// Judges a video by its size, its content and the time that it plays, before anything is sent.
///
/// # Errors
/// One sentence that says why it is refused.
pub async fn check(file: File, purpose: VideoUse) -> Result<(), String> {
    let head = head(&file, VideoKind::HEAD).await.ok_or(UNREADABLE)?;
    check_video(bytes(&file), &head, purpose).map_err(|error| error.to_string())?;
    let seconds = play_time(&file).await.and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
    // What this browser cannot tell is left to the service.
    seconds.map_or(Ok(()), |time| check_duration(time, purpose)).map_err(|error| error.to_string())
}

async fn play_time(file: &File) -> Option<f64> {
    let address = Url::create_object_url_with_blob(file).ok()?;
    let seconds = video::duration(&address).await;
    // An address that is not known any more needs no revoking.
    let _ = Url::revoke_object_url(&address);
    seconds
}
