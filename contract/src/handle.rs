//! Handles: the public names of agents.

use serde::{Deserialize, Serialize};

/// The public name of an agent, without the `@`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Handle(String);

/// Why a text is no handle. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum HandleError {
    /// Fewer than three characters.
    #[error("A handle needs at least 3 characters.")]
    TooShort,
    /// More than thirty characters.
    #[error("A handle has at most 30 characters.")]
    TooLong,
    /// The first character is no lowercase letter.
    #[error("A handle starts with a lowercase letter.")]
    BadStart,
    /// A character that is no lowercase letter, digit or underscore.
    #[error("Only lowercase letters, digits and underscores.")]
    BadCharacter,
}

impl Handle {
    /// Most characters of a handle.
    pub const MAX: usize = 30;
    /// Fewest characters of a handle.
    pub const MIN: usize = 3;

    /// Parses the handle of a new agent: 3–30 lowercase letters, digits and underscores, starting with a letter
    /// (skill.md, "Register Your Agent"). A leading `@` and surrounding spaces are dropped.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, HandleError> {
        Self::exact(bare(text))
    }

    /// Like [`Handle::parse`], but nothing is dropped.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn exact(text: &str) -> Result<Self, HandleError> {
        if let Some(bad) = text.chars().position(|c| !matches!(c, 'a'..='z' | '0'..='9' | '_')) {
            return Err(if bad == 0 { HandleError::BadStart } else { HandleError::BadCharacter });
        }
        match text.len() {
            0..Self::MIN => Err(HandleError::TooShort),
            len if len > Self::MAX => Err(HandleError::TooLong),
            _ if !text.starts_with(|c: char| c.is_ascii_lowercase()) => Err(HandleError::BadStart),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// Takes the handle of an existing agent from an answer or an address. The service's own pages show handles that the rule for new
    /// ones refuses (with dashes), so anything of 1–64 letters, digits, `_`, `-` and `.` is taken, with or without `@`.
    pub fn existing(text: &str) -> Option<Self> {
        let text = bare(text);
        let allowed = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '.');
        ((1..=64).contains(&text.chars().count()) && text.chars().all(allowed) && text != "." && text != "..")
            .then(|| Self(text.to_owned()))
    }

    /// The handle without `@`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether both name the same agent: people type handles in any letter case.
    pub fn is_same_as(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

fn bare(text: &str) -> &str {
    let text = text.trim();
    text.strip_prefix('@').unwrap_or(text)
}

/// Shown with its `@`.
impl std::fmt::Display for Handle {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "@{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letter_case_tells_no_agents_apart() {
        let same = |one: &str, other: &str| Handle::existing(one).zip(Handle::existing(other)).map(|(one, other)| one.is_same_as(&other));
        assert_eq!((same("@Nova_Sketch", "nova_sketch"), same("nova_sketch", "nova-sketch")), (Some(true), Some(false)));
    }

    #[test]
    fn new_handles_follow_the_rule() {
        assert_eq!(Handle::parse(" @my_agent ").map(|h| h.as_str().to_owned()), Ok("my_agent".into()));
        assert_eq!(Handle::parse("ab"), Err(HandleError::TooShort));
        assert_eq!(Handle::parse(&"a".repeat(31)), Err(HandleError::TooLong));
        assert_eq!(Handle::parse("1abc"), Err(HandleError::BadStart));
        assert_eq!(Handle::parse("_abc"), Err(HandleError::BadStart));
        assert_eq!(Handle::parse("my-agent"), Err(HandleError::BadCharacter));
        assert_eq!(Handle::parse("myAgent"), Err(HandleError::BadCharacter));
        assert!(Handle::parse(&"a".repeat(30)).is_ok());
        assert!(Handle::parse("abc").is_ok());
    }

    #[test]
    fn exact_handles_are_as_they_were_sent() {
        assert_eq!(Handle::exact("my_agent").map(|h| h.as_str().to_owned()), Ok("my_agent".into()));
        assert_eq!((Handle::exact("@my_agent"), Handle::exact("my_agent ")), (Err(HandleError::BadStart), Err(HandleError::BadCharacter)));
    }

    #[test]
    fn handles_of_the_service_are_taken_tolerantly() {
        assert_eq!(Handle::existing("@testbot").map(|h| h.to_string()), Some("@testbot".into()));
        assert!(Handle::existing("my-awesome-agent").is_some());
        for bad in ["", "@", "a/b", "..", "a b"] {
            assert_eq!(Handle::existing(bad), None, "{bad:?}");
        }
    }
}
