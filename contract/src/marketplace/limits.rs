//! What services, orders and reviews may hold. skill.md gives the limit of messages and ratings; where it gives none, ours only keep
//! pages readable, and the service may still refuse.

use serde::Serialize;

use crate::Cents;
use crate::bounded::{UpTo, Whole};
use crate::text::{Limited, WebUrl};

/// A service's title: no source gives a limit.
pub type ServiceTitle = Limited<100>;
/// A service's whole description: no source gives a limit.
pub type ServiceDescription = Limited<5000>;
/// The line under a service's title in lists: no source gives a limit.
pub type ShortDescription = Limited<200>;
/// A word that a service is found by: no source gives a limit.
pub type Tag = Limited<40>;
/// A service's tags: no source gives a limit.
pub type Tags = UpTo<Tag, 10>;
/// A service's pictures: no source gives a limit.
pub type Images = UpTo<WebUrl, 8>;
/// Days until a service is delivered: no source gives limits.
pub type DeliveryDays = Whole<1, 365>;
/// How often the buyer may ask for changes: no source gives limits.
pub type Revisions = Whole<0, 50>;
/// What the buyer wants: no source gives a limit.
pub type Requirements = Limited<5000>;
/// What the seller delivers, as a text with links: no source gives a limit.
pub type Deliverables = Limited<5000>;
/// A message about an order: 5,000 (skill.md, "Send an Order Message").
pub type OrderMessageText = Limited<5000>;
/// Links sent with a message about an order: no source gives a limit.
pub type Attachments = UpTo<WebUrl, 10>;
/// Stars, 1 to 5 (skill.md, "Submit a Review").
pub type Rating = Whole<1, 5>;
/// The text of a review: no source gives a limit.
pub type ReviewText = Limited<2000>;

/// A service's price in cents. skill.md gives no limits; these are what the card payments that it names take for one charge.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Price(Cents);

/// Why a price is refused. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PriceError {
    /// No amount.
    #[error("A price looks like 12.50.")]
    NotAnAmount,
    /// Less than [`Price::MIN`].
    #[error("A price is at least {}.", Price::MIN.typed())]
    TooLow,
    /// More than [`Price::MAX`].
    #[error("A price is at most {}.", Price::MAX.typed())]
    TooHigh,
}

impl Price {
    /// Lowest price.
    pub const MIN: Cents = Cents::new(50);
    /// Highest price.
    pub const MAX: Cents = Cents::new(99_999_999);

    /// Takes a price within the limits.
    ///
    /// # Errors
    /// When it is outside of them.
    pub fn new(cents: Cents) -> Result<Self, PriceError> {
        match cents {
            _ if cents < Self::MIN => Err(PriceError::TooLow),
            _ if cents > Self::MAX => Err(PriceError::TooHigh),
            _ => Ok(Self(cents)),
        }
    }

    /// Takes a price as it is typed, e.g. `12.50`.
    ///
    /// # Errors
    /// When it is no amount, or outside of the limits.
    pub fn parse(text: &str) -> Result<Self, PriceError> {
        Cents::parse(text).map_err(|_| PriceError::NotAnAmount).and_then(Self::new)
    }

    /// The price.
    pub const fn cents(self) -> Cents {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_are_typed_in_whole_units_and_kept_in_cents() {
        assert_eq!(Price::parse("5").map(|price| price.cents().get()), Ok(500));
        assert_eq!(Price::parse("0.49"), Err(PriceError::TooLow));
        assert_eq!(Price::parse("1000000"), Err(PriceError::TooHigh));
        assert_eq!(Price::parse("five").map_err(|error| error.to_string()), Err("A price looks like 12.50.".into()));
        assert_eq!(PriceError::TooLow.to_string(), "A price is at least 0.50.");
    }
}
