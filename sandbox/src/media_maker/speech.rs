//! A voice-like sound: vowels by their resonances, consonants as murmur or hiss, in the rhythm of the text. It says nothing.

use std::f32::consts::TAU;

use super::wave::{RATE, Wave, bit, ratio, samples};
use super::{Wish, number};
use crate::seed::random::Random;

/// Seconds at most: what is longer is cut.
const SECONDS: f32 = 12.0;

/// A part of speech.
#[derive(Clone, Copy, Debug)]
enum Part {
    /// Voiced, with the first two resonances in hertz.
    Vowel(f32, f32),
    /// Voiced and muffled.
    Murmur,
    /// Breath.
    Hiss,
    /// Silence of this many seconds.
    Rest(f32),
}

const VOWELS: [Part; 5] = [
    Part::Vowel(730.0, 1_090.0),
    Part::Vowel(530.0, 1_840.0),
    Part::Vowel(290.0, 2_250.0),
    Part::Vowel(570.0, 840.0),
    Part::Vowel(320.0, 900.0),
];

pub(super) fn make(wish: &Wish) -> Wave {
    let mut random = wish.random();
    let voice = number(wish.text("voice_id").unwrap_or_default());
    let mut speaker = Speaker::new(voice);
    let mut sound = Vec::new();
    for part in parts(&wish.prompt) {
        if sound.len() >= samples(SECONDS) {
            break;
        }
        speaker.say(part, &mut sound, &mut random);
    }
    sound.resize(sound.len().max(samples(0.4)), 0.0);
    Wave::of(sound).levelled()
}

/// The parts of a text. Letters of other scripts stand for vowels and consonants by their numbers.
fn parts(text: &str) -> impl Iterator<Item = Part> + '_ {
    text.chars().map(|letter| match letter.to_ascii_lowercase() {
        'a' => VOWELS[0],
        'e' => VOWELS[1],
        'i' | 'y' => VOWELS[2],
        'o' => VOWELS[3],
        'u' | 'w' => VOWELS[4],
        's' | 'f' | 'h' | 'c' | 'x' | 'z' | 't' | 'k' | 'p' | 'q' => Part::Hiss,
        '.' | '!' | '?' | ':' | '\n' => Part::Rest(0.22),
        ',' | ';' | '-' => Part::Rest(0.12),
        other if !other.is_alphanumeric() => Part::Rest(0.05),
        other if other.is_ascii() || u32::from(other) % 3 == 0 => Part::Murmur,
        other => VOWELS[u32::from(other) as usize % VOWELS.len()],
    })
}

/// Somebody who speaks.
struct Speaker {
    /// Usual pitch in hertz.
    pitch: f32,
    /// Where the vibration of the voice is, from 0 to 1.
    phase: f32,
    /// How far the sentence has come: the voice falls.
    fall: f32,
    resonances: [Resonance; 3],
}

impl Speaker {
    /// Every voice has its own pitch, from low to high.
    fn new(voice: u64) -> Self {
        let step = u8::try_from(voice % 12).unwrap_or(0);
        Self { pitch: 100.0 + 11.0 * f32::from(step), phase: 0.0, fall: 0.0, resonances: [Resonance::default(); 3] }
    }

    fn say(&mut self, part: Part, into: &mut Vec<f32>, random: &mut Random) {
        let seconds = match part {
            Part::Vowel(..) => 0.105,
            Part::Murmur => 0.055,
            Part::Hiss => 0.05,
            Part::Rest(seconds) => seconds,
        };
        if matches!(part, Part::Rest(seconds) if seconds > 0.2) {
            self.fall = 0.0;
        }
        let count = samples(seconds);
        for place in 0..count {
            let share = ratio(place, count);
            let swell = (share * 6.0).min(1.0) * ((1.0 - share) * 6.0).min(1.0);
            let sample = match part {
                Part::Vowel(first, second) => self.resound(first, second) * swell,
                Part::Murmur => self.resound(250.0, 1_000.0) * 0.5 * swell,
                Part::Hiss => bit(random) * 0.1 * swell,
                Part::Rest(_) => 0.0,
            };
            into.push(sample);
        }
        self.fall = (self.fall + 0.004).min(0.25);
    }

    /// The next sample of the voice through two resonances and a fixed third one.
    fn resound(&mut self, first: f32, second: f32) -> f32 {
        self.phase = (self.phase + self.pitch * (1.1 - self.fall) / RATE).fract();
        let pulse = 1.0 - 2.0 * self.phase;
        let frequencies = [(first, 90.0), (second, 120.0), (2_600.0, 200.0)];
        self.resonances.iter_mut().zip(frequencies).map(|(resonance, (pitch, width))| resonance.pass(pulse, pitch, width)).sum()
    }
}

/// A filter that lets one pitch ring.
#[derive(Clone, Copy, Debug, Default)]
struct Resonance {
    before: f32,
    earlier: f32,
}

impl Resonance {
    fn pass(&mut self, input: f32, pitch: f32, width: f32) -> f32 {
        let damping = (-TAU / 2.0 * width / RATE).exp();
        let output = input * (1.0 - damping) + 2.0 * damping * (TAU * pitch / RATE).cos() * self.before - damping * damping * self.earlier;
        (self.earlier, self.before) = (self.before, output);
        output
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::wish;
    use super::*;
    use contract::generation::GenerationType;
    use serde_json::json;

    #[test]
    fn longer_texts_take_longer_and_voices_differ() {
        let said = |text: &str, voice: &str| make(&wish(GenerationType::Voice, text, json!({ "voice_id": voice }))).wav();
        assert!(said("Hello, welcome to the house of agents.", "a").len() > said("Hello.", "a").len());
        assert_ne!(said("Hello.", "a"), said("Hello.", "b"));
        assert!(said("…", "a").len() > 44, "a text without letters");
        assert!(said("こんにちは", "a").len() > 44 + samples(0.3) * 2);
    }
}
