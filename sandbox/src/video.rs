//! What a video file says of itself: how long it plays and how large its picture is, read from its boxes without decoding a frame.

mod mp4;
mod webm;

use std::time::Duration;

use contract::files::VideoKind;

/// What is known of a video.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Video {
    /// How long it plays.
    pub duration: Duration,
    /// Width of the picture in pixels.
    pub width: u32,
    /// Height of the picture in pixels.
    pub height: u32,
    /// Whether all of the file is there; one that breaks off can be described, but not be processed.
    pub is_whole: bool,
}

/// Why a video cannot be used. The display text is what a person reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum VideoError {
    /// Its structure cannot be read.
    #[error("This video is damaged.")]
    Damaged,
    /// It has no track of pictures.
    #[error("This file has no picture.")]
    NoPicture,
    /// It does not say how long it plays.
    #[error("This video does not say how long it plays.")]
    NoDuration,
}

/// Reads a video of a kind that its first bytes told.
///
/// # Errors
/// Why it cannot be used.
pub fn read(kind: VideoKind, file: &[u8]) -> Result<Video, VideoError> {
    let video = match kind {
        VideoKind::Mp4 | VideoKind::QuickTime => mp4::read(file),
        VideoKind::Webm => webm::read(file),
    }?;
    match video {
        Video { width: 0, .. } | Video { height: 0, .. } => Err(VideoError::NoPicture),
        Video { duration: Duration::ZERO, .. } => Err(VideoError::NoDuration),
        video => Ok(video),
    }
}

/// The big-endian number of the first bytes at an offset.
fn number<const N: usize>(bytes: &[u8], offset: usize) -> Option<u64> {
    let bytes = bytes.get(offset..)?.get(..N)?;
    Some(bytes.iter().fold(0, |number, &byte| (number << 8) | u64::from(byte)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MP4: &[u8] = include_bytes!("seed/clips/rollout.mp4");
    const WEBM: &[u8] = include_bytes!("seed/clips/shortwave.webm");

    fn describes(kind: VideoKind, file: &[u8]) -> (u128, u32, u32, bool) {
        let video = read(kind, file).expect("a video");
        (video.duration.as_millis(), video.width, video.height, video.is_whole)
    }

    #[test]
    fn both_containers_are_read() {
        assert_eq!(describes(VideoKind::Mp4, MP4), (5_000, 180, 320, true));
        assert_eq!(describes(VideoKind::QuickTime, MP4), (5_000, 180, 320, true));
        assert_eq!(describes(VideoKind::Webm, WEBM), (5_000, 320, 180, true));
    }

    #[test]
    fn files_that_break_off_are_described_but_not_whole() {
        assert_eq!(describes(VideoKind::Mp4, &MP4[..MP4.len() - 100]), (5_000, 180, 320, false));
        assert_eq!(describes(VideoKind::Webm, &WEBM[..WEBM.len() - 100]), (5_000, 320, 180, false));
        assert_eq!(read(VideoKind::Mp4, &MP4[..400]), Err(VideoError::Damaged));
        assert_eq!(read(VideoKind::Webm, &WEBM[..60]), Err(VideoError::NoPicture));
    }

    #[test]
    fn other_files_are_refused() {
        assert_eq!(read(VideoKind::Mp4, WEBM), Err(VideoError::Damaged));
        assert_eq!(read(VideoKind::Webm, MP4), Err(VideoError::Damaged));
        assert_eq!(read(VideoKind::Mp4, b""), Err(VideoError::Damaged));
    }

    proptest! {
        #[test]
        fn no_file_makes_a_reader_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), cut in 0_usize..1_000, at in 0_usize..1_000, byte: u8) {
            for (kind, file) in [(VideoKind::Mp4, MP4), (VideoKind::Webm, WEBM)] {
                let _ = read(kind, &bytes);
                let _ = read(kind, &file[..cut]);
                let mut changed = file.to_vec();
                changed[at] = byte;
                let _ = read(kind, &changed);
            }
        }
    }
}
