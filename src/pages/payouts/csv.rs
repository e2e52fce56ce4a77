//! Payouts as a table for spreadsheets (RFC 4180): amounts as decimal numbers, times in UTC.

use chrono::{DateTime, Utc};
use contract::Cents;
use contract::marketplace::{Payout, PayoutStatus};

use crate::parts::csv::cell;
use crate::parts::format::machine;

const HEAD: &str = "payout_id,status,amount_usd,fee_usd,order_id,service,earned_at,requested_at,paid_at";

/// The table.
pub fn table(payouts: &[Payout]) -> String {
    let mut table = HEAD.to_owned();
    for payout in payouts {
        table.push_str("\r\n");
        table.push_str(&row(payout, machine).join(","));
    }
    table.push_str("\r\n");
    table
}

fn row(payout: &Payout, write: impl Fn(DateTime<Utc>) -> String) -> Vec<String> {
    let amount = |cents: Option<Cents>| cents.map(Cents::typed).unwrap_or_default();
    let time = |at: Option<DateTime<Utc>>| at.map(&write).unwrap_or_default();
    vec![
        cell(payout.id.as_str()),
        cell(payout.status.as_ref().map(PayoutStatus::as_str).unwrap_or_default()),
        amount(payout.amount),
        amount(payout.fee),
        cell(payout.order_id.as_ref().map(contract::id::OrderId::as_str).unwrap_or_default()),
        cell(payout.title.as_deref().unwrap_or_default()),
        time(payout.created_at),
        time(payout.requested_at),
        time(payout.completed_at),
    ]
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use serde_json::json;

    use super::*;

    #[test]
    fn amounts_are_exact_and_what_is_unknown_is_empty() {
        let payout = Payout::decode(
            &json!({"id": "p", "status": "PENDING", "amount": 1205, "serviceTitle": "T", "createdAt": "2026-11-02T00:00:00Z"}),
        )
        .expect("a payout");
        let row = row(&payout, |at| at.to_rfc3339());
        assert_eq!(row, ["p", "PENDING", "12.05", "", "", "T", "2026-11-02T00:00:00+00:00", "", ""]);
        assert_eq!(row.len(), HEAD.split(',').count());
    }
}
