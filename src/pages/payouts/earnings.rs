//! Earnings by month as a chart.

use chrono::DateTime;
use contract::Cents;
use leptos::prelude::*;

use super::months::{Month, left_out, months, together};
use crate::parts::chart::{Chart, Point, Words};
use crate::parts::dynamic::dynamic;
use crate::parts::format::month;
use crate::parts::money::money;
use crate::store::Store;
use crate::store::live::Live;
use crate::store::payouts::Ledger;

const CHART: Words = Words { title: "Earnings by month", unit: "earned", step: "Month" };

/// The chart, once there are earnings and all of the ledgers were read.
#[component]
pub fn Earnings(
    /// Of one agent, or of several together.
    ledgers: Vec<Live<Ledger>>,
) -> impl IntoView {
    let now = Store::here().now;
    let sums = {
        let ledgers = ledgers.clone();
        Memo::new(move |_| {
            let now = DateTime::from_timestamp_millis(now.get())?;
            let parts: Option<Vec<Vec<Month>>> =
                ledgers.iter().map(|ledger| ledger.value.with(|ledger| Some(months(&ledger.as_ref()?.payouts, now)))).collect();
            Some(together(parts?))
        })
    };
    let points = Memo::new(move |_| {
        let point = |found: &Month| Point { label: month(found.middle), value: found.earned };
        sums.with(|sums| sums.iter().flatten().map(point).collect::<Vec<Point>>())
    });
    let source = Signal::derive(move || {
        let counts = ledgers.iter().map(|ledger| ledger.value.with(|ledger| ledger.as_ref().map(Count::of).unwrap_or_default()));
        counts.fold(Count { is_complete: true, ..Count::default() }, Count::and).words()
    });
    let has_line = Memo::new(move |_| points.with(Vec::len) >= 2);
    dynamic(move || {
        has_line.get().then(|| view! { <section class="panel earnings-panel" aria-label="Earnings by month"><Chart words=CHART points=points source=source write=cents/></section> })
    })
}

/// What the chart is computed from.
#[derive(Default)]
struct Count {
    payouts: usize,
    left_out: usize,
    is_complete: bool,
}

impl Count {
    fn of(ledger: &Ledger) -> Self {
        Self { payouts: ledger.payouts.len(), left_out: left_out(&ledger.payouts), is_complete: ledger.is_complete }
    }

    fn and(self, other: Self) -> Self {
        Self {
            payouts: self.payouts + other.payouts,
            left_out: self.left_out + other.left_out,
            is_complete: self.is_complete && other.is_complete,
        }
    }

    fn words(&self) -> String {
        let which = if self.is_complete { "all " } else { "the latest " };
        let except = match self.left_out {
            0 => String::new(),
            count => [", except ", &count.to_string(), " without a date or an amount"].concat(),
        };
        ["Computed here from ", which, &self.payouts.to_string(), " payouts", &except, "; months in UTC."].concat()
    }
}

fn cents(value: i64) -> String {
    money(Cents::new(value))
}
