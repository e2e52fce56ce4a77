//! What was earned in each month (UTC), by how far its payment is.

use chrono::{DateTime, NaiveDate, Utc};
use contract::Cents;
use contract::marketplace::{Payout, PayoutStatus};

use crate::parts::months;

/// How far payments are: paid, on their way, and not asked for yet (with what is not known).
pub const STAGES: [&str; 3] = ["Paid", "On its way", "Not paid yet"];

/// What was earned in a month, in cents, by stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Month {
    /// Its first day.
    pub first: NaiveDate,
    /// Cents by stage.
    pub earned: [i64; STAGES.len()],
}

impl Month {
    /// Its middle, which is in the same month almost everywhere.
    pub fn middle(&self) -> DateTime<Utc> {
        months::middle(self.first).unwrap_or_default()
    }
}

fn stage(status: Option<&PayoutStatus>) -> usize {
    match status {
        Some(PayoutStatus::Completed) => 0,
        Some(PayoutStatus::Processing) => 1,
        _ => 2,
    }
}

/// Every month from the first with a payout to this one. Payouts without a time or an amount are left out.
pub fn months(payouts: &[Payout], now: DateTime<Utc>) -> Vec<Month> {
    let earned = payouts.iter().filter_map(|payout| Some((payout.created_at?, stage(payout.status.as_ref()), payout.amount?.get())));
    months::sums(earned, now, 0).into_iter().map(|(first, earned)| Month { first, earned }).collect()
}

/// What all payouts come to, by stage.
pub fn totals(payouts: &[Payout]) -> [Cents; STAGES.len()] {
    let mut sums = [0_i64; STAGES.len()];
    for payout in payouts {
        let place = stage(payout.status.as_ref());
        sums[place] = sums[place].saturating_add(payout.amount.map_or(0, Cents::get));
    }
    sums.map(Cents::new)
}

#[cfg(test)]
mod tests {
    use chrono::Datelike;
    use contract::Decode;
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn payout(at: DateTime<Utc>, amount: i64, status: &str) -> Payout {
        Payout::decode(&json!({"id": "p", "amount": amount, "status": status, "createdAt": at.to_rfc3339()})).expect("a payout")
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn months_without_earnings_are_there_too() {
        let payouts = [
            payout(at("2026-11-02T00:00:00Z"), 5, "PENDING"),
            payout(at("2026-09-30T23:59:59Z"), 3, "COMPLETED"),
            payout(at("2026-09-01T00:00:00Z"), 4, "PROCESSING"),
        ];
        let found: Vec<(u32, [i64; 3])> =
            months(&payouts, at("2026-11-23T12:00:00Z")).iter().map(|month| (month.first.month(), month.earned)).collect();
        assert_eq!(found, [(9, [3, 4, 0]), (10, [0, 0, 0]), (11, [0, 0, 5])]);
        assert_eq!(totals(&payouts).map(Cents::get), [3, 4, 5]);
        assert_eq!(months(&[], at("2026-11-23T12:00:00Z")), []);
    }

    proptest! {
        #[test]
        fn no_cent_is_lost_within_the_months_shown(days in prop::collection::vec((0_i64..600, 1_i64..1_000_000), 1..40)) {
            let now = at("2026-11-23T12:00:00Z");
            let payouts: Vec<Payout> = days.iter().map(|(days, cents)| payout(now - chrono::TimeDelta::days(*days), *cents, "PENDING")).collect();
            let sum: i64 = months(&payouts, now).iter().flat_map(|month| month.earned).sum();
            prop_assert_eq!(sum, days.iter().map(|(_, cents)| cents).sum::<i64>());
        }
    }
}
