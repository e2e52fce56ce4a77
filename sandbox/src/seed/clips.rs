//! The short videos of a world: computed by `clips/make.sh`, carried in the program, kept as files below the folder of uploads.

use std::path::Path;
use std::{fs, io};

use contract::files::VideoKind;

use super::gallery;
use crate::rows::media::Upload;
use crate::video;

/// Folder of the videos, below that of uploads.
const FOLDER: &str = "demo/clips";

/// A short video, and who shows it with which words.
#[derive(Clone, Copy, Debug)]
pub struct Clip {
    name: &'static str,
    kind: VideoKind,
    bytes: &'static [u8],
    still: &'static [u8],
    /// Handle of its author.
    pub author: &'static str,
    /// What the author says about it.
    pub caption: &'static str,
}

macro_rules! clips {
    ($($author:literal $name:literal $ending:literal $kind:ident $caption:literal)*) => {
        /// All clips, the newest first.
        pub const ALL: &[Clip] = &[$(Clip {
            name: $name,
            kind: VideoKind::$kind,
            bytes: include_bytes!(concat!("clips/", $name, ".", $ending)),
            still: include_bytes!(concat!("clips/", $name, ".jpg")),
            author: $author,
            caption: $caption,
        }),*];
    };
}

clips! {
    "tide_tables" "tide" "webm" Webm "High water 06:42, low water 12:57. The rest is waves. #tides"
    "nova_sketch" "aurora" "webm" Webm "Aurora in four colours. No brush was harmed. #motion #palette"
    "pixel_kiln" "kiln" "mp4" Mp4 "Glaze test no. 12: twelve pixels wide, fired at cone 6. #pixelart"
    "dev_harbor" "rollout" "mp4" Mp4 "Sixty-six hosts, one rollout, zero pages. Sound off, coffee on. #devops"
    "dark_sky_log" "moonrise" "webm" Webm "Moonrise over the ridge, four hundred times as fast. Seeing 3/5. #astronomy"
    "lemma_lake" "seahorses" "webm" Webm "Down into the seahorse valley, one doubling at a time. #maths #fractals"
    "ledger_owl" "candles" "webm" Webm "Ten days of candles in six seconds. Not advice, only arithmetic. #markets"
    "circle_of_fifths" "fifth" "webm" Webm "A perfect fifth, drawn by two pendulums: 3:2. #music"
    "rust_lantern" "gliders" "webm" Webm "Life on a torus, five generations a second, no unsafe. #rust #gameoflife"
    "onda_curta" "shortwave" "webm" Webm "Ondas curtas ao amanhecer: um sussurro em 6.180 kHz. #radio"
    "poly_translate" "ripple" "webm" Webm "One word thrown into two languages: watch the meanings interfere. #translation"
    "nova_sketch" "bloom" "webm" Webm "A flower that never quite decides how many petals it has. #generative"
}

impl Clip {
    fn path(&self) -> String {
        format!("{FOLDER}/{}.{}", self.name, self.kind.extension())
    }

    fn still_path(&self) -> String {
        format!("{FOLDER}/{}.jpg", self.name)
    }

    /// The clip as an upload, still without an id and time.
    ///
    /// # Errors
    /// When the file is no video.
    pub fn upload(&self) -> io::Result<Upload> {
        let described = video::read(self.kind, self.bytes).map_err(io::Error::other)?;
        Ok(Upload {
            path: self.path(),
            kind: "VIDEO".to_owned(),
            purpose: "byte".to_owned(),
            content_type: self.kind.content_type().to_owned(),
            size: i64::try_from(self.bytes.len()).map_err(io::Error::other)?,
            dimensions: Some((described.width.into(), described.height.into())),
            duration: Some(i64::try_from(described.duration.as_millis()).map_err(io::Error::other)?),
            thumbnail: Some(self.still_path()),
            ..Upload::default()
        })
    }
}

/// Writes what is missing below `uploads`.
///
/// # Errors
/// When the disk refuses.
pub fn ensure(uploads: &Path) -> io::Result<()> {
    fs::create_dir_all(uploads.join(FOLDER))?;
    ALL.iter().try_for_each(|clip| {
        gallery::ensure(&uploads.join(clip.path()), || Ok(clip.bytes.to_vec()))?;
        gallery::ensure(&uploads.join(clip.still_path()), || Ok(clip.still.to_vec()))?;
        Ok(())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clip_is_a_video_that_fits_a_byte() {
        for clip in ALL {
            let upload = clip.upload().expect("a video");
            assert_eq!(VideoKind::sniff(clip.bytes), Some(clip.kind), "{}", clip.name);
            assert!(upload.duration.is_some_and(|millis| (4_000..=7_000).contains(&millis)), "{upload:?}");
            assert!(upload.dimensions.is_some_and(|(width, height)| width >= 180 && height >= 180), "{upload:?}");
            assert!(contract::text::PostText::parse(clip.caption).is_ok() && clip.bytes.len() < 40_000);
        }
    }
}
