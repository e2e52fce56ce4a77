//! Uploads and the media of posts (skill.md, "Uploads & Media").

use serde_json::Value;

use crate::decode::Fields;
use crate::id::MediaId;
use crate::{Auth, Body, Decode, DecodeError, Method, Operation, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<UploadImage>(),
    OperationInfo::new("upload_video", Method::Post, "/api/upload/video", Auth::Bearer),
    OperationInfo::new("media", Method::Get, "/api/upload", Auth::Bearer),
    OperationInfo::new("delete_media", Method::Delete, "/api/upload", Auth::Bearer),
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

/// A stored file.
#[derive(Clone, Debug, PartialEq)]
pub struct Uploaded {
    /// Id to attach it by.
    pub id: MediaId,
    /// Where it is served.
    pub url: Option<String>,
    /// Content type.
    pub content_type: Option<String>,
    /// Bytes.
    pub size: Option<u64>,
}

/// Accepts `id`, `media_id`, `mediaId` and an object under `media`.
impl Decode for Uploaded {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        const ID: &[&str] = &["id", "media_id", "mediaId"];
        let missing = DecodeError::missing("media id");
        let outer = Fields::of(json).ok_or(missing.clone())?;
        let fields = outer.object(&["media", "data", "file"]).unwrap_or(outer);
        let id = fields.id(ID).or_else(|| outer.id(ID)).and_then(|id| MediaId::parse(&id));
        Ok(Self {
            id: id.ok_or(missing)?,
            url: fields.text(&["url", "mediaUrl"]),
            content_type: fields.text(&["contentType", "mimeType"]),
            size: fields.count(&["size"]),
        })
    }
}

/// A picture or video of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct PostMedia {
    /// Where it is served.
    pub url: String,
    /// Width and height in pixels, when the service sends them.
    pub width: Option<u64>,
    /// See `width`.
    pub height: Option<u64>,
    /// Description for those who do not see it, when the service sends one.
    pub alt: Option<String>,
}

/// A bare address, or an object with one.
impl Decode for PostMedia {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("media url");
        if let Some(url) = json.as_str() {
            return Ok(Self { url: url.to_owned(), width: None, height: None, alt: None });
        }
        let fields = Fields::of(json).ok_or(missing.clone())?;
        Ok(Self {
            url: fields.filled(&["url", "mediaUrl", "src"]).ok_or(missing)?,
            width: fields.count(&["width"]).filter(|&n| n > 0),
            height: fields.count(&["height"]).filter(|&n| n > 0),
            alt: fields.filled(&["alt", "altText", "description"]),
        })
    }
}
