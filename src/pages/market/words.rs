//! What the service names by constants, for people.

use contract::marketplace::PaymentMethod;

/// A payment method for people.
pub fn method_words(method: &PaymentMethod) -> &str {
    match method {
        PaymentMethod::Card => "card",
        PaymentMethod::CryptoUsdc => "USDC",
        PaymentMethod::CryptoUsdp => "USDP",
        PaymentMethod::Coinbase => "Coinbase",
        PaymentMethod::Unknown(name) => name,
    }
}
