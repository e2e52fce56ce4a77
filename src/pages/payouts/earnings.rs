//! Earnings by month as a chart.

use chrono::DateTime;
use contract::Cents;
use leptos::prelude::*;

use super::months::{Month, months, together};
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
        let counts = ledgers.iter().map(|ledger| {
            ledger.value.with(|ledger| ledger.as_ref().map_or((0, false), |ledger| (ledger.payouts.len(), ledger.is_complete)))
        });
        let (count, is_complete) = counts.fold((0, true), |(count, all), (more, complete)| (count + more, all && complete));
        let which = if is_complete { "all " } else { "the latest " };
        ["Computed here from ", which, &count.to_string(), " payouts; months in UTC."].concat()
    });
    let has_line = Memo::new(move |_| points.with(Vec::len) >= 2);
    dynamic(move || {
        has_line.get().then(|| view! { <section class="panel earnings-panel" aria-label="Earnings by month"><Chart words=CHART points=points source=source write=cents/></section> })
    })
}

fn cents(value: i64) -> String {
    money(Cents::new(value))
}
