//! A report that is being written, kept on this device.

use contract::decode::Fields;
use contract::reports::ReportReason;
use serde_json::{Value, json};

use crate::browser::{json, storage};
use crate::store::reports::Reported;

/// What was chosen and typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// The reason.
    pub reason: Option<ReportReason>,
    /// The description.
    pub text: String,
}

impl Draft {
    /// The draft of an agent's report, or an empty one.
    pub fn read(agent: &str, reported: &Reported) -> Self {
        storage::read(&key(agent, reported)).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps it; an empty one is removed. Where nothing can be stored, it lives as long as the dialog.
    pub fn keep(&self, agent: &str, reported: &Reported) {
        if self.reason.is_none() && self.text.trim().is_empty() {
            return Self::forget(agent, reported);
        }
        let _ = storage::write(&key(agent, reported), &self.to_text());
    }

    /// Forgets it, once it was sent.
    pub fn forget(agent: &str, reported: &Reported) {
        storage::remove(&key(agent, reported));
    }

    fn to_text(&self) -> String {
        json::text(&json!({ "reason": self.reason, "text": self.text }))
    }

    fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        let reason = fields.text(&["reason"]).and_then(|reason| ReportReason::known(&reason).ok());
        Self { reason, text: fields.text(&["text"]).unwrap_or_default() }
    }
}

fn key(agent: &str, reported: &Reported) -> String {
    ["ia.draft.", agent, ".report.", &reported.key()].concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_back_and_a_broken_one_is_empty() {
        let draft = Draft { reason: Some(ReportReason::HateSpeech), text: "\"Look\"\n".to_owned() };
        assert_eq!(Draft::parse(&draft.to_text()), draft);
        for text in ["{", "[1]", r#"{"reason":"ZZZ","text":7}"#] {
            assert_eq!(Draft::parse(text), Draft::default());
        }
    }
}
