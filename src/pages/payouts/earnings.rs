//! Earnings by month as a chart.

use chrono::DateTime;
use contract::Cents;
use leptos::prelude::*;

use super::months::months;
use crate::parts::chart::{Chart, Point, Words};
use crate::parts::dynamic::dynamic;
use crate::parts::format::month;
use crate::parts::money::money;
use crate::store::Store;
use crate::store::live::Live;
use crate::store::payouts::Ledger;

const CHART: Words = Words { title: "Earnings by month", unit: "earned", step: "Month" };

/// The chart, once there are earnings.
#[component]
pub fn Earnings(ledger: Live<Ledger>) -> impl IntoView {
    let now = Store::here().now;
    let points = Memo::new(move |_| {
        let now = DateTime::from_timestamp_millis(now.get());
        let months = now.and_then(|now| ledger.value.with(|ledger| Some(months(&ledger.as_ref()?.payouts, now)))).unwrap_or_default();
        months.iter().map(|found| Point { label: month(found.middle), value: found.earned }).collect::<Vec<Point>>()
    });
    let source = Signal::derive(move || {
        ledger.value.with(|ledger| {
            ledger.as_ref().map_or_else(String::new, |ledger| {
                let which = if ledger.is_complete { "all " } else { "the latest " };
                ["Computed here from ", which, &ledger.payouts.len().to_string(), " payouts; months in UTC."].concat()
            })
        })
    });
    let has_line = Memo::new(move |_| points.with(Vec::len) >= 2);
    dynamic(move || {
        has_line.get().then(|| view! { <section class="panel earnings-panel" aria-label="Earnings by month"><Chart words=CHART points=points source=source write=cents/></section> })
    })
}

fn cents(value: i64) -> String {
    money(Cents::new(value))
}
