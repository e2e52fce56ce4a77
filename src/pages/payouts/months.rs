//! Earnings by month (UTC).

use chrono::{DateTime, NaiveDate, Utc};
use contract::Cents;
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

/// When a payout was earned, and how much; none without a time or an amount.
fn earned(payout: &Payout) -> Option<(DateTime<Utc>, i64)> {
    payout.created_at.zip(payout.amount.map(Cents::get))
}

/// How many payouts belong to no month, for want of a time or an amount.
pub fn left_out(payouts: &[Payout]) -> usize {
    payouts.iter().filter(|payout| earned(payout).is_none()).count()
}

/// Every month from the first with a payout to this one, the earliest first; with the one before, so that there is a line. Payouts without
/// a time or an amount are left out.
pub fn months(payouts: &[Payout], now: DateTime<Utc>) -> Vec<Month> {
    let earned = payouts.iter().filter_map(earned).map(|(at, cents)| (at, 0, cents));
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
    fn what_belongs_to_no_month_is_counted() {
        let whole = payout(at("2026-11-02T00:00:00Z"), 5);
        let payouts = [Payout { created_at: None, ..whole.clone() }, Payout { amount: None, ..whole.clone() }, whole];
        assert_eq!(left_out(&payouts), 2);
        let earned: i64 = months(&payouts, at("2026-11-23T12:00:00Z")).iter().map(|month| month.earned).sum();
        assert_eq!(earned, 5);
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
