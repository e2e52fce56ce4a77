//! Music: chords that swell, a bass, and a plucked melody over them.

use super::Wish;
use super::wave::{Shape, Tone, Wave};
use crate::seed::random::Random;

/// Seconds at most: what was asked for is made shorter.
const SECONDS: f32 = 10.0;
/// Milliseconds when nothing is asked for.
const USUAL: f32 = 30_000.0;

/// Steps of the scale in half tones above its root.
const MAJOR: [u8; 7] = [0, 2, 4, 5, 7, 9, 11];
const MINOR: [u8; 7] = [0, 2, 3, 5, 7, 8, 10];
/// Chords by the step of the scale that they begin on.
const PROGRESSIONS: [[usize; 4]; 4] = [[0, 4, 5, 3], [0, 3, 4, 4], [5, 3, 0, 4], [0, 5, 3, 4]];
const SAD: &[(&[&str], bool)] = &[
    (&["sad", "dark", "melancholic", "night", "rain", "slow", "minor", "lonely", "calm"], true),
    (&["happy", "bright", "upbeat", "summer", "dance", "major", "joyful"], false),
];

pub(super) fn make(wish: &Wish) -> Wave {
    let mut random = wish.random();
    let seconds = (wish.number("music_length_ms").unwrap_or(USUAL) / 1000.0).clamp(3.0, SECONDS);
    let minor = wish.about(SAD).unwrap_or_else(|| random.chance(0.5));
    let key = Key { root: 130.8 * half_tones(random.below(12)), scale: if minor { MINOR } else { MAJOR } };
    let chords = PROGRESSIONS[random.below(PROGRESSIONS.len())];
    let beat = if minor { 0.34 } else { 0.26 };
    let mut wave = Wave::silence(seconds);
    let bars = (0_u8..).map(|bar| (bar, f32::from(bar) * beat * 8.0)).take_while(|(_, start)| *start < seconds);
    for (bar, start) in bars {
        let chord = chords[usize::from(bar) % chords.len()];
        accompany(&mut wave, &key, chord, (start, beat * 8.0));
        melody(&mut wave, &key, chord, (start, beat), &mut random);
    }
    wave.levelled()
}

struct Key {
    root: f32,
    scale: [u8; 7],
}

impl Key {
    /// The pitch of a step of the scale; steps beyond the seventh are in the octaves above.
    fn pitch(&self, step: usize) -> f32 {
        self.root * half_tones(usize::from(self.scale[step % 7]) + 12 * (step / 7))
    }
}

fn half_tones(count: usize) -> f32 {
    let exponent = u8::try_from(count).unwrap_or(u8::MAX);
    (f32::from(exponent) / 12.0).exp2()
}

fn accompany(wave: &mut Wave, key: &Key, chord: usize, (start, length): (f32, f32)) {
    let mut hold = |pitch: f32, volume: f32| wave.tone(Tone { start, length, pitch: (pitch, pitch), volume, shape: Shape::Swell });
    hold(key.pitch(chord) / 2.0, 0.22);
    for step in [0, 2, 4] {
        hold(key.pitch(chord + step), 0.11);
    }
}

/// Eight beats: mostly tones of the chord, sometimes a neighbour, sometimes a rest.
fn melody(wave: &mut Wave, key: &Key, chord: usize, (start, beat): (f32, f32), random: &mut Random) {
    for place in 0_u8..8 {
        if random.chance(0.2) {
            continue;
        }
        let step = [0, 2, 4, 7][random.below(4)] + usize::from(random.chance(0.2));
        let pitch = key.pitch(chord + step + 7);
        let start = start + f32::from(place) * beat;
        wave.tone(Tone { start, length: beat * 3.0, pitch: (pitch, pitch), volume: 0.2, shape: Shape::Pluck });
    }
}
