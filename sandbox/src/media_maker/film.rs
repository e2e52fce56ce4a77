//! Films: the prompt's picture with lights that drift over it.

use super::h264::{self, BLOCK, Frame};
use super::mp4::Film;
use super::{Made, Wish, picture};
use crate::seed::art::canvas::Canvas;
use crate::seed::art::colour::Colour;
use crate::seed::random::Random;

/// Frames in a second.
const RATE: u32 = 8;
/// Seconds when nothing else is asked for, and at most.
const SECONDS: (f32, f32) = (4.0, 5.0);
/// Lights that drift.
const LIGHTS: usize = 2;

pub(super) fn make(wish: &Wish) -> Made {
    let (width, height) = match wish.text("aspectRatio") {
        Some("16:9") => (256, 144),
        Some("1:1") => (192, 192),
        _ => (144, 256),
    };
    let ground = picture::paint(wish, u32::from(width), u32::from(height));
    let mut random = wish.random().apart(1);
    let lights: Vec<Light> = (0..LIGHTS).map(|_| Light::new(&mut random)).collect();
    let frames: Vec<Frame> = (0..count(wish)).map(|number| frame(&scene(&ground, &lights, number))).collect();
    let film = Film { width, height, rate: RATE, parameters: parameters(&frames), frames: units(&frames) };
    let dimensions = Some((u32::from(width), u32::from(height)));
    let duration = Some(i64::from(count(wish)) * 1_000 / i64::from(RATE));
    Made { bytes: film.file(), ending: "mp4", content_type: "video/mp4", dimensions, duration }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few dozen frames")]
fn count(wish: &Wish) -> u16 {
    let seconds = wish.number("duration").unwrap_or(SECONDS.0).clamp(1.0, SECONDS.1);
    (seconds * 8.0) as u16
}

fn parameters(frames: &[Frame]) -> [Vec<u8>; 2] {
    let (across, all) = frames.first().map_or((1, 1), |frame| (frame.across, frame.blocks.len()));
    [h264::sequence_parameters(across, all / across), h264::picture_parameters()]
}

fn units(frames: &[Frame]) -> Vec<Vec<u8>> {
    let start = frames.first().map(h264::first);
    let rest = frames.windows(2).enumerate().map(|(place, pair)| h264::next(&pair[1], &pair[0], place + 1));
    start.into_iter().chain(rest).collect()
}

/// A light on its way, in shares of the picture's sides.
struct Light {
    start: (f32, f32),
    speed: (f32, f32),
    radius: f32,
}

impl Light {
    fn new(random: &mut Random) -> Self {
        let mut share = |low: f32, high: f32| low + unit(random) * (high - low);
        let way = if share(0.0, 1.0) < 0.5 { -1.0 } else { 1.0 };
        Self {
            start: (share(0.2, 0.8), share(0.15, 0.6)),
            speed: (way * share(0.004, 0.012), share(-0.006, 0.002)),
            radius: share(0.02, 0.05),
        }
    }

    /// Where it is in a frame; what leaves on one side comes back on the other.
    fn at(&self, frame: f32) -> (f32, f32) {
        ((self.start.0 + self.speed.0 * frame).rem_euclid(1.0), (self.start.1 + self.speed.1 * frame).rem_euclid(1.0))
    }
}

fn scene(ground: &Canvas, lights: &[Light], number: u16) -> Canvas {
    let mut canvas = ground.clone();
    let (width, height) = canvas.extent();
    for light in lights {
        let (x, y) = light.at(f32::from(number));
        let radius = light.radius * width.max(height);
        canvas.disc((x * width, y * height), radius, 3.0, Colour::hex("FFF4DC"));
    }
    canvas
}

/// The canvas cut into blocks of brightness and colour differences.
fn frame(canvas: &Canvas) -> Frame {
    let (across, down) = (canvas.width as usize / BLOCK, canvas.height as usize / BLOCK);
    let blocks = (0..across * down).map(|place| block(canvas, place % across * BLOCK, place / across * BLOCK)).collect();
    Frame { across, blocks }
}

fn block(canvas: &Canvas, left: usize, top: usize) -> h264::Block {
    let mut samples = Vec::with_capacity(BLOCK * BLOCK * 3 / 2);
    for row in 0..BLOCK {
        samples.extend((0..BLOCK).map(|column| brightness(pixel(canvas, left + column, top + row))));
    }
    for difference in [blue as fn([f32; 3]) -> u8, red] {
        for row in (0..BLOCK).step_by(2) {
            samples.extend((0..BLOCK).step_by(2).map(|column| difference(pixel(canvas, left + column, top + row))));
        }
    }
    samples
}

fn pixel(canvas: &Canvas, x: usize, y: usize) -> [f32; 3] {
    let start = (y * canvas.width as usize + x) * 3;
    let channel = |place: usize| canvas.pixels().get(start + place).copied().map_or(0.0, f32::from);
    [channel(0), channel(1), channel(2)]
}

// ITU-R BT.601, brightness from 16 to 235.

fn brightness([red, green, blue]: [f32; 3]) -> u8 {
    sample(16.0 + 0.257 * red + 0.504 * green + 0.098 * blue)
}

fn blue([red, green, blue]: [f32; 3]) -> u8 {
    sample(128.0 - 0.148 * red - 0.291 * green + 0.439 * blue)
}

fn red([red, green, blue]: [f32; 3]) -> u8 {
    sample(128.0 + 0.439 * red - 0.368 * green - 0.071 * blue)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sample of eight bits")]
fn sample(value: f32) -> u8 {
    value.round().clamp(16.0, 240.0) as u8
}

#[expect(clippy::cast_possible_truncation, reason = "a random share needs no more digits")]
fn unit(random: &mut Random) -> f32 {
    random.unit() as f32
}

#[cfg(test)]
mod tests {
    use super::super::tests::wish;
    use super::*;
    use contract::generation::GenerationType;
    use serde_json::json;

    /// The boxes of a file or of a box: name and content.
    fn boxes(mut bytes: &[u8]) -> Vec<(String, &[u8])> {
        let mut found = Vec::new();
        while bytes.len() >= 8 {
            let length = u32::from_be_bytes(bytes[..4].try_into().expect("four bytes")) as usize;
            found.push((String::from_utf8_lossy(&bytes[4..8]).into_owned(), &bytes[8..length]));
            bytes = &bytes[length..];
        }
        assert!(bytes.is_empty(), "boxes fill their parents");
        found
    }

    fn inside<'a>(bytes: &'a [u8], path: &[&str]) -> &'a [u8] {
        path.iter().fold(bytes, |bytes, name| boxes(bytes).into_iter().find(|(found, _)| found == name).expect(name).1)
    }

    fn number(bytes: &[u8], place: usize) -> usize {
        u32::from_be_bytes(bytes[place * 4..place * 4 + 4].try_into().expect("four bytes")) as usize
    }

    #[test]
    fn the_index_leads_to_every_frame() {
        let made = make(&wish(GenerationType::Video, "waves on a beach", json!({ "aspectRatio": "16:9", "duration": 3 })));
        assert_eq!(made.dimensions, Some((256, 144)));
        let names: Vec<_> = boxes(&made.bytes).into_iter().map(|(name, _)| name).collect();
        assert_eq!(names, ["ftyp", "moov", "mdat"]);
        let table = inside(&made.bytes, &["moov", "trak", "mdia", "minf", "stbl"]);
        let (sizes, place) = (inside(table, &["stsz"]), number(inside(table, &["stco"]), 2));
        assert_eq!(number(sizes, 2), 24, "frames");
        let mut at = place;
        for frame in 0..24 {
            let size = number(sizes, 3 + frame);
            assert_eq!(number(&made.bytes[at..], 0), size - 4, "the length before frame {frame}");
            assert_eq!(made.bytes[at + 4] & 0x1F, if frame == 0 { 5 } else { 1 }, "its kind");
            at += size;
        }
        assert_eq!(at, made.bytes.len());
    }

    #[test]
    fn something_moves_in_every_frame() {
        let prompt = wish(GenerationType::Video, "a quiet night", json!({}));
        let ground = picture::paint(&prompt, 144, 256);
        let mut random = prompt.random().apart(1);
        let lights = [Light::new(&mut random), Light::new(&mut random)];
        let frames: Vec<Frame> = (0..4).map(|number| frame(&scene(&ground, &lights, number))).collect();
        for pair in frames.windows(2) {
            let changed = pair[0].blocks.iter().zip(&pair[1].blocks).filter(|(before, after)| before != after).count();
            assert!((1..60).contains(&changed), "{changed} blocks");
        }
    }
}
