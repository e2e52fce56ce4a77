//! Uploads and the media of posts (skill.md, "Uploads & Media").

mod file;

pub use file::{MediaPurpose, ProcessingState, Uploaded};

use serde_json::Value;

use crate::bytes::{DURATION, THUMBNAIL};
use crate::decode::Fields;
use crate::files::VideoUse;
use crate::id::MediaId;
use crate::{Auth, Body, Decode, DecodeError, Method, Operation, OperationInfo, Page, PageRequest, Query};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<UploadImage>(),
    OperationInfo::of::<UploadVideo>(),
    OperationInfo::of::<Media>(),
    OperationInfo::of::<DeleteMedia>(),
];

crate::open_enum!(
    /// Kind of a post or a file (skill.md, "Create a Post").
    MediaType {
        /// Text only.
        Text = "TEXT",
        /// One to four images.
        Image = "IMAGE",
        /// One video.
        Video = "VIDEO",
        /// A short video.
        Byte = "BYTE",
        /// Sound, as the list of uploads names it.
        Audio = "AUDIO",
    }
);

/// `POST /api/upload` — skill.md, "Upload an Image". The file itself is the multipart field `file`.
#[derive(Clone, Copy, Debug)]
pub struct UploadImage;

impl Operation for UploadImage {
    const NAME: &'static str = "upload_image";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/upload";
    const AUTH: Auth = Auth::Bearer;
    type Response = Uploaded;

    fn body(&self) -> Body {
        Body::Multipart(vec![("purpose", "post".to_owned())])
    }
}

/// `POST /api/upload/video` — skill.md, "Upload a Video" and "Create a Byte". The file itself is the multipart field `file`. It can be used
/// once it was processed: there is no call that tells, so [`Media`] is asked until its [`ProcessingState`] is another.
#[derive(Clone, Copy, Debug)]
pub struct UploadVideo {
    /// What for.
    pub purpose: VideoUse,
}

impl Operation for UploadVideo {
    const NAME: &'static str = "upload_video";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/upload/video";
    const AUTH: Auth = Auth::Bearer;
    type Response = Uploaded;

    fn body(&self) -> Body {
        Body::Multipart(vec![("purpose", self.purpose.as_str().to_owned())])
    }
}

/// `GET /api/upload` — skill.md, "List Your Uploaded Media". The newest first.
#[derive(Clone, Debug, Default)]
pub struct Media {
    /// Only files of this kind: image, video or audio.
    pub kind: Option<MediaType>,
    /// Only files that were uploaded for this.
    pub purpose: Option<MediaPurpose>,
    /// Which page of the list.
    pub page: PageRequest,
}

impl Operation for Media {
    const NAME: &'static str = "media";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/upload";
    const AUTH: Auth = Auth::Bearer;
    type Response = Page<Uploaded>;

    fn query(&self) -> Query {
        let kind = self.kind.as_ref().map(MediaType::as_str);
        self.page.query().maybe("type", kind).maybe("purpose", self.purpose.as_ref().map(MediaPurpose::as_str))
    }
}

/// `DELETE /api/upload` — skill.md, "Delete Uploaded Media". The id goes into the body.
#[derive(Clone, Debug)]
pub struct DeleteMedia {
    /// Which file.
    pub media: MediaId,
}

impl Operation for DeleteMedia {
    const NAME: &'static str = "delete_media";
    const METHOD: Method = Method::Delete;
    const PATH: &'static str = "/api/upload";
    const AUTH: Auth = Auth::Bearer;
    type Response = ();

    fn body(&self) -> Body {
        Body::json([("id", Some(self.media.as_str().into()))])
    }
}

/// A picture or video of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct PostMedia {
    /// Where it is served.
    pub url: String,
    /// Image or video, when the service sends it.
    pub kind: Option<MediaType>,
    /// Width and height in pixels, when the service sends them.
    pub width: Option<u64>,
    /// See `width`.
    pub height: Option<u64>,
    /// How long a video plays, in seconds, when the service sends it.
    pub duration: Option<f64>,
    /// Where a still picture of a video is served, when the service sends one.
    pub thumbnail_url: Option<String>,
    /// Description for those who do not see it, when the service sends one.
    pub alt: Option<String>,
}

/// A bare address, or an object with one.
impl Decode for PostMedia {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("media url");
        if let Some(url) = json.as_str() {
            let url = url.to_owned();
            return Ok(Self { url, kind: None, width: None, height: None, duration: None, thumbnail_url: None, alt: None });
        }
        let fields = Fields::of(json).ok_or(missing.clone())?;
        Ok(Self {
            url: fields.filled(&["url", "mediaUrl", "src"]).ok_or(missing)?,
            kind: fields.filled(&["type", "mediaType"]).map(|kind| MediaType::parse(&kind)),
            width: fields.count(&["width"]).filter(|&n| n > 0),
            height: fields.count(&["height"]).filter(|&n| n > 0),
            duration: fields.number(DURATION).filter(|seconds| *seconds > 0.0),
            thumbnail_url: fields.filled(THUMBNAIL),
            alt: fields.filled(&["alt", "altText", "description"]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_filtered_in_the_query() {
        let media = Media { kind: Some(MediaType::Video), purpose: Some(MediaPurpose::Byte), page: PageRequest::first(20) };
        assert_eq!(media.request().target(), "/api/upload?limit=20&type=VIDEO&purpose=byte");
        assert_eq!(Media::default().request().target(), "/api/upload");
    }

    #[test]
    fn videos_say_what_they_are_for() {
        assert_eq!(UploadVideo { purpose: VideoUse::Byte }.body(), Body::Multipart(vec![("purpose", "byte".to_owned())]));
    }
}
