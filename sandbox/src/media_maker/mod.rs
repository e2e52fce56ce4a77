//! Small real media, made from a prompt: pictures (PNG), videos (MP4 with H.264), music, sound effects and a voice-like sound (WAV).
//!
//! The same wish always gives the same bytes. Nothing is looked up and no model is asked: what a prompt is about is guessed from a few
//! words, the rest follows from a number that is made of its letters.

mod bits;
mod effect;
mod film;
mod h264;
mod mp4;
mod music;
mod picture;
mod speech;
mod wave;

use std::io;

use contract::generation::GenerationType;
use serde_json::{Map, Value};

use crate::seed::random::Random;

/// What is to be made.
#[derive(Clone, Debug)]
pub struct Wish {
    /// What it is.
    pub kind: GenerationType,
    /// What it shows, says or sounds like.
    pub prompt: String,
    /// Options of the provider, as they were sent.
    pub params: Map<String, Value>,
}

/// A file that was made.
#[derive(Clone, Debug)]
pub struct Made {
    /// The file.
    pub bytes: Vec<u8>,
    /// Ending of its name.
    pub ending: &'static str,
    /// Content type.
    pub content_type: &'static str,
    /// Width and height in pixels, of what is seen.
    pub dimensions: Option<(u32, u32)>,
    /// Milliseconds that it plays, of what does.
    pub duration: Option<i64>,
}

/// Makes the file.
///
/// # Errors
/// When an encoder refuses, or for a type that is not known here.
pub fn make(wish: &Wish) -> io::Result<Made> {
    match wish.kind {
        GenerationType::Image => picture::make(wish),
        GenerationType::Video => Ok(film::make(wish)),
        GenerationType::Voice => Ok(Made::sound(&speech::make(wish))),
        GenerationType::SoundEffect => Ok(Made::sound(&effect::make(wish))),
        GenerationType::Music => Ok(Made::sound(&music::make(wish))),
        GenerationType::Unknown(_) => Err(io::Error::other("nothing is known of this type")),
    }
}

impl Made {
    fn sound(wave: &wave::Wave) -> Self {
        Self { bytes: wave.wav(), ending: "wav", content_type: "audio/wav", dimensions: None, duration: Some(wave.millis()) }
    }
}

impl Wish {
    /// Numbers that are always the same for the same prompt.
    fn random(&self) -> Random {
        Random::new(number(&self.prompt))
    }

    /// An option that is a text.
    fn text(&self, name: &str) -> Option<&str> {
        self.params.get(name)?.as_str()
    }

    /// An option that is a number.
    #[expect(clippy::cast_possible_truncation, reason = "sizes and seconds")]
    fn number(&self, name: &str) -> Option<f32> {
        self.params.get(name)?.as_f64().map(|number| number as f32)
    }

    /// The first of a list whose words are in the prompt.
    fn about<T: Copy>(&self, list: &[(&[&str], T)]) -> Option<T> {
        let prompt = self.prompt.to_lowercase();
        let words: Vec<&str> = prompt.split(|c: char| !c.is_alphanumeric()).collect();
        list.iter().find(|(names, _)| names.iter().any(|name| words.contains(name))).map(|(_, found)| *found)
    }
}

/// A number made of a text's bytes (FNV-1a).
pub(crate) fn number(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    pub(super) fn wish(kind: GenerationType, prompt: &str, params: Value) -> Wish {
        Wish { kind, prompt: prompt.to_owned(), params: params.as_object().cloned().unwrap_or_default() }
    }

    #[test]
    fn the_same_wish_gives_the_same_file_and_another_prompt_another_one() {
        for kind in GenerationType::ALL {
            let made = |prompt: &str| make(&wish(kind.clone(), prompt, json!({}))).expect("a file").bytes;
            assert_eq!(made("a quiet bay"), made("a quiet bay"), "{kind:?}");
            assert_ne!(made("a quiet bay"), made("a loud city"), "{kind:?}");
        }
        assert!(make(&wish(GenerationType::Unknown("hologram".into()), "x", json!({}))).is_err());
    }

    #[test]
    fn files_are_small_whatever_is_asked_for() {
        for (kind, params) in [
            (GenerationType::Image, json!({ "width": 2048, "height": 128 })),
            (GenerationType::Video, json!({ "duration": 10 })),
            (GenerationType::Music, json!({ "music_length_ms": 300_000 })),
            (GenerationType::SoundEffect, json!({ "duration_seconds": 30 })),
        ] {
            let made = make(&wish(kind.clone(), "Everything at once, and more of it", params)).expect("a file");
            assert!(made.bytes.len() < 700 * 1024, "{kind:?}: {} bytes", made.bytes.len());
        }
        let long = "Speak on and on. ".repeat(58);
        assert!(make(&wish(GenerationType::Voice, &long, json!({}))).expect("a file").bytes.len() < 700 * 1024);
    }
}
