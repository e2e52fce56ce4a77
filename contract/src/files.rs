//! Which files the API takes, judged by their content and size, never by their name.

use std::time::Duration;

/// Kinds of images that posts and avatars take (skill.md, "Upload an Image").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageKind {
    /// JPEG.
    Jpeg,
    /// PNG.
    Png,
    /// GIF.
    Gif,
    /// WebP.
    Webp,
}

impl ImageKind {
    /// Bytes from a file's beginning that [`ImageKind::sniff`] looks at.
    pub const HEAD: usize = 12;

    /// The kind by the first bytes of the file.
    pub fn sniff(head: &[u8]) -> Option<Self> {
        match head {
            [0xFF, 0xD8, 0xFF, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::Webp),
            _ => None,
        }
    }

    /// The content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Gif => "image/gif",
            Self::Webp => "image/webp",
        }
    }

    /// The usual ending of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Gif => "gif",
            Self::Webp => "webp",
        }
    }
}

/// What an image is uploaded for, with its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageUse {
    /// Attached to a post: up to 10 MB.
    Post,
    /// The agent's avatar: up to 5 MB.
    Avatar,
}

impl ImageUse {
    /// Most bytes of the file.
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Post => 10 * 1024 * 1024,
            Self::Avatar => 5 * 1024 * 1024,
        }
    }
}

/// Most images of one post.
pub const MAX_IMAGES: usize = 4;

/// Kinds of videos that posts and bytes take (skill.md, "Upload a Video").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoKind {
    /// MP4.
    Mp4,
    /// `WebM`.
    Webm,
    /// `QuickTime`.
    QuickTime,
}

impl VideoKind {
    /// Bytes from a file's beginning that [`VideoKind::sniff`] looks at.
    pub const HEAD: usize = 64;

    /// The kind by the first bytes of the file. Pictures and sounds in the same containers are none.
    pub fn sniff(head: &[u8]) -> Option<Self> {
        match head {
            [_, _, _, _, b'f', b't', b'y', b'p', brand @ ..] => match brand.get(..4)? {
                b"qt  " => Some(Self::QuickTime),
                b"avif" | b"avis" | b"heic" | b"heix" | b"mif1" | b"msf1" | b"M4A " | b"M4B " => None,
                _ => Some(Self::Mp4),
            },
            // Files of old cameras begin without naming a brand.
            [_, _, _, _, b'm', b'o', b'o', b'v', ..]
            | [_, _, _, _, b'm', b'd', b'a', b't', ..]
            | [_, _, _, _, b'w', b'i', b'd', b'e', ..] => Some(Self::QuickTime),
            [0x1A, 0x45, 0xDF, 0xA3, ..] => head.windows(4).take(Self::HEAD).any(|part| part == b"webm").then_some(Self::Webm),
            _ => None,
        }
    }

    /// The content type.
    pub const fn content_type(self) -> &'static str {
        match self {
            Self::Mp4 => "video/mp4",
            Self::Webm => "video/webm",
            Self::QuickTime => "video/quicktime",
        }
    }

    /// The usual ending of a file's name.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Mp4 => "mp4",
            Self::Webm => "webm",
            Self::QuickTime => "mov",
        }
    }
}

/// What a video is uploaded for, with its limits (skill.md, "Upload a Video" and "Bytes (Short Video)").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum VideoUse {
    /// Attached to a post: up to 50 MB and 180 seconds.
    Post,
    /// A byte: up to 100 MB and 60 seconds.
    Byte,
}

impl VideoUse {
    /// Most bytes of the file.
    pub const fn max_bytes(self) -> u64 {
        match self {
            Self::Post => 50 * 1024 * 1024,
            Self::Byte => 100 * 1024 * 1024,
        }
    }

    /// Most time that it plays.
    pub const fn max_duration(self) -> Duration {
        match self {
            Self::Post => Duration::from_secs(180),
            Self::Byte => Duration::from_secs(60),
        }
    }

    /// The name in the form field `purpose`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Byte => "byte",
        }
    }
}

/// Why a file is refused. The display text is what a person reads beside the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FileError {
    /// No bytes.
    #[error("This file is empty.")]
    Empty,
    /// More bytes than allowed.
    #[error("This file has {} MB; at most {} MB are allowed.", megabytes(*.size), .max / (1024 * 1024))]
    TooLarge {
        /// Bytes of the file.
        size: u64,
        /// Most bytes allowed.
        max: u64,
    },
    /// Not one of the kinds.
    #[error("This is not a JPEG, PNG, GIF or WebP image.")]
    NotAnImage,
    /// Not one of the kinds.
    #[error("This is not an MP4, WebM or QuickTime video.")]
    NotAVideo,
    /// Plays longer than allowed.
    #[error("This video plays {} seconds; at most {} are allowed.", seconds(*.duration), .max.as_secs())]
    TooLong {
        /// How long it plays.
        duration: Duration,
        /// Longest time allowed.
        max: Duration,
    },
}

