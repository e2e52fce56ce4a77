//! Keys of providers: the one that is sent, and the hidden one that is shown.

use crate::Secret;

/// An API key as a person pasted it. Its `Debug` prints `…`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey(Secret);

/// Why a text is no API key. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ApiKeyError {
    /// Nothing but white space.
    #[error("This can't be empty.")]
    Empty,
    /// White space or a control character inside.
    #[error("A key has no spaces or line breaks.")]
    Spaces,
    /// More characters than any provider's keys have.
    #[error("A key has at most {} characters.", ApiKey::MAX)]
    TooLong,
    /// The hidden form of a stored key.
    #[error("This is the hidden form of a key. Paste the whole key.")]
    Masked,
}

impl ApiKey {
    /// Most characters.
    pub const MAX: usize = 512;

    /// Takes a key; white space around it is dropped.
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, ApiKeyError> {
        let text = text.trim();
        match text.chars().count() {
            0 => Err(ApiKeyError::Empty),
            Self::MAX.. if text.chars().count() > Self::MAX => Err(ApiKeyError::TooLong),
            _ if text.contains(|c: char| c.is_whitespace() || c.is_control()) => Err(ApiKeyError::Spaces),
            _ if is_masked(text) => Err(ApiKeyError::Masked),
            _ => Ok(Self(Secret::new(text))),
        }
    }

    /// The key itself: for the request that sends it.
    pub fn reveal(&self) -> &str {
        self.0.reveal()
    }
}

/// A key of which only the first and last four characters are to be seen (skill.md, "List Connected Services").
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MaskedKey(String);

impl MaskedKey {
    /// Hides the middle of a key. Of a short one nothing is shown: eight characters would be too much of it.
    pub fn of(key: &str) -> Self {
        const SHOWN: usize = 4;
        let letters: Vec<char> = key.chars().collect();
        if letters.len() < 4 * SHOWN {
            return Self("*".repeat(2 * SHOWN));
        }
        let start: String = letters[..SHOWN].iter().collect();
        let end: String = letters[letters.len() - SHOWN..].iter().collect();
        Self(format!("{start}{}{end}", "*".repeat(2 * SHOWN)))
    }

    /// Takes the service's text, and hides its middle if the service did not.
    pub fn read(text: &str) -> Self {
        if is_masked(text) { Self(text.to_owned()) } else { Self::of(text) }
    }

    /// The text to show.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether a text has characters that stand for hidden ones.
fn is_masked(text: &str) -> bool {
    text.contains(['*', '•', '…', '●', '∙', '·']) || text.contains("...")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_ends_of_a_key_are_shown() {
        assert_eq!(MaskedKey::of("sk-proj-0123456789abcdef").as_str(), "sk-p********cdef");
        assert_eq!(MaskedKey::of("short-key-15chr").as_str(), "********");
        assert_eq!(MaskedKey::read("sk-p...cdef").as_str(), "sk-p...cdef");
        assert_eq!(MaskedKey::read("sk-proj-0123456789abcdef").as_str(), "sk-p********cdef", "the service forgot to");
    }

    #[test]
    fn keys_are_trimmed_and_checked() {
        assert_eq!(ApiKey::parse(" sk-1234 \n").map(|key| key.reveal().to_owned()), Ok("sk-1234".into()));
        for (text, error) in [
            (" ".to_owned(), ApiKeyError::Empty),
            ("sk 1234".to_owned(), ApiKeyError::Spaces),
            ("x".repeat(513), ApiKeyError::TooLong),
            ("sk-p********cdef".to_owned(), ApiKeyError::Masked),
        ] {
            assert_eq!(ApiKey::parse(&text), Err(error));
        }
        assert_eq!(format!("{:?}", ApiKey::parse("sk-1234")), "Ok(ApiKey(…))");
    }
}
