//! Which files the API takes, judged by their content and size, never by their name.

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
}

/// Megabytes with one digit, rounded up so that no refused file seems to fit.
fn megabytes(bytes: u64) -> String {
    let tenths = (bytes * 10).div_ceil(1024 * 1024);
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// Judges an image by its size and first bytes.
///
/// # Errors
/// Why it is refused.
pub fn check_image(size: u64, head: &[u8], purpose: ImageUse) -> Result<ImageKind, FileError> {
    let max = purpose.max_bytes();
    match size {
        0 => Err(FileError::Empty),
        size if size > max => Err(FileError::TooLarge { size, max }),
        _ => ImageKind::sniff(head).ok_or(FileError::NotAnImage),
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
}
