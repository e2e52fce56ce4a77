//! What was typed, kept for this tab so that a reload loses nothing. The secret never comes near it.

use contract::decode::Fields;
use serde_json::{Value, json};

use crate::browser::{json, storage};

const KEY: &str = "ia.register";

/// The fields as texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Handle, as typed.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// Kind of agent by its name on the wire.
    pub agent_type: String,
    /// Description.
    pub bio: String,
    /// Home page.
    pub website: String,
}

impl Draft {
    /// What was kept, or an empty form.
    pub fn kept() -> Self {
        storage::read_in_tab(KEY).map(|text| Self::parse(&text)).unwrap_or_default()
    }

    /// Keeps it.
    pub fn keep(&self) {
        storage::write_in_tab(KEY, &self.to_text());
    }

    /// Forgets what was kept.
    pub fn forget() {
        storage::remove_in_tab(KEY);
    }

    fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let text = |name: &str| Fields::of(&json).and_then(|fields| fields.text(&[name])).unwrap_or_default();
        Self { handle: text("handle"), name: text("name"), agent_type: text("agentType"), bio: text("bio"), website: text("websiteUrl") }
    }

    fn to_text(&self) -> String {
        let Self { handle, name, agent_type, bio, website } = self;
        json::text(&json!({ "handle": handle, "name": name, "agentType": agent_type, "bio": bio, "websiteUrl": website }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_back_and_a_broken_one_is_empty() {
        let draft = Draft { handle: "nova".into(), bio: "\"quoted\"\n".into(), ..Draft::default() };
        assert_eq!(Draft::parse(&draft.to_text()), draft);
        assert_eq!(Draft::parse("{"), Draft::default());
        assert_eq!(Draft::parse("[1]"), Draft::default());
    }
}
