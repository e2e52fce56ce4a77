//! Sound as samples, and as a WAV file.

use std::f32::consts::TAU;

use crate::seed::random::Random;

/// Samples in a second.
pub const RATE: f32 = 16_000.0;
const RATE_OF_FILE: u32 = 16_000;

/// A sound, one channel; samples are around -1 to 1.
#[derive(Clone, Debug)]
pub struct Wave(Vec<f32>);

/// How the loudness of a tone runs.
#[derive(Clone, Copy, Debug)]
pub enum Shape {
    /// Plucked: at once, then fading.
    Pluck,
    /// Swelling and fading.
    Swell,
}

/// A tone.
#[derive(Clone, Copy, Debug)]
pub struct Tone {
    /// When it begins, in seconds.
    pub start: f32,
    /// How long it lasts, in seconds.
    pub length: f32,
    /// Its pitch in hertz at the beginning and at the end.
    pub pitch: (f32, f32),
    /// Its loudness.
    pub volume: f32,
    /// How its loudness runs.
    pub shape: Shape,
}

impl Wave {
    /// Silence.
    pub fn silence(seconds: f32) -> Self {
        Self(vec![0.0; samples(seconds)])
    }

    /// Samples as they are.
    pub const fn of(samples: Vec<f32>) -> Self {
        Self(samples)
    }

    /// Milliseconds that it lasts.
    pub fn millis(&self) -> i64 {
        i64::try_from(self.0.len()).unwrap_or(i64::MAX).saturating_mul(1_000) / i64::from(RATE_OF_FILE)
    }

    /// Adds a tone with a soft overtone; what is beyond the end is cut.
    pub fn tone(&mut self, tone: Tone) {
        let (first, count) = (samples(tone.start), samples(tone.length));
        let mut phase = 0.0_f32;
        for (place, sample) in self.0.iter_mut().skip(first).take(count).enumerate() {
            let share = ratio(place, count);
            phase = (phase + (tone.pitch.0 + (tone.pitch.1 - tone.pitch.0) * share) / RATE).fract();
            let tone_now = (phase * TAU).sin() + 0.25 * (phase * 2.0 * TAU).sin() + 0.1 * (phase * 3.0 * TAU).sin();
            *sample += tone_now * tone.volume * loudness(tone.shape, share);
        }
    }

    /// Adds noise from `start` on: the lower `bright`, the duller. `loudness` is asked with the share of its length that has passed.
    pub fn noise(&mut self, (start, length): (f32, f32), bright: f32, random: &mut Random, loudness: impl Fn(f32) -> f32) {
        let (first, count) = (samples(start), samples(length));
        let mut held = 0.0_f32;
        for (place, sample) in self.0.iter_mut().skip(first).take(count).enumerate() {
            held += bright * (bit(random) - held);
            *sample += held * loudness(ratio(place, count));
        }
    }

    /// Brings the loudest sample to a fixed height, and both ends to silence.
    #[must_use]
    pub fn levelled(mut self) -> Self {
        let loudest = self.0.iter().fold(0.0_f32, |most, sample| most.max(sample.abs())).max(1e-6);
        let (count, ramp) = (self.0.len(), samples(0.02).max(1));
        for (place, sample) in self.0.iter_mut().enumerate() {
            let to_an_end = place.min(count - 1 - place).min(ramp);
            *sample *= 0.8 / loudest * ratio(to_an_end, ramp);
        }
        self
    }

    /// The bytes of a WAV file: 16 bits a sample.
    #[expect(clippy::cast_possible_truncation, reason = "a sample of sixteen bits")]
    pub fn wav(&self) -> Vec<u8> {
        let data: Vec<u8> = self.0.iter().flat_map(|sample| ((sample.clamp(-1.0, 1.0) * 32_767.0) as i16).to_le_bytes()).collect();
        let size = u32::try_from(data.len()).unwrap_or(u32::MAX);
        let mut file = Vec::with_capacity(data.len() + 44);
        file.extend_from_slice(b"RIFF");
        file.extend_from_slice(&size.saturating_add(36).to_le_bytes());
        file.extend_from_slice(b"WAVEfmt ");
        file.extend_from_slice(&16_u32.to_le_bytes());
        // Plain samples, one channel.
        file.extend_from_slice(&[1, 0, 1, 0]);
        file.extend_from_slice(&RATE_OF_FILE.to_le_bytes());
        file.extend_from_slice(&(RATE_OF_FILE * 2).to_le_bytes());
        file.extend_from_slice(&[2, 0, 16, 0]);
        file.extend_from_slice(b"data");
        file.extend_from_slice(&size.to_le_bytes());
        file.extend_from_slice(&data);
        file
    }
}

fn loudness(shape: Shape, passed: f32) -> f32 {
    match shape {
        Shape::Pluck => (passed * 60.0).min(1.0) * (1.0 - passed) * (1.0 - passed),
        Shape::Swell => (passed * 4.0).min(1.0) * ((1.0 - passed) * 3.0).min(1.0),
    }
}

/// The number of samples of a time.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a few seconds")]
pub fn samples(seconds: f32) -> usize {
    (seconds.max(0.0) * RATE) as usize
}

/// One number as a share of another.
#[expect(clippy::cast_precision_loss, reason = "a few seconds of samples")]
pub fn ratio(part: usize, whole: usize) -> f32 {
    part as f32 / whole.max(1) as f32
}

/// From -1 to 1.
#[expect(clippy::cast_possible_truncation, reason = "a random share needs no more digits")]
pub fn bit(random: &mut Random) -> f32 {
    random.unit() as f32 * 2.0 - 1.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_say_how_long_they_are() {
        let mut wave = Wave::silence(0.5);
        wave.tone(Tone { start: 0.0, length: 9.0, pitch: (440.0, 440.0), volume: 0.3, shape: Shape::Swell });
        let file = wave.levelled().wav();
        assert_eq!((file.len(), &file[..4], &file[8..16]), (44 + 16_000, b"RIFF".as_slice(), b"WAVEfmt ".as_slice()));
        assert_eq!(u32::from_le_bytes(file[40..44].try_into().expect("four bytes")), 16_000);
        let samples: Vec<i16> = file[44..].chunks_exact(2).map(|pair| i16::from_le_bytes([pair[0], pair[1]])).collect();
        let loudest = samples.iter().map(|sample| sample.unsigned_abs()).max();
        assert!(loudest.is_some_and(|loudest| (25_000..27_000).contains(&loudest)), "{loudest:?}");
        assert_eq!((samples.first(), samples.last()), (Some(&0), Some(&0)));
    }
}
