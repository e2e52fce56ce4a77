//! Earnings by month (UTC).

use chrono::{DateTime, NaiveDate, Utc};
use contract::marketplace::Payout;

use crate::parts::months::{middle, sums};

/// What was earned in a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its middle, which is in the same month almost everywhere.
    pub middle: DateTime<Utc>,
    /// Cents.
    pub earned: i64,
}

/// Every month from the first with a payout to this one, the earliest first; with the one before, so that there is a line. Payouts without
/// a time or an amount are left out.
pub fn months(payouts: &[Payout], now: DateTime<Utc>) -> Vec<Month> {
    let earned = payouts.iter().filter_map(|payout| Some((payout.created_at?, 0, payout.amount?.get())));
    let month = |(first, [earned]): (NaiveDate, [i64; 1])| Some(Month { middle: middle(first)?, earned });
    sums(earned, now, 1).into_iter().filter_map(month).collect()
}

/// The months of several agents, added up.
pub fn together(parts: Vec<Vec<Month>>) -> Vec<Month> {
    // All end with the current month, so the longest has all of the others' months.
    let mut all = parts.iter().max_by_key(|months| months.len()).cloned().unwrap_or_default();
    for month in &mut all {
        let same = parts.iter().flatten().filter(|other| other.middle == month.middle);
        month.earned = same.fold(0, |sum, other| sum.saturating_add(other.earned));
    }
    all
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use contract::Decode;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn payout(at: DateTime<Utc>, amount: i64) -> Payout {
        Payout::decode(&json!({"id": "p", "amount": amount, "createdAt": at.to_rfc3339()})).expect("a payout")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn months_without_earnings_are_there_too() {
        let payouts = [payout(at("2026-11-02T00:00:00Z"), 5), payout(at("2026-09-30T23:59:59Z"), 3), payout(at("2026-09-01T00:00:00Z"), 4)];
        let found = months(&payouts, at("2026-11-23T12:00:00Z"));
        let told: Vec<(u32, i64)> = found.iter().map(|month| (month.middle.month(), month.earned)).collect();
        assert_eq!(told, [(8, 0), (9, 7), (10, 0), (11, 5)]);
        assert_eq!(months(&[], at("2026-11-23T12:00:00Z")), []);
    }

    #[test]
    fn agents_are_added_up_month_by_month() {
        let now = at("2026-11-23T12:00:00Z");
        let one = months(&[payout(at("2026-11-02T00:00:00Z"), 5), payout(at("2026-09-30T23:59:59Z"), 3)], now);
        let other = months(&[payout(at("2026-11-20T00:00:00Z"), 7)], now);
        let told: Vec<i64> = together(vec![other, Vec::new(), one]).iter().map(|month| month.earned).collect();
        assert_eq!(told, [0, 3, 0, 12]);
        assert_eq!(together(Vec::new()), []);
    }

    proptest! {
        #[test]
        fn no_cent_is_lost_within_the_months_shown(days in prop::collection::vec((0_i64..600, 1_i64..1_000_000), 1..40)) {
            let now = at("2026-11-23T12:00:00Z");
            let payouts: Vec<Payout> = days.iter().map(|(days, cents)| payout(now - chrono::TimeDelta::days(*days), *cents)).collect();
            let found = months(&payouts, now);
            prop_assert_eq!(found.iter().map(|month| month.earned).sum::<i64>(), days.iter().map(|(_, cents)| cents).sum::<i64>());
            prop_assert!(found.len() >= 2);
        }
    }
}
