//! Sound effects: weather, bells, sweeps, bangs and knocks.

use super::Wish;
use super::wave::{Shape, Tone, Wave};
use crate::seed::random::Random;

/// Seconds when nothing is asked for, and at most.
const SECONDS: (f32, f32) = (5.0, 8.0);

#[derive(Clone, Copy, Debug)]
enum Effect {
    Weather,
    Bell,
    Sweep,
    Bang,
    Knock,
}

const EFFECTS: &[(&[&str], Effect)] = &[
    (&["rain", "wind", "sea", "ocean", "waves", "wave", "water", "river", "storm", "fire", "crowd", "applause", "bay"], Effect::Weather),
    (&["bell", "bells", "chime", "chimes", "ding", "notification", "glass", "coin", "magic"], Effect::Bell),
    (&["laser", "whoosh", "zap", "swoosh", "siren", "alarm", "spaceship", "robot", "power"], Effect::Sweep),
    (&["explosion", "thunder", "boom", "bang", "drum", "impact", "cannon", "crash"], Effect::Bang),
    (&["knock", "knocking", "steps", "footsteps", "click", "clicks", "typing", "keyboard", "clock", "tick", "door"], Effect::Knock),
];

const ALL: [Effect; 5] = [Effect::Weather, Effect::Bell, Effect::Sweep, Effect::Bang, Effect::Knock];

pub(super) fn make(wish: &Wish) -> Wave {
    let mut random = wish.random();
    let seconds = wish.number("duration_seconds").unwrap_or(SECONDS.0).clamp(0.5, SECONDS.1);
    let other = ALL[random.below(ALL.len())];
    let mut wave = Wave::silence(seconds);
    match wish.about(EFFECTS).unwrap_or(other) {
        Effect::Weather => weather(&mut wave, seconds, &mut random),
        Effect::Bell => bells(&mut wave, seconds, &mut random),
        Effect::Sweep => sweeps(&mut wave, seconds, &mut random),
        Effect::Bang => bangs(&mut wave, seconds, &mut random),
        Effect::Knock => knocks(&mut wave, seconds, &mut random),
    }
    wave.levelled()
}

/// A time between two others.
#[expect(clippy::cast_possible_truncation, reason = "a few seconds")]
fn between(random: &mut Random, low: f32, high: f32) -> f32 {
    low + random.unit() as f32 * (high - low)
}

/// Times within the sound, some apart.
fn times(seconds: f32, apart: (f32, f32), random: &mut Random) -> Vec<f32> {
    let mut found = Vec::new();
    let mut at = 0.05;
    while at < seconds {
        found.push(at);
        at += between(random, apart.0, apart.1);
    }
    found
}

fn weather(wave: &mut Wave, seconds: f32, random: &mut Random) {
    let (turns, bright) = (between(random, 1.0, 3.0), between(random, 0.05, 0.4));
    wave.noise((0.0, seconds), bright, random, |share| 0.6 + 0.4 * (share * turns * std::f32::consts::TAU).sin());
}

fn bells(wave: &mut Wave, seconds: f32, random: &mut Random) {
    for start in times(seconds, (0.4, 1.2), random) {
        let pitch = between(random, 500.0, 1_400.0);
        for (overtone, volume) in [(1.0, 0.4), (2.76, 0.2), (5.4, 0.1)] {
            let pitch = pitch * overtone;
            wave.tone(Tone { start, length: 2.2 / overtone, pitch: (pitch, pitch), volume, shape: Shape::Pluck });
        }
    }
}

fn sweeps(wave: &mut Wave, seconds: f32, random: &mut Random) {
    for start in times(seconds, (0.5, 1.1), random) {
        let (high, low) = (between(random, 900.0, 2_400.0), between(random, 80.0, 300.0));
        let pitch = if random.chance(0.7) { (high, low) } else { (low, high) };
        wave.tone(Tone { start, length: between(random, 0.3, 0.8), pitch, volume: 0.4, shape: Shape::Swell });
    }
}

fn bangs(wave: &mut Wave, seconds: f32, random: &mut Random) {
    for start in times(seconds, (1.2, 2.4), random) {
        wave.noise((start, 2.0), 0.06, random, |share| (1.0 - share).powi(4));
        wave.tone(Tone { start, length: 1.0, pitch: (90.0, 35.0), volume: 0.3, shape: Shape::Pluck });
    }
}

fn knocks(wave: &mut Wave, seconds: f32, random: &mut Random) {
    for start in times(seconds, (0.12, 0.5), random) {
        let pitch = between(random, 140.0, 260.0);
        wave.noise((start, 0.05), 0.5, random, |share| (1.0 - share).powi(2) * 0.6);
        wave.tone(Tone { start, length: 0.09, pitch: (pitch, pitch * 0.7), volume: 0.5, shape: Shape::Pluck });
    }
}
