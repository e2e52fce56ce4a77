//! Money: whole cents.

use serde::{Deserialize, Serialize};

/// An amount in cents of the service's currency.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cents(i64);

/// Why a text is no amount. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("An amount looks like 12.50.")]
pub struct CentsError;

impl Cents {
    /// An amount of whole cents.
    pub const fn new(cents: i64) -> Self {
        Self(cents)
    }

    /// The amount in cents.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Reads an amount as a person types it, in whole units with up to two decimals: `12`, `12.5`, `12,50`. Thousands are not grouped:
    /// what `1,234` would mean depends on the country, so it is refused.
    ///
    /// # Errors
    /// When it is no such amount.
    pub fn parse(text: &str) -> Result<Self, CentsError> {
        let text = text.trim();
        let (whole, part) = text.split_once(['.', ',']).unwrap_or((text, "0"));
        let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if !digits(whole) || !digits(part) || part.len() > 2 {
            return Err(CentsError);
        }
        let part: i64 = format!("{part:0<2}").parse().map_err(|_| CentsError)?;
        let whole: i64 = whole.parse().map_err(|_| CentsError)?;
        whole.checked_mul(100).and_then(|cents| cents.checked_add(part)).map(Self).ok_or(CentsError)
    }

    /// The amount as [`Cents::parse`] reads it: `12.50`.
    pub fn typed(self) -> String {
        let cents = self.0.unsigned_abs();
        format!("{}{}.{:02}", if self.0 < 0 { "-" } else { "" }, cents / 100, cents % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_without_floating_point() {
        for (text, cents) in
            [("12", 1_200), ("12.5", 1_250), (" 12,50 ", 1_250), ("0.29", 29), ("0", 0), ("70368744177664.01", 7_036_874_417_766_401)]
        {
            assert_eq!(Cents::parse(text), Ok(Cents::new(cents)), "{text}");
        }
        for bad in ["", ".", "5.", ".5", "1,234", "1.234", "-1", "+1", "1e3", "$5", "١", "92233720368547758.08", "99999999999999999999"] {
            assert_eq!(Cents::parse(bad), Err(CentsError), "{bad:?}");
        }
    }

    #[test]
    fn typed_amounts_are_read_back() {
        for cents in [0, 5, 50, 1_250, 99_999_999] {
            assert_eq!(Cents::parse(&Cents::new(cents).typed()), Ok(Cents::new(cents)));
        }
        assert_eq!(Cents::new(-1_205).typed(), "-12.05");
    }
}
