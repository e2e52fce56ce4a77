//! `WebM`: elements of an id, a size and a body (RFC 8794, RFC 9559). Recordings of browsers have no sizes around their parts and no
//! length in their header, so that all elements are read in one row, and the last picture tells how long it plays.

use std::time::Duration;

use super::{Video, VideoError, number};

const HEADER: u32 = 0x1A45_DFA3;
const SEGMENT: u32 = 0x1853_8067;
const INFO: u32 = 0x1549_A966;
const TIMESTAMP_SCALE: u32 = 0x002A_D7B1;
const DURATION: u32 = 0x4489;
const TRACKS: u32 = 0x1654_AE6B;
const TRACK: u32 = 0xAE;
const VIDEO: u32 = 0xE0;
const WIDTH: u32 = 0xB0;
const HEIGHT: u32 = 0xBA;
const CLUSTER: u32 = 0x1F43_B675;
const TIMESTAMP: u32 = 0xE7;
const SIMPLE_BLOCK: u32 = 0xA3;
const BLOCK_GROUP: u32 = 0xA0;
const BLOCK: u32 = 0xA1;

/// Nanoseconds of a tick when the file does not say.
const USUAL_SCALE: u64 = 1_000_000;

/// What was read so far.
#[derive(Debug, Default)]
struct Found {
    scale: Option<u64>,
    /// Ticks, as the header tells.
    length: Option<f64>,
    width: u32,
    height: u32,
    /// The ticks at which the current cluster begins.
    cluster: u64,
    /// The ticks at which the last block begins.
    last: u64,
}

/// Reads a file.
pub fn read(file: &[u8]) -> Result<Video, VideoError> {
    let (mut found, mut at, mut is_whole) = (Found::default(), 0, true);
    if element(file, 0).is_none_or(|element| element.id != HEADER) {
        return Err(VideoError::Damaged);
    }
    while let Some(Element { id, body, size }) = element(file, at) {
        let end = size.map_or(file.len(), |size| body.saturating_add(size));
        is_whole &= end <= file.len();
        at = match id {
            SEGMENT | INFO | TRACKS | TRACK | VIDEO | CLUSTER | BLOCK_GROUP => body,
            _ => {
                found.note(id, file.get(body..end.min(file.len())).unwrap_or_default());
                end
            }
        };
    }
    let duration = found.duration().ok_or(VideoError::NoDuration)?;
    Ok(Video { duration, width: found.width, height: found.height, is_whole })
}

impl Found {
    fn note(&mut self, id: u32, body: &[u8]) {
        match id {
            TIMESTAMP_SCALE => self.scale = unsigned(body),
            DURATION => self.length = float(body),
            WIDTH if self.width == 0 => self.width = pixels(body),
            HEIGHT if self.height == 0 => self.height = pixels(body),
            TIMESTAMP => self.cluster = unsigned(body).unwrap_or_default(),
            SIMPLE_BLOCK | BLOCK => self.last = self.last.max(self.begins(body).unwrap_or_default()),
            _ => {}
        }
    }

    /// When a block begins: after its track's number stand the ticks since its cluster began.
    fn begins(&self, block: &[u8]) -> Option<u64> {
        let (_, width) = vint(block, 0)?;
        let since = i16::from_be_bytes(block.get(width..width + 2)?.try_into().ok()?);
        Some(self.cluster.saturating_add_signed(i64::from(since)))
    }

    #[expect(clippy::cast_precision_loss, reason = "ticks of a film are far below 2^52")]
    fn duration(&self) -> Option<Duration> {
        let tick = self.scale.unwrap_or(USUAL_SCALE) as f64 / 1e9;
        let ticks = self.length.unwrap_or(self.last as f64);
        Duration::try_from_secs_f64(ticks * tick).ok()
    }
}

#[derive(Clone, Copy, Debug)]
struct Element {
    id: u32,
    /// Where the body begins.
    body: usize,
    /// Bytes of the body, unless they are not told.
    size: Option<usize>,
}

/// The element at an offset.
fn element(file: &[u8], at: usize) -> Option<Element> {
    let width = usize::try_from(file.get(at)?.leading_zeros()).ok()? + 1;
    let id = match width {
        1 => number::<1>(file, at),
        2 => number::<2>(file, at),
        3 => number::<3>(file, at),
        4 => number::<4>(file, at),
        _ => None,
    }?;
    let (size, size_width) = vint(file, at + width)?;
    let size = size.map(|size| usize::try_from(size).unwrap_or(usize::MAX));
    Some(Element { id: u32::try_from(id).ok()?, body: at + width + size_width, size })
}

/// A number of variable width, and that width; none when all its bits are set, which means "not told".
fn vint(bytes: &[u8], at: usize) -> Option<(Option<u64>, usize)> {
    let first = *bytes.get(at)?;
    let width = usize::try_from(first.leading_zeros()).ok()? + 1;
    if width > 8 {
        return None;
    }
    let bits = 7 * width;
    let value = bytes.get(at..at + width)?.iter().fold(0, |number: u64, &byte| (number << 8) | u64::from(byte)) & ((1 << bits) - 1);
    Some(((value != (1 << bits) - 1).then_some(value), width))
}

fn unsigned(body: &[u8]) -> Option<u64> {
    (body.len() <= 8).then(|| body.iter().fold(0, |number, &byte| (number << 8) | u64::from(byte)))
}

fn pixels(body: &[u8]) -> u32 {
    unsigned(body).and_then(|pixels| u32::try_from(pixels).ok()).unwrap_or_default()
}

fn float(body: &[u8]) -> Option<f64> {
    match body.len() {
        4 => Some(f64::from(f32::from_be_bytes(body.try_into().ok()?))),
        8 => Some(f64::from_be_bytes(body.try_into().ok()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a browser records: sizes and length are not told, two clusters.
    fn recording() -> Vec<u8> {
        let block = |since: i16| [&[0xA3, 0x85, 0x81][..], &since.to_be_bytes(), &[0x80, 0]].concat();
        let cluster = |ticks: u16| [&[0x1F, 0x43, 0xB6, 0x75, 0xFF, 0xE7, 0x82][..], &ticks.to_be_bytes()].concat();
        [
            &[0x1A, 0x45, 0xDF, 0xA3, 0x87, 0x42, 0x82, 0x84, b'w', b'e', b'b', b'm'][..],
            &[0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF],
            &[0x16, 0x54, 0xAE, 0x6B, 0x8C, 0xAE, 0x8A, 0xE0, 0x88, 0xB0, 0x82, 2, 128, 0xBA, 0x82, 1, 104],
            &cluster(0),
            &block(0),
            &block(40),
            &cluster(1000),
            &block(-20),
            &block(500),
        ]
        .concat()
    }

    #[test]
    fn recordings_play_until_their_last_picture() {
        let video = read(&recording()).expect("a video");
        assert_eq!((video.duration.as_millis(), video.width, video.height, video.is_whole), (1500, 640, 360, true));
        let cut = read(&recording()[..recording().len() - 1]).expect("a video");
        assert!(!cut.is_whole);
    }
}
