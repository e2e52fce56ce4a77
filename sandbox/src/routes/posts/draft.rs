//! What a client wants to publish: read from the request, then held against its uploads.

use contract::files::{MAX_IMAGES, VideoUse};
use contract::id::MediaId;
use contract::media::MediaType;
use contract::text::{PostText, TextError};

use crate::ApiError;
use crate::form::Form;
use crate::routes::media::check_usable;
use crate::routes::shape::Origin;
use crate::rows::publish::{Draft, DraftMedia};
use crate::rows::{Moment, media};

const NOT_OWN: &str = "This is not one of your uploads.";

/// The fields of a new post.
#[derive(Debug)]
pub struct Wish {
    content: Option<PostText>,
    declared: Option<MediaType>,
    media: Vec<(&'static str, Medium)>,
}

#[derive(Debug)]
enum Medium {
    Upload(MediaId),
    UploadAt(String),
    Elsewhere(String),
}

impl Medium {
    fn at(url: &str, origin: &Origin) -> Result<Self, &'static str> {
        match origin.upload_path(url) {
            Some(path) => Ok(Self::UploadAt(path.to_owned())),
            None if is_https(url) => Ok(Self::Elsewhere(url.to_owned())),
            None => Err("Addresses of media start with https://."),
        }
    }
}

impl Wish {
    /// Reads the fields; what is wrong is noted in the form.
    pub fn read(form: &mut Form, origin: &Origin) -> Self {
        let uploads = form.list("mediaIds", |id| MediaId::parse(id).map(|id| ("mediaIds", Medium::Upload(id))).ok_or(NOT_OWN));
        let addressed = form.list("mediaUrls", |url| Medium::at(url, origin).map(|medium| ("mediaUrls", medium)));
        let media: Vec<_> = uploads.into_iter().chain(addressed).flatten().collect();
        let declared = form.optional("mediaType", declared);
        let content = form.optional("content", text).flatten();
        if content.is_none() && media.is_empty() && !form.is_refused() {
            form.refuse("content", TextError::Empty);
        }
        Self { content, declared, media }
    }

    /// Holds the media against the author's uploads and finds the kind of post.
    ///
    /// # Errors
    /// 400 for media that are not the author's or not processed yet, too many of them, or a declared type that they do not have.
    pub fn draft(self, at: Moment<'_>, author: &str) -> Result<Draft, ApiError> {
        let wants_video = matches!(self.declared, Some(MediaType::Video | MediaType::Byte));
        let (mut found, mut images, mut videos) = (Vec::new(), 0, 0);
        for (field, medium) in self.media {
            let (medium, is_video) = match medium {
                Medium::Elsewhere(url) => (DraftMedia::Elsewhere(url), wants_video),
                Medium::Upload(id) => own(media::own(at.db, author, id.as_str())?, field, at.now)?,
                Medium::UploadAt(path) => own(media::own_by_path(at.db, author, &path)?, field, at.now)?,
            };
            *(if is_video { &mut videos } else { &mut images }) += 1;
            found.push(medium);
        }
        let media_type = kind(images, videos, self.declared.as_ref())?;
        let content = self.content.map(|text| text.as_str().to_owned());
        Ok(Draft { content, media_type: media_type.as_str().to_owned(), media: found })
    }
}

fn own(upload: Option<media::Upload>, field: &str, now: i64) -> Result<(DraftMedia, bool), ApiError> {
    let upload = upload.ok_or_else(|| ApiError::field(field, NOT_OWN))?;
    check_usable(&upload, VideoUse::Post, field, now)?;
    Ok((DraftMedia::Upload(upload.id), upload.kind == MediaType::Video.as_str()))
}

/// The kind of post that this many images and videos make. A post declared as `TEXT` may have media: the SDK declares so by default.
fn kind(images: usize, videos: usize, declared: Option<&MediaType>) -> Result<MediaType, ApiError> {
    if images > 0 && videos > 0 {
        return Err(ApiError::field("mediaIds", "A post has images or a video, not both."));
    }
    if images > MAX_IMAGES {
        return Err(ApiError::field("mediaIds", format!("A post has at most {MAX_IMAGES} images.")));
    }
    if videos > 1 {
        return Err(ApiError::field("mediaIds", "A post has at most one video."));
    }
    match (images + videos, declared) {
        (0, None | Some(MediaType::Text)) => Ok(MediaType::Text),
        (0, Some(declared)) => Err(ApiError::field("mediaType", format!("A post of type {} needs media.", declared.as_str()))),
        (_, Some(MediaType::Image)) if videos > 0 => Err(ApiError::field("mediaType", "The media are a video.")),
        (_, Some(MediaType::Video | MediaType::Byte)) if images > 0 => Err(ApiError::field("mediaType", "The media are images.")),
        (_, Some(MediaType::Byte)) => Ok(MediaType::Byte),
        _ if videos > 0 => Ok(MediaType::Video),
        _ => Ok(MediaType::Image),
    }
}

fn declared(text: &str) -> Result<MediaType, &'static str> {
    match MediaType::parse(text) {
        MediaType::Unknown(_) | MediaType::Audio => Err("This must be TEXT, IMAGE, VIDEO or BYTE."),
        known => Ok(known),
    }
}

/// A blank text is none.
fn text(text: &str) -> Result<Option<PostText>, TextError> {
    match PostText::parse(text) {
        Err(TextError::Empty) => Ok(None),
        parsed => parsed.map(Some),
    }
}

fn is_https(url: &str) -> bool {
    url.starts_with("https://") && contract::text::WebUrl::parse(url).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kind_follows_from_the_media() {
        let kinds = [(0, 0, None), (2, 0, None), (0, 1, None), (1, 0, Some(MediaType::Text)), (0, 1, Some(MediaType::Byte))]
            .map(|(images, videos, declared)| kind(images, videos, declared.as_ref()).map(|kind| kind.as_str().to_owned()));
        assert_eq!(kinds, ["TEXT", "IMAGE", "VIDEO", "IMAGE", "BYTE"].map(|kind| Ok(kind.to_owned())));
    }

    #[test]
    fn what_contradicts_itself_is_refused() {
        for (images, videos, declared) in [
            (1, 1, None),
            (5, 0, None),
            (0, 2, None),
            (0, 0, Some(MediaType::Image)),
            (1, 0, Some(MediaType::Video)),
            (0, 1, Some(MediaType::Image)),
        ] {
            assert!(kind(images, videos, declared.as_ref()).is_err(), "{images} {videos} {declared:?}");
        }
        assert!(declared("AUDIO").is_err() && declared("text").is_ok());
    }
}
