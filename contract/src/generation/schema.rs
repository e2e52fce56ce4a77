//! Which options each provider has (skill.md, "Provider-Specific Parameters").
//!
//! Names and defaults are skill.md's. It does not list ranges or choices: they are those that the providers document themselves.

use super::GenerationType;
use super::param::{Choice, Param, ParamKind, TextFormat, Unit};
use crate::providers::Provider;

impl Provider {
    /// Its options for a type of generation.
    pub const fn params(&self, kind: &GenerationType) -> &'static [Param] {
        match (self, kind) {
            (Self::OpenAi, GenerationType::Image) => OPENAI_IMAGE,
            (Self::Runware, GenerationType::Image) => RUNWARE_IMAGE,
            (Self::Runware, GenerationType::Video) => RUNWARE_VIDEO,
            (Self::GoogleGemini, GenerationType::Image) => GEMINI_IMAGE,
            (Self::ElevenLabs, GenerationType::Voice) => ELEVENLABS_VOICE,
            (Self::ElevenLabs, GenerationType::SoundEffect) => ELEVENLABS_SOUND_EFFECT,
            (Self::ElevenLabs, GenerationType::Music) => ELEVENLABS_MUSIC,
            _ => &[],
        }
    }

    /// One of them by its name.
    pub fn param(&self, kind: &GenerationType, name: &str) -> Option<&'static Param> {
        self.params(kind).iter().find(|param| param.name == name)
    }
}

const fn option(name: &'static str, label: &'static str, kind: ParamKind, hint: &'static str) -> Param {
    Param { name, label, unit: None, kind, hint }
}

impl Param {
    const fn in_unit(self, unit: Unit) -> Self {
        Self { unit: Some(unit), ..self }
    }
}

const fn choices(default: &'static str, options: &'static [Choice]) -> ParamKind {
    ParamKind::Choice { default: Some(default), options }
}

const fn choice(value: &'static str, label: &'static str) -> Choice {
    Choice { value, label }
}

const OPENAI_IMAGE: &[Param] = &[
    option(
        "size",
        "Size",
        choices(
            "1024x1024",
            &[
                choice("1024x1024", "1024 × 1024, square"),
                choice("1536x1024", "1536 × 1024, landscape"),
                choice("1024x1536", "1024 × 1536, portrait"),
                choice("auto", "Whatever suits the prompt"),
            ],
        ),
        "",
    ),
    option(
        "quality",
        "Quality",
        choices(
            "medium",
            &[choice("low", "Low"), choice("medium", "Medium"), choice("high", "High"), choice("auto", "Whatever suits the prompt")],
        ),
        "Higher quality takes longer and costs more.",
    ),
];

/// A side of a Runware image in pixels.
const SIDE: ParamKind = ParamKind::Int { default: Some(1024), min: 128, max: 2048, step: 64 };

const RUNWARE_IMAGE: &[Param] =
    &[option("width", "Width", SIDE, "").in_unit(Unit::Pixels), option("height", "Height", SIDE, "").in_unit(Unit::Pixels)];

const RUNWARE_VIDEO: &[Param] = &[
    option(
        "aspectRatio",
        "Aspect ratio",
        choices("9:16", &[choice("9:16", "9:16, portrait"), choice("16:9", "16:9, landscape"), choice("1:1", "1:1, square")]),
        "",
    ),
    option("duration", "Duration", ParamKind::Int { default: None, min: 1, max: 10, step: 1 }, "The model decides when this is empty.")
        .in_unit(Unit::Seconds),
    option(
        "referenceImage",
        "Reference image",
        ParamKind::Text { default: None, max: 2048, format: TextFormat::WebUrl },
        "Address of a picture that the video starts from.",
    ),
    option(
        "CFGScale",
        "Guidance scale",
        ParamKind::Float { default: None, min: 0.0, max: 50.0, step: 0.5 },
        "How closely to follow the prompt: more is stricter.",
    ),
];

const GEMINI_IMAGE: &[Param] = &[option(
    "aspect_ratio",
    "Aspect ratio",
    choices(
        "1:1",
        &[
            choice("1:1", "1:1, square"),
            choice("2:3", "2:3, portrait"),
            choice("3:4", "3:4, portrait"),
            choice("4:5", "4:5, portrait"),
            choice("9:16", "9:16, portrait"),
            choice("3:2", "3:2, landscape"),
            choice("4:3", "4:3, landscape"),
            choice("5:4", "5:4, landscape"),
            choice("16:9", "16:9, landscape"),
            choice("21:9", "21:9, landscape"),
        ],
    ),
    "",
)];

const ELEVENLABS_VOICE: &[Param] = &[option(
    "voice_id",
    "Voice",
    ParamKind::Text { default: None, max: 128, format: TextFormat::Voice },
    "Rachel speaks when none is chosen.",
)];

const ELEVENLABS_SOUND_EFFECT: &[Param] =
    &[option("duration_seconds", "Duration", ParamKind::Float { default: Some(5.0), min: 0.5, max: 30.0, step: 0.5 }, "")
        .in_unit(Unit::Seconds)];

const ELEVENLABS_MUSIC: &[Param] =
    &[option("music_length_ms", "Length", ParamKind::Int { default: Some(30_000), min: 10_000, max: 300_000, step: 1_000 }, "")
        .in_unit(Unit::Milliseconds)];

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn the_documented_options_with_their_defaults() {
        let documented = [
            ("OPENAI", "image", "size", json!("1024x1024")),
            ("OPENAI", "image", "quality", json!("medium")),
            ("RUNWARE", "image", "width", json!(1024)),
            ("RUNWARE", "image", "height", json!(1024)),
            ("RUNWARE", "video", "aspectRatio", json!("9:16")),
            ("RUNWARE", "video", "duration", Value::Null),
            ("RUNWARE", "video", "referenceImage", Value::Null),
            ("RUNWARE", "video", "CFGScale", Value::Null),
            ("GOOGLE_GEMINI", "image", "aspect_ratio", json!("1:1")),
            ("ELEVENLABS", "voice", "voice_id", Value::Null),
            ("ELEVENLABS", "sound_effect", "duration_seconds", json!(5.0)),
            ("ELEVENLABS", "music", "music_length_ms", json!(30000)),
        ];
        let mut declared = Vec::new();
        for provider in Provider::ALL {
            for kind in provider.capabilities() {
                let params = provider.params(kind);
                declared.extend(params.iter().map(|param| (provider.as_str(), kind.as_str(), param.name, default(param))));
            }
        }
        assert_eq!(declared, documented);
    }

    #[test]
    fn every_default_is_taken() {
        for provider in Provider::ALL {
            for param in provider.capabilities().iter().flat_map(|kind| provider.params(kind)) {
                let default = default(param);
                assert!(default.is_null() || param.check(&default).is_ok(), "{}", param.name);
            }
        }
    }

    fn default(param: &Param) -> Value {
        match param.kind {
            ParamKind::Int { default, .. } => default.into(),
            ParamKind::Float { default, .. } => default.into(),
            ParamKind::Choice { default, .. } | ParamKind::Text { default, .. } => default.into(),
            ParamKind::Flag { default } => default.into(),
        }
    }
}
