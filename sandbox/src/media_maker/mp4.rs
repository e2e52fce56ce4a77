//! A film as an MP4 file (ISO/IEC 14496-12 and -15): one video track, its index before the data.

use super::h264;

/// A film's parts.
#[derive(Debug)]
pub struct Film {
    /// Width in pixels.
    pub width: u16,
    /// Height in pixels.
    pub height: u16,
    /// Frames in a second.
    pub rate: u32,
    /// The sequence and the picture parameter set.
    pub parameters: [Vec<u8>; 2],
    /// One unit of the stream a frame.
    pub frames: Vec<Vec<u8>>,
}

/// Bytes of the length before each unit.
const LENGTH: usize = 4;

impl Film {
    /// The file.
    pub fn file(&self) -> Vec<u8> {
        let kind = named("ftyp", &[b"isom", &[0, 0, 2, 0], b"isom", b"iso2", b"avc1", b"mp41"]);
        // The index says where the data is, which follows it: its own length is known once it was made.
        let header = kind.len() + self.index(0).len() + 8;
        let index = self.index(int(header));
        let mut data = Vec::new();
        for unit in &self.frames {
            data.extend_from_slice(&int(unit.len()).to_be_bytes());
            data.extend_from_slice(unit);
        }
        [kind, index, named("mdat", &[&data])].concat()
    }

    fn index(&self, data_at: u32) -> Vec<u8> {
        let duration = int(self.frames.len());
        let movie =
            full("mvhd", 0, 0, &[&words(&[0, 0, self.rate, duration, 0x0001_0000]), &[1, 0], &[0; 10], &MATRIX, &[0; 24], &[0, 0, 0, 2]]);
        named("moov", &[&movie, &self.track(duration, data_at)])
    }

    fn track(&self, duration: u32, data_at: u32) -> Vec<u8> {
        let size = [u32::from(self.width) << 16, u32::from(self.height) << 16];
        // Enabled and in the movie; its times count in those of the movie.
        let header = full("tkhd", 0, 3, &[&words(&[0, 0, 1, 0, duration]), &[0; 16], &MATRIX, &words(&size)]);
        let times = full("mdhd", 0, 0, &[&words(&[0, 0, self.rate, duration]), &[0x55, 0xC4, 0, 0]]);
        let handler = full("hdlr", 0, 0, &[&[0; 4], b"vide", &[0; 12], b"video\0"]);
        let place = named("dinf", &[&full("dref", 0, 0, &[&words(&[1]), &full("url ", 0, 1, &[])])]);
        let shown = full("vmhd", 0, 1, &[&[0; 8]]);
        let inside = named("minf", &[&shown, &place, &self.samples(data_at)]);
        named("trak", &[&header, &named("mdia", &[&times, &handler, &inside])])
    }

    /// Where each frame is, how long it is and how long it is shown.
    fn samples(&self, data_at: u32) -> Vec<u8> {
        let count = int(self.frames.len());
        let sizes: Vec<u8> = self.frames.iter().flat_map(|unit| int(unit.len() + LENGTH).to_be_bytes()).collect();
        named(
            "stbl",
            &[
                &full("stsd", 0, 0, &[&words(&[1]), &self.description()]),
                &full("stts", 0, 0, &[&words(&[1, count, 1])]),
                &full("stss", 0, 0, &[&words(&[1, 1])]),
                &full("stsc", 0, 0, &[&words(&[1, 1, count, 1])]),
                &full("stsz", 0, 0, &[&words(&[0, count]), &sizes]),
                &full("stco", 0, 0, &[&words(&[1, data_at])]),
            ],
        )
    }

    /// What a decoder must know before the first frame.
    fn description(&self) -> Vec<u8> {
        let [sequence, picture] = &self.parameters;
        let [profile, constraints, level] = h264::PROFILE;
        let decoder = named(
            "avcC",
            &[&[1, profile, constraints, level, 0xFF, 0xE1], &short(sequence.len()), sequence, &[1], &short(picture.len()), picture],
        );
        let resolution = words(&[0x0048_0000, 0x0048_0000, 0]);
        named(
            "avc1",
            &[
                &[0, 0, 0, 0, 0, 0, 0, 1],
                &[0; 16],
                &self.width.to_be_bytes(),
                &self.height.to_be_bytes(),
                &resolution,
                &[0, 1],
                &[0; 32],
                &[0, 24, 0xFF, 0xFF],
                &decoder,
            ],
        )
    }
}

/// The unit matrix: shown as it is.
const MATRIX: [u8; 36] = [0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x40, 0, 0, 0];

/// A box of the file: its length, its name and what is in it.
fn named(name: &str, parts: &[&[u8]]) -> Vec<u8> {
    let inside = parts.concat();
    [&int(inside.len() + 8).to_be_bytes(), name.as_bytes(), &inside].concat()
}

/// A box that has a version and flags, too.
fn full(name: &str, version: u8, flags: u8, parts: &[&[u8]]) -> Vec<u8> {
    named(name, &[&[version, 0, 0, flags], &parts.concat()])
}

fn words(numbers: &[u32]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

fn short(length: usize) -> [u8; 2] {
    u16::try_from(length).unwrap_or(u16::MAX).to_be_bytes()
}

/// Lengths in a file of less than a megabyte.
fn int(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