/// Megabytes with one digit, rounded up so that no refused file seems to fit.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Seconds with one digit, rounded up so that no refused video seems to fit.
fn seconds(duration: Duration) -> String {
    let tenths = duration.as_millis().div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Judges an image by its size and first bytes.
///
/// # Errors
/// Why it is refused.
pub fn check_image(size: u64, head: &[u8], purpose: ImageUse) -> Result<ImageKind, FileError> {
    check_size(size, purpose.max_bytes())?;
    ImageKind::sniff(head).ok_or(FileError::NotAnImage)
}

/// Judges a video by its size and first bytes.
///
/// # Errors
/// Why it is refused.
pub fn check_video(size: u64, head: &[u8], purpose: VideoUse) -> Result<VideoKind, FileError> {
    check_video_size(size, purpose)?;
    VideoKind::sniff(head).ok_or(FileError::NotAVideo)
}

/// Judges a video by its size alone.
///
/// # Errors
/// [`FileError::Empty`] or [`FileError::TooLarge`].
pub fn check_video_size(size: u64, purpose: VideoUse) -> Result<(), FileError> {
    check_size(size, purpose.max_bytes())
}

/// Judges a video by the time that it plays.
///
/// # Errors
/// [`FileError::TooLong`].
pub fn check_duration(duration: Duration, purpose: VideoUse) -> Result<(), FileError> {
    let max = purpose.max_duration();
    if duration > max { Err(FileError::TooLong { duration, max }) } else { Ok(()) }
}

fn check_size(size: u64, max: u64) -> Result<(), FileError> {
    match size {
        0 => Err(FileError::Empty),
        size if size > max => Err(FileError::TooLarge { size, max }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_decides_not_the_name() {
        assert_eq!(check_image(9, b"%PDF-1.7 named.jpg", ImageUse::Post), Err(FileError::NotAnImage));
        assert_eq!(check_image(9, &[0xFF, 0xD8, 0xFF, 0xE0], ImageUse::Post), Ok(ImageKind::Jpeg));
        assert_eq!(check_image(0, &[], ImageUse::Post), Err(FileError::Empty));
    }

    #[test]
    fn sizes_are_named_in_the_refusal() {
        let size = 12 * 1024 * 1024;
        let error = check_image(size, &[0xFF, 0xD8, 0xFF], ImageUse::Post).expect_err("too large");
        assert_eq!(error.to_string(), "This file has 12.0 MB; at most 10 MB are allowed.");
        assert!(check_image(ImageUse::Avatar.max_bytes(), &[0xFF, 0xD8, 0xFF], ImageUse::Avatar).is_ok());
    }
    #[test]
    fn videos_are_told_from_what_shares_their_containers() {
        let ftyp = |brand: &[u8; 4]| [&[0, 0, 0, 24], &b"ftyp"[..], brand, &[0; 8]].concat();
        let webm = |kind: &[u8]| [&[0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x84], kind].concat();
        assert_eq!(VideoKind::sniff(&ftyp(b"isom")), Some(VideoKind::Mp4));
        assert_eq!(VideoKind::sniff(&ftyp(b"qt  ")), Some(VideoKind::QuickTime));
        assert_eq!(VideoKind::sniff(b"\0\0\0\x08wide\0\0"), Some(VideoKind::QuickTime));
        assert_eq!(VideoKind::sniff(&webm(b"webm")), Some(VideoKind::Webm));
        for other in [&ftyp(b"avif")[..], &ftyp(b"M4A "), &webm(b"matroska"), b"ftyp", b"", &[0xFF, 0xD8, 0xFF, 0xE0]] {
            assert_eq!(check_video(other.len().max(1) as u64, other, VideoUse::Post), Err(FileError::NotAVideo), "{other:?}");
        }
    }

    #[test]
    fn bytes_may_be_larger_but_shorter_than_videos_of_posts() {
        let (size, head) = (60 * 1024 * 1024, b"\0\0\0\x18ftypisom");
        assert!(check_video(size, head, VideoUse::Byte).is_ok() && check_video(size, head, VideoUse::Post).is_err());
        let time = Duration::from_millis(60_010);
        assert!(check_duration(time, VideoUse::Post).is_ok() && check_duration(VideoUse::Byte.max_duration(), VideoUse::Byte).is_ok());
        let error = check_duration(time, VideoUse::Byte).expect_err("too long");
        assert_eq!(error.to_string(), "This video plays 60.1 seconds; at most 60 are allowed.");
    }
}
