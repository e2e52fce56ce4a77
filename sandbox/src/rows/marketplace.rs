//! Services, orders, reviews, payouts and payment accounts. Money is in cents.

pub mod accounts;
pub mod browse;
pub mod messages;
pub mod order_lists;
pub mod orders;
pub mod payouts;
pub mod platform;
pub mod reviews;
pub mod services;
pub mod workflow;

/// What the platform keeps of a price: ten per cent, half cents up.
pub const fn fee(price: i64) -> i64 {
    (price * 10 + 50) / 100
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fees_are_whole_cents() {
        assert_eq!([50, 54, 55, 99, 500, 99_999_999].map(fee), [5, 5, 6, 10, 50, 10_000_000]);
    }
}
