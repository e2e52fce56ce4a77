//! Reading a form with a file, whatever its size: what is too large is counted to its end and dropped, so that the answer can tell how
//! large it is.

use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use multer::{Field, Multipart};

use crate::{ApiError, body};

/// Most bytes of a text field.
const TEXT_MAX: usize = 1024;

/// A form with one file.
#[derive(Debug, Default)]
pub struct FileForm {
    /// The field `file`, if it was there.
    pub file: Option<File>,
    /// The field `purpose`.
    pub purpose: Option<String>,
}

/// A file as it was received.
#[derive(Debug, Default)]
pub struct File {
    /// How many bytes were sent.
    pub size: u64,
    /// The bytes; none beyond the limit.
    pub bytes: Vec<u8>,
}

impl FileForm {
    /// Reads the form, keeping at most `max` bytes of the file.
    ///
    /// # Errors
    /// 400 for anything that is no such form, 413 for one that does not end.
    pub async fn read(request: Request, max: u64) -> Result<Self, ApiError> {
        let content_type = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let boundary = multer::parse_boundary(content_type)
            .map_err(|_| ApiError::bad_request("invalid_body", "Send the file as multipart/form-data."))?;
        let mut parts = Multipart::new(request.into_body().into_data_stream(), boundary);
        let mut form = Self::default();
        while let Some(mut part) = parts.next_field().await.map_err(unreadable)? {
            match part.name() {
                Some("file") if form.file.is_none() => form.file = Some(file(&mut part, max).await?),
                Some("purpose") => {
                    form.purpose = Some(String::from_utf8_lossy(&file(&mut part, TEXT_MAX as u64).await?.bytes).into_owned());
                }
                _ => drop(file(&mut part, 0).await?),
            }
        }
        Ok(form)
    }
}

/// A field's bytes, kept as long as they are within the limit.
async fn file(part: &mut Field<'_>, max: u64) -> Result<File, ApiError> {
    let mut file = File::default();
    while let Some(chunk) = part.chunk().await.map_err(unreadable)? {
        file.size += chunk.len() as u64;
        if file.size > body::DROPPED_MAX {
            return Err(ApiError::too_large("This file is far too large."));
        }
        if file.size <= max {
            file.bytes.extend_from_slice(&chunk);
        } else {
            file.bytes = Vec::new();
        }
    }
    Ok(file)
}

fn unreadable(error: multer::Error) -> ApiError {
    ApiError::bad_request("invalid_body", format!("The form could not be read: {error}."))
}
