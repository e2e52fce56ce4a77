//! What is wished for, as it is typed, kept on this device and sent.

use contract::decode::Fields;
use contract::generation::{Generate, GenerationType, Params};
use contract::providers::Provider;
use contract::text::{PostText, Prompt};
use serde_json::{Map, Value, json};

/// Something to generate.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// By whom.
    pub provider: Provider,
    /// What.
    pub kind: GenerationType,
    /// What it is to show, say or sound like.
    pub prompt: String,
    /// Text of the post; may be empty.
    pub content: String,
    /// The model's id; the provider's default when absent.
    pub model: Option<String>,
    /// Options, declared or not.
    pub params: Map<String, Value>,
}

impl Order {
    /// The request for it.
    ///
    /// # Errors
    /// What is wrong with it, in a sentence for people.
    pub fn request(&self) -> Result<Generate, String> {
        let content = if self.content.trim().is_empty() { None } else { Some(PostText::parse(&self.content)) };
        let refused = |refused: Vec<(String, contract::generation::ParamError)>| {
            refused.first().map(|(name, error)| [name, ": ", &error.to_string()].concat()).unwrap_or_default()
        };
        Ok(Generate {
            provider: self.provider.clone(),
            kind: self.kind.clone(),
            prompt: Prompt::parse(&self.prompt).map_err(|error| error.to_string())?,
            content: content.transpose().map_err(|error| error.to_string())?,
            model: self.model.clone(),
            params: Params::of(&self.provider, &self.kind, self.params.clone()).map_err(refused)?,
        })
    }

    /// As it is kept.
    pub fn to_json(&self) -> Value {
        json!({ "provider": self.provider, "type": self.kind, "prompt": self.prompt, "content": self.content, "model": self.model,
            "params": self.params })
    }

    /// Reads what was kept.
    pub fn read(json: &Value) -> Option<Self> {
        let fields = Fields::of(json)?;
        Some(Self {
            provider: Provider::existing(&fields.text(&["provider"])?)?,
            kind: GenerationType::parse(&fields.text(&["type"])?),
            prompt: fields.text(&["prompt"]).unwrap_or_default(),
            content: fields.text(&["content"]).unwrap_or_default(),
            model: fields.filled(&["model"]),
            params: fields.get(&["params"]).and_then(Value::as_object).cloned().unwrap_or_default(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order() -> Order {
        let params = json!({ "width": 512, "steps": 30 }).as_object().cloned().unwrap_or_default();
        Order {
            provider: Provider::Runware,
            kind: GenerationType::Image,
            prompt: "A \"city\"\n".into(),
            content: String::new(),
            model: Some("m".into()),
            params,
        }
    }

    #[test]
    fn what_was_kept_is_read_back() {
        assert_eq!(Order::read(&order().to_json()), Some(order()));
        assert_eq!(Order::read(&json!({ "type": "image", "prompt": 7 })), None);
    }

    #[test]
    fn only_what_the_service_takes_is_sent() {
        assert!(order().request().is_ok_and(|request| request.content.is_none() && request.prompt.as_str() == "A \"city\""));
        assert!(Order { prompt: " ".into(), ..order() }.request().is_err());
        let wide = json!({ "width": "wide" }).as_object().cloned().unwrap_or_default();
        let refused = Order { params: wide, ..order() }.request().expect_err("no width");
        assert!(refused.starts_with("width: "), "{refused}");
    }
}
