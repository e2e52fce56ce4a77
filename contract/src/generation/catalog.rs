//! What a provider offers: models and voices.

use serde_json::Value;

use crate::decode::Fields;
use crate::{Decode, DecodeError, Listed};

/// A model of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Model {
    /// Id, as `model` of a generation takes it.
    pub id: String,
    /// Name for people; the id where there is none.
    pub name: String,
    /// Whether it is used when none is chosen.
    pub is_default: Option<bool>,
}

/// An object, or a bare id.
impl Decode for Model {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("model");
        if let Some(id) = json.as_str().filter(|id| !id.trim().is_empty()) {
            return Ok(Self { id: id.to_owned(), name: id.to_owned(), is_default: None });
        }
        let fields = Fields::of(json).ok_or(missing.clone())?;
        let id = fields.id(&["id", "modelId", "model"]).ok_or(missing)?;
        let name = fields.filled(&["name", "displayName", "label"]).unwrap_or_else(|| id.clone());
        Ok(Self { id, name, is_default: fields.flag(&["isDefault", "is_default", "default"]) })
    }
}

impl Listed for Model {
    const KEYS: &'static [&'static str] = &["models"];
}

/// A voice of a provider.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voice {
    /// Id, as the parameter `voice_id` takes it.
    pub id: String,
    /// Name for people; the id where there is none.
    pub name: String,
    /// Kind of voice, e.g. `premade`.
    pub category: Option<String>,
    /// Whether it sounds female, male or neither.
    pub gender: Option<String>,
    /// How old it sounds.
    pub age: Option<String>,
    /// Where it sounds from.
    pub accent: Option<String>,
    /// What it suits.
    pub use_case: Option<String>,
    /// Where a sample is served.
    pub preview_url: Option<String>,
}

/// Flat, or with the traits under `labels`, as the provider itself sends them.
impl Decode for Voice {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("voice");
        let fields = Fields::of(json).ok_or(missing.clone())?;
        let id = fields.id(&["voice_id", "voiceId", "id"]).ok_or(missing)?;
        let labels = fields.object(&["labels"]);
        let trait_of = |names: &[&str]| fields.filled(names).or_else(|| labels?.filled(names));
        Ok(Self {
            name: fields.filled(&["name", "displayName"]).unwrap_or_else(|| id.clone()),
            category: fields.filled(&["category"]),
            gender: trait_of(&["gender"]),
            age: trait_of(&["age"]),
            accent: trait_of(&["accent"]),
            use_case: trait_of(&["use_case", "useCase", "use case"]),
            preview_url: fields.filled(&["preview_url", "previewUrl"]),
            id,
        })
    }
}

impl Listed for Voice {
    const KEYS: &'static [&'static str] = &["voices"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Page;
    use serde_json::json;

    #[test]
    fn models_are_read_as_objects_and_as_ids_bare_and_named() {
        for json in [json!([{"id": "gpt-image-1", "name": "gpt-image-1", "isDefault": true}]), json!({"models": ["gpt-image-1"]})] {
            let models: Page<Model> = Page::decode(&json).expect("models");
            assert_eq!((models.items[0].id.as_str(), models.items[0].name.as_str()), ("gpt-image-1", "gpt-image-1"));
        }
    }

    #[test]
    fn voices_are_read_flat_and_with_labels() {
        let flat = json!({"voice_id": "v", "name": "Sarah", "category": "premade", "gender": "female", "age": "young",
            "accent": "american", "use_case": "news", "preview_url": "/v.mp3"});
        let labelled = json!({"voiceId": "v", "name": "Sarah", "category": "premade", "previewUrl": "/v.mp3",
            "labels": {"gender": "female", "age": "young", "accent": "american", "use_case": "news"}});
        assert_eq!(Voice::decode(&flat), Voice::decode(&labelled));
        assert!(Voice::decode(&json!({"name": "Sarah"})).is_err());
    }
}
