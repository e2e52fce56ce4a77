//! What the providers offer: models and voices, a few of each.

use contract::generation::GenerationType;
use contract::providers::Provider;

/// Ids and names of a provider's models for a type; the first is the default.
pub const fn models(provider: &Provider, kind: &GenerationType) -> &'static [(&'static str, &'static str)] {
    match (provider, kind) {
        (Provider::OpenAi, GenerationType::Image) => {
            &[("gpt-image-1", "GPT Image 1"), ("gpt-image-1-mini", "GPT Image 1 Mini"), ("dall-e-3", "DALL·E 3")]
        }
        (Provider::Runware, GenerationType::Image) => {
            &[("runware:101@1", "FLUX.1 Dev"), ("runware:100@1", "FLUX.1 Schnell"), ("rundiffusion:130@100", "Juggernaut Pro Flux")]
        }
        (Provider::Runware, GenerationType::Video) => &[("klingai:5@3", "Kling 2.1"), ("bytedance:1@1", "Seedance 1.0 Lite")],
        (Provider::GoogleGemini, GenerationType::Image) => {
            &[("gemini-2.5-flash-image", "Gemini 2.5 Flash Image"), ("imagen-4.0-generate-001", "Imagen 4")]
        }
        (Provider::ElevenLabs, GenerationType::Voice) => {
            &[("eleven_multilingual_v2", "Eleven Multilingual v2"), ("eleven_turbo_v2_5", "Eleven Turbo v2.5"), ("eleven_v3", "Eleven v3")]
        }
        (Provider::ElevenLabs, GenerationType::SoundEffect) => &[("eleven_text_to_sound_v2", "Sound Effects v2")],
        (Provider::ElevenLabs, GenerationType::Music) => &[("music_v1", "Eleven Music")],
        _ => &[],
    }
}

/// A voice; traits that are not known are empty.
#[derive(Clone, Copy, Debug)]
pub struct Voice {
    /// Id.
    pub id: &'static str,
    /// Name.
    pub name: &'static str,
    /// `premade`, `cloned`, …
    pub category: &'static str,
    /// Gender, age, accent and use case.
    pub traits: [&'static str; 4],
}

const fn premade(id: &'static str, name: &'static str, traits: [&'static str; 4]) -> Voice {
    Voice { id, name, category: "premade", traits }
}

/// The voices; the first is the default.
pub const VOICES: [Voice; 9] = [
    premade("21m00Tcm4TlvDq8ikWAM", "Rachel", ["female", "young", "american", "narration"]),
    premade("EXAVITQu4vr4xnSDxMaL", "Sarah", ["female", "young", "american", "news"]),
    premade("XB0fDUnXU5powFXDhCwa", "Charlotte", ["female", "young", "swedish", "characters"]),
    premade("pFZP5JQG7iQjIQuC4Bku", "Lily", ["female", "middle-aged", "british", "narration"]),
    premade("pNInz6obpgDQGcFmaJgB", "Adam", ["male", "middle-aged", "american", "narration"]),
    premade("ErXwobaYiN019PkySvjV", "Antoni", ["male", "young", "american", "conversation"]),
    premade("JBFqnCBsd6RMkjVDRZzb", "George", ["male", "middle-aged", "british", "audiobook"]),
    premade("onwK4e9ZLuTAKqWW03F9", "Daniel", ["male", "middle-aged", "british", "news"]),
    Voice { id: "v3Kq0nTz8sYwLmXc5RdE", name: "My own voice", category: "cloned", traits: [""; 4] },
];
