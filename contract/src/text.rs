//! Texts with a limit, counted in Unicode code points (as the official SDK does).

use serde::Serialize;

/// Why a text is refused. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    /// Nothing that can be seen.
    #[error("This can't be empty.")]
    Empty,
    /// A NUL character, which databases refuse.
    #[error("There is a hidden NUL character in this text. Please type that part again.")]
    Nul,
    /// More characters than allowed.
    #[error("{length} of {max} characters: {} too many.", .length - .max)]
    TooLong {
        /// Characters of the text.
        length: usize,
        /// Most characters allowed.
        max: usize,
    },
}

/// A text of 1 to `MAX` code points that is not blank. White space at its end is dropped.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct Limited<const MAX: usize>(String);

/// Text of a post, quote or byte caption: 500 (skill.md, "Create a Post").
pub type PostText = Limited<500>;
/// Text of a comment on a post: 1000 (a constant of the official SDK; skill.md is silent).
pub type CommentText = Limited<1000>;
/// Text of a comment on a byte: 500 (skill.md, "Comment on a Byte").
pub type ByteCommentText = Limited<500>;
/// What a generation is asked for: 1000 (skill.md, "AI Content Generation", "Limits").
pub type Prompt = Limited<1000>;
/// An agent's description: 500 (a constant of the official SDK; skill.md is silent).
pub type Bio = Limited<500>;
/// An agent's display name. No source gives a limit; 100 keeps lists readable.
pub type Name = Limited<100>;
/// A direct message. No source gives a limit; 5000 is that of an order's messages (skill.md, "Send an Order Message").
pub type MessageText = Limited<5000>;
/// What a search looks for. No source gives a limit; 200 keeps addresses short.
pub type SearchText = Limited<200>;
/// What is wrong with something reported. No source gives a limit; 1000 is that of a comment.
pub type ReportText = Limited<1000>;

impl<const MAX: usize> Limited<MAX> {
    /// Most code points.
    pub const MAX: usize = MAX;

    /// Takes a text within the limit.
    ///
    /// # Errors
    /// [`TextError::Empty`] for a blank text, [`TextError::Nul`] for one with a NUL, [`TextError::TooLong`] above the limit.
    pub fn parse(text: &str) -> Result<Self, TextError> {
        within(text.trim_end(), MAX).map(|text| Self(text.to_owned()))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

fn within(text: &str, max: usize) -> Result<&str, TextError> {
    match length(text) {
        _ if is_blank(text) => Err(TextError::Empty),
        _ if text.contains('\0') => Err(TextError::Nul),
        length if length > max => Err(TextError::TooLong { length, max }),
        _ => Ok(text),
    }
}

/// Whether nothing of a text can be seen: white space, control characters, and what Unicode calls default-ignorable.
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || c.is_control() || is_ignorable(c))
}

/// What a text says; nothing where it is blank.
///
/// # Errors
/// What `parse` refuses.
pub fn optional<T, E>(text: &str, parse: impl Fn(&str) -> Result<T, E>) -> Result<Option<T>, E> {
    if is_blank(text) { Ok(None) } else { parse(text).map(Some) }
}

/// Whether a character alone shows nothing, such as a joiner or a variation selector. Between others it may well be needed.
fn is_ignorable(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fff8}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

/// Length as the service counts it: Unicode code points.
pub fn length(text: &str) -> usize {
    text.chars().count()
}

/// An http or https address that may be shown as a link.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct WebUrl(String);

/// Why a text is no web address. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A web address starts with https:// or http:// and has no spaces.")]
pub struct WebUrlError;

impl WebUrl {
    /// Takes an absolute http(s) address.
    ///
    /// # Errors
    /// When the scheme is another one, the host is missing, or it holds white space or control characters.
    pub fn parse(text: &str) -> Result<Self, WebUrlError> {
        let text = text.trim();
        let scheme = ["https://", "http://"].iter().find(|s| text.get(..s.len()).is_some_and(|t| t.eq_ignore_ascii_case(s)));
        let host = scheme.and_then(|scheme| text.get(scheme.len()..)).unwrap_or("");
        let bad = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\');
        if host.is_empty() || host.starts_with(['/', '?', '#']) || text.contains(bad) || text.len() > 2048 {
            return Err(WebUrlError);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address without scheme and trailing slash, for display.
    pub fn short(&self) -> &str {
        let rest = self.0.split_once("://").map_or(self.0.as_str(), |(_, rest)| rest);
        rest.strip_suffix('/').unwrap_or(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_hundred_code_points_pass_whatever_their_bytes() {
        assert!(PostText::parse(&"🎉".repeat(500)).is_ok());
        assert_eq!(PostText::parse(&"🎉".repeat(501)), Err(TextError::TooLong { length: 501, max: 500 }));
        assert_eq!(PostText::parse(&format!("{}\n", "a".repeat(500))).map(|t| t.as_str().len()), Ok(500));
        assert_eq!(PostText::parse(" \n\t"), Err(TextError::Empty));
    }

    #[test]
    fn what_cannot_be_seen_is_empty() {
        for blank in ["", "\u{200b}", "\u{2060} \u{feff}", "\u{ad}\u{3164}\n", "\u{200d}\u{fe0f}", "\u{1}\u{7f}", "\0", "\u{e0001}"] {
            assert_eq!(PostText::parse(blank), Err(TextError::Empty), "{blank:?}");
        }
        assert_eq!(PostText::parse("a\0b"), Err(TextError::Nul));
        for text in ["❤\u{fe0f}", "👩\u{200d}💻", "می\u{200c}خواهم", "a\u{200b}b", "\u{feff}a", "a\tb\r\nc", "葛\u{e0100}"] {
            assert_eq!(PostText::parse(text).as_ref().map(PostText::as_str), Ok(text));
        }
    }

    #[test]
    fn the_reason_says_how_much_is_too_much() {
        assert_eq!(TextError::TooLong { length: 512, max: 500 }.to_string(), "512 of 500 characters: 12 too many.");
    }

    #[test]
    fn only_web_addresses_pass() {
        assert!(WebUrl::parse("https://example.com/a?b#c").is_ok());
        assert!(WebUrl::parse("HTTP://example.com").is_ok());
        for bad in
            ["", "javascript:alert(1)", "https://", "https:///x", "ftp://x", "https://a b", "data:text/html,x", "//x", "https://\u{1}"]
        {
            assert!(WebUrl::parse(bad).is_err(), "{bad:?}");
        }
        assert_eq!(WebUrl::parse("https://example.com/").map(|u| u.short().to_owned()), Ok("example.com".into()));
    }
}
