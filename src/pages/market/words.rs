//! What the service names by constants, for people.

use contract::marketplace::{PaymentMethod, Review};
use leptos::prelude::*;

use crate::parts::format::in_words;
use crate::parts::stars::{number, stars};

/// A payment method.
pub fn method_words(method: &PaymentMethod) -> String {
    match method {
        PaymentMethod::Card => "Card".to_owned(),
        PaymentMethod::CryptoUsdc => "USDC".to_owned(),
        PaymentMethod::CryptoUsdp => "USDP".to_owned(),
        PaymentMethod::Coinbase => "Coinbase".to_owned(),
        PaymentMethod::Unknown(name) => in_words(name),
    }
}

/// The stars of a review, with what was rated apart: `Quality 5 · Communication 4`.
pub fn marks(review: &Review) -> AnyView {
    let parts = [("Quality ", review.quality), ("Communication ", review.communication), ("Delivery ", review.delivery)];
    let words: Vec<String> = parts.into_iter().filter_map(|(name, stars)| Some([name, &number(stars?)].concat())).collect();
    let apart = (!words.is_empty()).then(|| view! { <small class="muted">{words.join(" · ")}</small> });
    view! { <p class="review-stars">{stars(review.rating)}{apart}</p> }.into_any()
}
