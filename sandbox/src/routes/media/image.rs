//! Uploading an image: judged by its content.

use axum::extract::{Request, State};
use contract::files::{self, ImageKind, ImageUse};

use super::multipart::{File, FileForm};
use super::whole::is_whole;
use super::{New, keep, refusal};
use crate::extract::Viewer;
use crate::routes::shape::Origin;
use crate::rows::media::Upload;
use crate::{ApiError, ApiResult, App, Reply};

/// An image that may be stored.
#[derive(Debug)]
pub struct Image {
    kind: ImageKind,
    purpose: ImageUse,
    dimensions: (i64, i64),
    bytes: Vec<u8>,
}

/// `POST /api/upload`
pub async fn upload(State(app): State<App>, viewer: Viewer, origin: Origin, request: Request) -> ApiResult {
    let image = read(request, None).await?;
    let (upload, ()) = keep(&app, viewer.id, image.into(), |_, _| Ok(())).await?;
    Ok(Reply::exact(origin.upload(&upload, app.now())).created())
}

/// Reads and judges the image of a form, for a purpose that is given or that the form names.
///
/// # Errors
/// 400 and 413 for what may not be stored.
pub async fn read(request: Request, purpose: Option<ImageUse>) -> Result<Image, ApiError> {
    let form = FileForm::read(request, ImageUse::Post.max_bytes()).await?;
    let purpose = purpose.map_or_else(|| named(form.purpose.as_deref()), Ok)?;
    check(form.file, purpose)
}

fn check(file: Option<File>, purpose: ImageUse) -> Result<Image, ApiError> {
    let File { size, bytes } = file.ok_or_else(|| ApiError::field("file", "This is required."))?;
    let kind = files::check_image(size, &bytes, purpose).map_err(refusal)?;
    let size = imagesize::blob_size(&bytes).ok().filter(|_| is_whole(kind, &bytes));
    let dimensions = size.filter(|size| size.width > 0 && size.height > 0);
    let dimensions = dimensions.and_then(|size| Some((i64::try_from(size.width).ok()?, i64::try_from(size.height).ok()?)));
    let dimensions = dimensions.ok_or_else(|| ApiError::field("file", "This image is damaged or not complete."))?;
    Ok(Image { kind, purpose, dimensions, bytes })
}

fn named(text: Option<&str>) -> Result<ImageUse, ApiError> {
    match text.map(str::trim) {
        None | Some("" | "post") => Ok(ImageUse::Post),
        Some("avatar") => Ok(ImageUse::Avatar),
        Some(_) => Err(ApiError::field("purpose", "This must be post or avatar.")),
    }
}

impl From<Image> for New {
    fn from(image: Image) -> Self {
        let (folder, purpose) = match image.purpose {
            ImageUse::Post => ("posts", "post"),
            ImageUse::Avatar => ("avatars", "avatar"),
        };
        let about = Upload {
            kind: "IMAGE".to_owned(),
            purpose: purpose.to_owned(),
            content_type: image.kind.content_type().to_owned(),
            dimensions: Some(image.dimensions),
            ..Upload::default()
        };
        Self { about, place: (folder, image.kind.extension()), bytes: image.bytes }
    }
}
