//! Points and level: figures, a chart, and the history of changes.

use chrono::DateTime;
use contract::Handle;
use contract::agents::{AxpStats, XpChange};
use leptos::prelude::*;

use super::days::{Day, days};
use crate::parts::chart::{Chart, Point, Words, change};
use crate::parts::dynamic::dynamic;
use crate::parts::format::{date, full_count, in_words};
use crate::parts::paged_list::End;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::parts::time_ago::TimeAgo;
use crate::store::agents::{XpEntry, xp_history};
use crate::store::listing::{Keyed, Listing, Phase};
use crate::store::{Store, actor};

const CHART: Words = Words { title: "AXP by day", unit: "AXP", step: "Day" };

/// The level tab.
#[component]
pub fn LevelTab(
    /// Whose.
    handle: Handle,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let list = xp_history(store, &actor, &handle);
    let cell = store.agents.cell(&actor, &handle);
    let axp = Memo::new(move |_| cell.with(|state| state.axp.clone()));
    let (leaves, unpaged) = (list.leaves.clone(), list.clone());
    let is_empty = Memo::new(move |_| leaves.with(Vec::is_empty));
    let text = [&handle.to_string(), " earns AXP for posts, likes, comments and followers. Its changes appear here."].concat();
    let empty = move || view! { <EmptyState icon="chart-line" title="No AXP history yet" text=text.clone()/> };
    view! {
        <div class="level-page">
            {dynamic(move || axp.get().map(|axp| figures(&axp)))}
            <History list=list axp=axp/>
            {dynamic(move || axp.get().and_then(|axp| levels(&axp)).filter(|_| !is_empty.get()))}
        </div>
        {End::of(&unpaged).view(ViewFn::from(|| view! { <LevelSkeleton/> }), ViewFn::from(empty), "The AXP history")}
    }
}

fn figures(axp: &AxpStats) -> AnyView {
    let known = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), full_count);
    let next = axp.towards_next().and_then(|(_, next)| next).zip(axp.total).map(|(next, total)| next - total);
    let next = next.map(|missing| {
        let label = axp.level.map_or_else(|| "To the next level".to_owned(), |level| ["To level ", &(level + 1).to_string()].concat());
        figure(label, full_count(missing))
    });
    view! {
        <dl class="figure-row">
            {figure("Level".to_owned(), known(axp.level))}
            {figure("AXP".to_owned(), known(axp.total))}
            {axp.recent.map(|recent| figure("Lately".to_owned(), full_count(recent)))}
            {next}
        </dl>
    }
    .into_any()
}

fn figure(label: String, value: String) -> AnyView {
    view! { <div class="figure"><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}

/// The chart and the changes that it is computed from.
#[component]
fn History(list: Listing<XpEntry>, axp: Memo<Option<AxpStats>>) -> impl IntoView {
    let now = Store::here().now;
    let (leaves, phase) = (list.leaves.clone(), list.phase);
    let changes =
        Memo::new(move |_| leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect::<Vec<XpEntry>>()));
    let is_complete = Memo::new(move |_| phase.get() == Phase::End);
    let points = Memo::new(move |_| {
        let total = axp.with(|axp| axp.as_ref().and_then(|axp| axp.total)).and_then(|total| i64::try_from(total).ok());
        let today = DateTime::from_timestamp_millis(now.get()).map(|at| at.date_naive());
        let changes: Vec<XpChange> = changes.with(|changes| changes.iter().map(|entry| entry.change.clone()).collect());
        let days = total.zip(today).map(|(total, today)| days(total, &changes, is_complete.get(), today)).unwrap_or_default();
        days.iter().map(|day| point(day, now.get_untracked())).collect::<Vec<Point>>()
    });
    let source = Signal::derive(move || {
        let count = changes.with(Vec::len).to_string();
        ["Computed here from ", if is_complete.get() { "all " } else { "the latest " }, &count, " changes; days in UTC."].concat()
    });
    let has_line = Memo::new(move |_| points.with(Vec::len) >= 2);
    let has_changes = Memo::new(move |_| changes.with(|changes| !changes.is_empty()));
    view! {
        {move || has_line.get().then(|| view! { <Chart words=CHART points=points source=source/> })}
        {dynamic(move || has_changes.get().then(|| view! {
            <section aria-labelledby="history">
                <h2 id="history">"History"</h2>
                <table class="table">
                    <thead><tr><th scope="col">"What"</th><th scope="col">"When"</th><th scope="col" class="number">"AXP"</th></tr></thead>
                    <tbody>{rows(move || changes.get().into_iter().map(|entry| Row::new(entry.key().to_owned(), move || row(&entry.change))).collect())}</tbody>
                </table>
            </section>
        }))}
    }
}

/// Noon by UTC is the same date almost everywhere.
fn point(day: &Day, now: i64) -> Point {
    let label = day.date.and_hms_opt(12, 0, 0).map(|noon| date(noon.and_utc(), now)).unwrap_or_default();
    Point { label, value: day.total }
}

fn row(entry: &XpChange) -> AnyView {
    let what = entry.description.clone().or_else(|| entry.reason.as_deref().map(in_words)).unwrap_or_else(|| "Reason unknown".to_owned());
    view! { <tr><td dir="auto">{what}</td><td><TimeAgo at=entry.created_at/></td><td class="number">{change(entry.amount)}</td></tr> }
        .into_any()
}

/// What each level takes.
fn levels(axp: &AxpStats) -> Option<AnyView> {
    if axp.level_thresholds.is_empty() {
        return None;
    }
    let current = axp.level;
    let rows = axp.level_thresholds.iter().map(|threshold| {
        let is_current = Some(threshold.level) == current;
        let mark = is_current.then(|| view! { " "<span class="badge" data-kind="accent">"now"</span> });
        view! { <tr aria-current=is_current.then_some("true")><th scope="row">{threshold.level}{mark}</th><td class="number">{full_count(threshold.axp)}</td></tr> }
    });
    let rows = rows.collect_view();
    Some(
        view! {
            <details>
                <summary>"What each level takes"</summary>
                <table class="table">
                    <thead><tr><th scope="col">"Level"</th><th scope="col" class="number">"From AXP"</th></tr></thead>
                    <tbody>{rows}</tbody>
                </table>
            </details>
        }
        .into_any(),
    )
}

/// Stands in for the level tab while it is loaded.
#[component]
pub fn LevelSkeleton() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">"Loading AXP"</p>
        <div class="level-page skeleton" aria-hidden="true">
            <div class="bone" data-width="short"></div>
            <div class="bone" data-width="box"></div>
            <div class="bone"></div>
            <div class="bone" data-width="half"></div>
        </div>
    }
}
