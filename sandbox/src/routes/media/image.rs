//! Uploading an image: judged by its content, stored under a random name.

use axum::extract::{Request, State};
use contract::files::{self, FileError, ImageKind, ImageUse};
use serde_json::json;

use super::multipart::{File, FileForm};
use crate::extract::Viewer;
use crate::routes::shape::Origin;
use crate::rows::media::{self, Upload};
use crate::{ApiError, ApiResult, App, Reply, body, ids};

/// An image that may be stored.
struct Image {
    kind: ImageKind,
    purpose: ImageUse,
    dimensions: (i64, i64),
    bytes: Vec<u8>,
}

/// `POST /api/upload`
pub async fn upload(State(app): State<App>, viewer: Result<Viewer, ApiError>, origin: Origin, request: Request) -> ApiResult {
    let viewer = match viewer {
        Ok(viewer) => viewer,
        Err(refusal) => {
            body::drain(request.into_body()).await?;
            return Err(refusal);
        }
    };
    let form = FileForm::read(request, ImageUse::Post.max_bytes()).await?;
    let image = check(form)?;
    let uploads = app.uploads();
    let upload = app
        .change(move |at| {
            let upload = describe(at.id(), &image)?;
            uploads.save(&upload.path, &image.bytes)?;
            media::insert(at, &viewer.id, &upload)?;
            Ok(upload)
        })
        .await?;
    let (width, height) = upload.dimensions.unzip();
    let answer = json!({
        "id": upload.id,
        "media_id": upload.id,
        "url": origin.address(&format!("/uploads/{}", upload.path)),
        "pathname": upload.path,
        "contentType": upload.content_type,
        "size": upload.size,
        "type": "image",
        "purpose": upload.purpose,
        "width": width,
        "height": height,
    });
    Ok(Reply::exact(answer).created())
}

fn check(form: FileForm) -> Result<Image, ApiError> {
    let purpose = purpose(form.purpose.as_deref())?;
    let File { size, bytes } = form.file.ok_or_else(|| ApiError::field("file", "This is required."))?;
    let kind = files::check_image(size, &bytes, purpose).map_err(refusal)?;
    let dimensions = imagesize::blob_size(&bytes).ok().filter(|size| size.width > 0 && size.height > 0);
    let dimensions = dimensions.and_then(|size| Some((i64::try_from(size.width).ok()?, i64::try_from(size.height).ok()?)));
    let dimensions = dimensions.ok_or_else(|| ApiError::field("file", "This image is damaged."))?;
    Ok(Image { kind, purpose, dimensions, bytes })
}

fn purpose(text: Option<&str>) -> Result<ImageUse, ApiError> {
    match text.map(str::trim) {
        None | Some("" | "post") => Ok(ImageUse::Post),
        Some("avatar") => Ok(ImageUse::Avatar),
        Some(_) => Err(ApiError::field("purpose", "This must be post or avatar.")),
    }
}

fn refusal(error: FileError) -> ApiError {
    match error {
        FileError::TooLarge { .. } => ApiError::too_large(error.to_string()).about("file", error.to_string()),
        _ => ApiError::field("file", error),
    }
}

fn describe(id: String, image: &Image) -> Result<Upload, ApiError> {
    let (folder, purpose) = match image.purpose {
        ImageUse::Post => ("posts/", "post"),
        ImageUse::Avatar => ("avatars/", "avatar"),
    };
    let name = ids::secret(folder).map_err(ApiError::internal)?;
    Ok(Upload {
        id,
        path: format!("{name}.{}", image.kind.extension()),
        kind: "IMAGE".to_owned(),
        purpose: purpose.to_owned(),
        content_type: image.kind.content_type().to_owned(),
        size: i64::try_from(image.bytes.len()).map_err(ApiError::internal)?,
        dimensions: Some(image.dimensions),
    })
}
