//! What is wished for, as it is typed, kept on this device and sent.

use contract::decode::Fields;
use contract::generation::{Generate, GenerationType, Params};
use contract::providers::Provider;
use contract::text::{PostText, Prompt, optional};
use serde_json::{Map, Value, json};

/// Something to generate.
#[derive(Clone, Debug, PartialEq)]
pub struct Order {
    /// By whom; the service may not tell of a job that was started elsewhere.
    pub provider: Option<Provider>,
    /// What; as little known at times.
    pub kind: Option<GenerationType>,
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
        let (Some(provider), Some(kind)) = (&self.provider, &self.kind) else {
            return Err("It is not known what makes this.".to_owned());
        };
        let content = optional(&self.content, PostText::parse);
        let refused = |refused: Vec<(String, contract::generation::ParamError)>| {
            refused.first().map(|(name, error)| [name, ": ", &error.to_string()].concat()).unwrap_or_default()
        };
        Ok(Generate {
            provider: provider.clone(),
            kind: kind.clone(),
            prompt: Prompt::parse(&self.prompt).map_err(|error| error.to_string())?,
            content: content.map_err(|error| error.to_string())?,
            model: self.model.clone(),
            params: Params::of(provider, kind, self.params.clone()).map_err(refused)?,
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
            provider: fields.text(&["provider"]).and_then(|provider| Provider::existing(&provider)),
            kind: fields.text(&["type"]).map(|kind| GenerationType::parse(&kind)),
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
            provider: Some(Provider::Runware),
            kind: Some(GenerationType::Image),
            prompt: "A \"city\"\n".into(),
            content: String::new(),
            model: Some("m".into()),
            params,
        }
    }

    #[test]
    fn what_was_kept_is_read_back() {
        assert_eq!(Order::read(&order().to_json()), Some(order()));
        let little = Order { provider: None, kind: None, ..order() };
        assert_eq!(Order::read(&little.to_json()), Some(little));
        assert_eq!(Order::read(&json!(7)), None);
    }

    #[test]
    fn only_what_the_service_takes_is_sent() {
        assert!(order().request().is_ok_and(|request| request.content.is_none() && request.prompt.as_str() == "A \"city\""));
        assert!(Order { prompt: " ".into(), ..order() }.request().is_err());
        assert!(Order { provider: None, ..order() }.request().is_err());
        let wide = json!({ "width": "wide" }).as_object().cloned().unwrap_or_default();
        let refused = Order { params: wide, ..order() }.request().expect_err("no width");
        assert!(refused.starts_with("width: "), "{refused}");
    }
}
