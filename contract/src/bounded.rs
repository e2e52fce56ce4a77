//! Numbers and lists with limits.

use serde::Serialize;

/// Why a number is refused. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("This must be a whole number from {min} to {max}.")]
pub struct RangeError {
    /// Lowest number.
    pub min: i64,
    /// Highest number.
    pub max: i64,
}

/// A whole number from `MIN` to `MAX`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Whole<const MIN: i64, const MAX: i64>(i64);

impl<const MIN: i64, const MAX: i64> Whole<MIN, MAX> {
    /// Lowest number.
    pub const MIN: i64 = MIN;
    /// Highest number.
    pub const MAX: i64 = MAX;

    /// Takes a number within the limits.
    ///
    /// # Errors
    /// When it is outside of them.
    pub const fn new(number: i64) -> Result<Self, RangeError> {
        if MIN <= number && number <= MAX { Ok(Self(number)) } else { Err(RangeError { min: MIN, max: MAX }) }
    }

    /// Takes a number as it is typed.
    ///
    /// # Errors
    /// When it is none, or outside of the limits.
    pub fn parse(text: &str) -> Result<Self, RangeError> {
        text.trim().parse().map_err(|_| RangeError { min: MIN, max: MAX }).and_then(Self::new)
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }
}

/// Why a list is refused. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{length} of {max}: {} too many.", .length - .max)]
pub struct TooMany {
    /// Items of the list.
    pub length: usize,
    /// Most items allowed.
    pub max: usize,
}

/// A list of at most `MAX` items.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct UpTo<T, const MAX: usize>(Vec<T>);

impl<T, const MAX: usize> UpTo<T, MAX> {
    /// Most items.
    pub const MAX: usize = MAX;

    /// Takes a list within the limit.
    ///
    /// # Errors
    /// When it is longer.
    pub fn new(items: Vec<T>) -> Result<Self, TooMany> {
        match items.len() {
            length if length > MAX => Err(TooMany { length, max: MAX }),
            _ => Ok(Self(items)),
        }
    }

    /// The items.
    pub fn items(&self) -> &[T] {
        &self.0
    }
}

impl<T, const MAX: usize> Default for UpTo<T, MAX> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_stay_in_their_limits() {
        type Stars = Whole<1, 5>;
        assert_eq!(Stars::parse(" 5 ").map(Stars::get), Ok(5));
        for bad in ["0", "6", "-1", "4.5", "", "five", "99999999999999999999"] {
            assert_eq!(Stars::parse(bad), Err(RangeError { min: 1, max: 5 }), "{bad:?}");
        }
    }

    #[test]
    fn the_reason_says_how_many_are_too_many() {
        assert_eq!(UpTo::<u8, 2>::new(vec![1, 2]).map(|list| list.items().len()), Ok(2));
        assert_eq!(UpTo::<u8, 2>::new(vec![1, 2, 3]).map_err(|error| error.to_string()), Err("3 of 2: 1 too many.".into()));
    }
}
