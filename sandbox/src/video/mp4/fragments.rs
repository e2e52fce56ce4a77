//! How long a fragmented movie plays whose header does not tell: its samples' durations, added up.

use std::time::Duration;

use super::{bodies, body, in_version, picture, time};
use crate::video::number;

/// What the samples of a track have in common.
struct Track {
    id: u64,
    /// Units in a second.
    scale: u64,
    /// Of a sample that does not tell.
    duration: u64,
}

/// How long the pictures play; none without fragments.
pub fn duration(file: &[u8], movie: &[u8]) -> Option<Duration> {
    let extension = body(movie, *b"mvex")?;
    let track = bodies(movie, *b"trak").find(|track| picture(track).is_some())?;
    let track = Track::read(track, extension)?;
    time(track.length(file), track.scale).filter(|length| !length.is_zero())
}

impl Track {
    fn read(atom: &[u8], extension: &[u8]) -> Option<Self> {
        let id = in_version(body(atom, *b"tkhd")?, 12, 20)?;
        let scale = in_version(body(body(atom, *b"mdia")?, *b"mdhd")?, 12, 20)?;
        let defaults = bodies(extension, *b"trex").find(|defaults| number::<4>(defaults, 4) == Some(id));
        let duration = defaults.and_then(|defaults| number::<4>(defaults, 12)).unwrap_or_default();
        Some(Self { id, scale, duration })
    }

    fn length(&self, file: &[u8]) -> u64 {
        let fragments = bodies(file, *b"moof").flat_map(|fragment| bodies(fragment, *b"traf"));
        fragments.filter_map(|fragment| self.of_fragment(fragment)).fold(0, u64::saturating_add)
    }

    /// None for a fragment of another track.
    fn of_fragment(&self, fragment: &[u8]) -> Option<u64> {
        let header = body(fragment, *b"tfhd").filter(|header| number::<4>(header, 4) == Some(self.id))?;
        let flags = number::<4>(header, 0)?;
        // A place in the file and a description may stand before the duration.
        let at = 8 + field(flags, 0x1, 8) + field(flags, 0x2, 4);
        let default = if flags & 0x8 == 0 { self.duration } else { number::<4>(header, at)? };
        Some(bodies(fragment, *b"trun").filter_map(|run| of_run(run, default)).fold(0, u64::saturating_add))
    }
}

fn of_run(run: &[u8], default: u64) -> Option<u64> {
    let (flags, count) = (number::<4>(run, 0)?, number::<4>(run, 4)?);
    if flags & 0x100 == 0 {
        return Some(count.saturating_mul(default));
    }
    let first = 8 + field(flags, 0x1, 4) + field(flags, 0x4, 4);
    let size = [0x100, 0x200, 0x400, 0x800].map(|flag| field(flags, flag, 4)).iter().sum();
    let samples = run.get(first..)?.chunks_exact(size).take(usize::try_from(count).ok()?);
    Some(samples.filter_map(|sample| number::<4>(sample, 0)).sum())
}

/// How many bytes a field takes that a flag tells of.
const fn field(flags: u64, flag: u64, size: usize) -> usize {
    if flags & flag == 0 { 0 } else { size }
}
