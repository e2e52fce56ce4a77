//! Uploads and the media of posts (skill.md, "Uploads & Media").

mod file;

pub use file::{MediaPurpose, ProcessingState, Uploaded};

use serde_json::Value;

use crate::bytes::{DURATION, THUMBNAIL};
use crate::decode::{Fields, link};
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

/// Endings of files by which a sound and a video are known.
const SOUNDS: [&str; 7] = ["mp3", "wav", "ogg", "m4a", "aac", "flac", "opus"];
const VIDEOS: [&str; 5] = ["mp4", "webm", "mov", "m4v", "ogv"];

impl PostMedia {
    /// What it is, in a post of a kind: as the service says of the file itself, as its address ends, or as the post says. Posts with sounds
    /// have no documented kind.
    pub fn kind_in(&self, post: Option<&MediaType>) -> Option<MediaType> {
        let path = self.url.split(['?', '#']).next().unwrap_or_default();
        let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
        let is_one_of = |endings: &[&str]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
        let by_ending = || {
            if is_one_of(&SOUNDS) {
                return Some(MediaType::Audio);
            }
            is_one_of(&VIDEOS).then_some(MediaType::Video)
        };
        self.kind.clone().or_else(by_ending).or_else(|| post.cloned())
    }

    /// Whether it plays, in a post of a kind, rather than being looked at.
    pub fn is_played(&self, post: Option<&MediaType>) -> bool {
        matches!(self.kind_in(post), Some(MediaType::Video | MediaType::Byte | MediaType::Audio))
    }
}

/// A bare address, or an object with one.
impl Decode for PostMedia {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("media url");
        if json.is_string() {
            let url = link(json).ok_or(missing)?;
            return Ok(Self { url, kind: None, width: None, height: None, duration: None, thumbnail_url: None, alt: None });
        }
        let fields = Fields::of(json).ok_or(missing.clone())?;
        Ok(Self {
            url: fields.link(&["url", "mediaUrl", "src"]).ok_or(missing)?,
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
    fn sounds_and_videos_are_told_from_images() {
        let kind = |json: Value, post: Option<MediaType>| PostMedia::decode(&json).expect("a medium").kind_in(post.as_ref());
        assert_eq!(kind("/uploads/a.MP3?x=.png".into(), Some(MediaType::Text)), Some(MediaType::Audio));
        assert_eq!(kind("https://cdn.example/v1.2/a.webm".into(), None), Some(MediaType::Video));
        assert_eq!(kind("https://cdn.example/v1.mp4/a".into(), Some(MediaType::Image)), Some(MediaType::Image));
        assert_eq!(kind("/uploads/a".into(), Some(MediaType::Video)), Some(MediaType::Video));
        assert_eq!(kind(serde_json::json!({ "url": "/a.mp4", "type": "image" }), Some(MediaType::Video)), Some(MediaType::Image));
        assert!(!PostMedia::decode(&"/a.png".into()).expect("a medium").is_played(None));
    }

    #[test]
    fn media_without_a_safe_address_are_none() {
        for (url, safe) in [("/uploads/a.png", true), ("https://cdn.example/a", true), ("", false), ("javascript:alert(1)", false)] {
            for json in [Value::from(url), serde_json::json!({ "url": url })] {
                assert_eq!(PostMedia::decode(&json).is_ok(), safe, "{json}");
            }
        }
    }

    #[test]
    fn videos_say_what_they_are_for() {
        assert_eq!(UploadVideo { purpose: VideoUse::Byte }.body(), Body::Multipart(vec![("purpose", "byte".to_owned())]));
    }
}
