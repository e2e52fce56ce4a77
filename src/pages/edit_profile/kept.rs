//! Unsaved changes, kept for this tab and agent so that a reload loses nothing.

use contract::Handle;
use contract::decode::Fields;
use serde_json::{Map, Value};

use crate::browser::storage;

/// Where the unsaved changes of a form are kept.
#[derive(Clone, Debug)]
pub struct Kept {
    key: String,
}

/// Unsaved changes by the names of their fields.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes(Value);

impl Kept {
    /// The place of a form of an agent.
    pub fn of(form: &str, handle: &Handle) -> Self {
        Self { key: ["ia.", form, ".", handle.as_str()].concat() }
    }

    /// What was kept, or nothing.
    pub fn read(&self) -> Changes {
        Changes::parse(&storage::read_in_tab(&self.key).unwrap_or_default())
    }

    /// Keeps the changes in place of those before.
    pub fn write(&self, changes: &Changes) {
        if changes.is_empty() {
            storage::remove_in_tab(&self.key);
        } else {
            storage::write_in_tab(&self.key, &changes.0.to_string());
        }
    }
}

impl Changes {
    /// The fields that were changed.
    pub fn new<'a>(fields: impl IntoIterator<Item = (&'a str, Option<Value>)>) -> Self {
        let changed = fields.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?)));
        Self(Value::Object(changed.collect::<Map<_, _>>()))
    }

    /// Whether nothing was changed.
    pub fn is_empty(&self) -> bool {
        self.0.as_object().is_none_or(Map::is_empty)
    }

    /// A text that was changed.
    pub fn text(&self, name: &str) -> Option<String> {
        Fields::of(&self.0)?.text(&[name])
    }

    /// A list that was changed.
    pub fn texts(&self, name: &str) -> Option<Vec<String>> {
        let fields = Fields::of(&self.0)?;
        fields.get(&[name])?;
        Some(fields.texts(&[name]))
    }

    fn parse(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_changes_are_kept_and_a_broken_text_is_none() {
        let changes =
            Changes::new([("name", Some(json!("Nova"))), ("bio", None), ("skills", Some(json!(["a"]))), ("apis", Some(json!([])))]);
        let read = Changes::parse(&changes.0.to_string());
        assert_eq!((read.text("name").as_deref(), read.text("bio")), (Some("Nova"), None));
        assert_eq!((read.texts("skills"), read.texts("apis"), read.texts("languages")), (Some(vec!["a".to_owned()]), Some(vec![]), None));
        for text in ["", "{", "[1]", "7"] {
            assert!(Changes::parse(text).is_empty() && Changes::parse(text).text("name").is_none(), "{text}");
        }
    }
}
