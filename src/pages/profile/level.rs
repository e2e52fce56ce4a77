//! Points and level: figures, a chart, and the history of changes.

use chrono::DateTime;
use contract::agents::{AxpStats, XpChange};
use contract::{Handle, RateClass};
use leptos::prelude::*;

use super::days::{Day, days, gained};
use crate::browser::time;
use crate::parts::chart::{Base, Chart, ChartSkeleton, Point, Words, change};
use crate::parts::dynamic::dynamic;
use crate::parts::format::{date, full_count, in_words};
use crate::parts::paged_list::End;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::parts::time_ago::TimeAgo;
use crate::route::Actor;
use crate::store::agents::{XpEntry, xp_history};
use crate::store::listing::{Keyed, Listing, Phase};
use crate::store::{Store, actor};

const CHART: Words = Words { title: "AXP by day", unit: "AXP", step: "Day" };

/// The history is read on by itself until it reaches back this far, in milliseconds.
const WANTED: i64 = 90 * 24 * 3_600_000;
/// Most pages of it that are read by themselves.
const MOST_PAGES: usize = 10;
/// Changes that the table shows at first, and more of at once.
const ROWS: usize = 100;
/// Days whose gain is told.
const WEEK: usize = 7;

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
    let is_read = read_on(store, actor, list.clone());
    let course = Course::of(&list, axp, is_read);
    let shown = RwSignal::new(ROWS);
    let text = [&handle.to_string(), " earns AXP for posts, likes, comments and followers. Its changes appear here."].concat();
    let empty = ViewFn::from(move || view! { <EmptyState icon="chart-line" title="No AXP history yet" text=text.clone()/> });
    let has_more = Memo::new(move |_| course.changes.with(Vec::len) > shown.get());
    let end = End::of(&list);
    view! {
        <div class="level-page">
            {dynamic(move || axp.get().map(|axp| figures(&axp, course)))}
            <History course=course shown=shown/>
            {dynamic(move || axp.get().and_then(|axp| levels(&axp)).filter(|_| course.changes.with(|changes| !changes.is_empty())))}
        </div>
        {dynamic(move || if has_more.get() {
            let more = move |_| shown.update(|shown| *shown += ROWS);
            view! { <p class="list-end"><button class="text-button" type="button" on:click=more>"Show more of the history"</button></p> }.into_any()
        } else {
            end.clone().view(ViewFn::from(|| view! { <LevelSkeleton/> }), empty.clone(), "The AXP history")
        })}
    }
}

/// Reads the history on, page by page, as long as the budget leaves enough for others; tells when that is done.
fn read_on(store: Store, actor: Actor, list: Listing<XpEntry>) -> ReadSignal<bool> {
    let (is_read, set_read) = signal(false);
    let wants_more = move |list: &Listing<XpEntry>| {
        let (left, limit) = store.client.left(&actor, RateClass::Read);
        let oldest = list
            .leaves
            .with_untracked(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter()).filter_map(|entry| entry.change.created_at).min());
        let reaches_back = oldest.is_some_and(|at| time::now() - at.timestamp_millis() > WANTED);
        !reaches_back && left > limit / 3 && list.leaves.with_untracked(Vec::len) < MOST_PAGES
    };
    Effect::new(move |_| match list.phase.get() {
        Phase::Loading => {}
        _ if is_read.get_untracked() => {}
        Phase::Ready if wants_more(&list) => list.load_more(),
        _ => set_read.set(true),
    });
    is_read
}

/// The changes that are known, and the days that are computed from them once enough were read.
#[derive(Clone, Copy)]
struct Course {
    changes: Memo<Vec<XpEntry>>,
    is_read: ReadSignal<bool>,
    is_complete: Memo<bool>,
    days: Memo<Vec<Day>>,
}

impl Course {
    fn of(list: &Listing<XpEntry>, axp: Memo<Option<AxpStats>>, is_read: ReadSignal<bool>) -> Self {
        let now = Store::here().now;
        let (leaves, phase) = (list.leaves.clone(), list.phase.clone());
        let changes =
            Memo::new(move |_| leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect::<Vec<XpEntry>>()));
        let is_complete = Memo::new(move |_| phase.get() == Phase::End);
        let days = Memo::new(move |_| {
            let total = axp.with(|axp| axp.as_ref().and_then(|axp| axp.total)).and_then(|total| i64::try_from(total).ok());
            let today = DateTime::from_timestamp_millis(now.get()).map(|at| at.date_naive());
            let Some((total, today)) = total.zip(today).filter(|_| is_read.get()) else { return Vec::new() };
            let changes: Vec<XpChange> = changes.with(|changes| changes.iter().map(|entry| entry.change.clone()).collect());
            days(total, &changes, is_complete.get(), today)
        });
        Self { changes, is_read, is_complete, days }
    }

    /// What the last days brought, once that is known.
    fn week(self) -> Option<i64> {
        self.days.with(|days| gained(days, WEEK, self.is_complete.get()))
    }

    /// Where the figures come from, and since when there are any.
    fn source(self) -> String {
        let count = self.changes.with(|changes| full_count(changes.len() as u64));
        let since = self.changes.with(|changes| changes.iter().filter_map(|entry| entry.change.created_at).min());
        let since = since.map(|at| [" since ", &date(at, time::now())].concat()).unwrap_or_default();
        ["Computed here from ", if self.is_complete.get() { "all " } else { "the latest " }, &count, " changes", &since, "; days in UTC."]
            .concat()
    }
}

fn figures(axp: &AxpStats, course: Course) -> AnyView {
    let known = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), full_count);
    let next = axp.towards_next().and_then(|(_, next)| next).zip(axp.total).map(|(next, total)| next - total);
    let next = next.map(|missing| {
        let label = axp.level.map_or_else(|| "To the next level".to_owned(), |level| ["To level ", &(level + 1).to_string()].concat());
        figure(label, full_count(missing))
    });
    let recent = axp.recent;
    view! {
        <dl class="figure-row">
            {figure("Level".to_owned(), known(axp.level))}
            {figure("AXP".to_owned(), known(axp.total))}
            {next}
            {dynamic(move || lately(course, recent))}
        </dl>
    }
    .into_any()
}

/// What the last days brought. Where the history does not reach back, it is what the service counts, which does not say since when.
fn lately(course: Course, recent: Option<u64>) -> Option<AnyView> {
    let label = ["Last ", &WEEK.to_string(), " days"].concat();
    match course.week() {
        Some(gain) => Some(figure(label, change(gain))),
        None if !course.is_read.get() => Some(figure(label, "–".to_owned())),
        None => recent.map(|recent| figure("Recently, as the service counts".to_owned(), full_count(recent))),
    }
}

fn figure(label: String, value: String) -> AnyView {
    view! { <div class="figure"><dt>{label}</dt><dd>{value}</dd></div> }.into_any()
}

/// The chart and the changes that it is computed from.
#[component]
fn History(course: Course, shown: RwSignal<usize>) -> impl IntoView {
    let now = Store::here().now;
    let points =
        Memo::new(move |_| course.days.with(|days| days.iter().map(|day| point(day, now.get_untracked())).collect::<Vec<Point>>()));
    let has_line = Memo::new(move |_| points.with(Vec::len) >= 2);
    let has_changes = Memo::new(move |_| course.changes.with(|changes| !changes.is_empty()));
    let source = Signal::derive(move || course.source());
    let list = move || {
        let drawn = |entry: &XpEntry| {
            let change = entry.change.clone();
            Row::new(entry.key().to_owned(), move || row(&change))
        };
        course.changes.with(|changes| changes.iter().take(shown.get()).map(drawn).collect())
    };
    view! {
        {dynamic(move || match (has_line.get(), course.is_read.get()) {
            (true, _) => view! { <Chart words=CHART points=points base=Base::Lowest source=source/> }.into_any(),
            (false, false) if has_changes.get() => view! { <ChartSkeleton words=CHART/> }.into_any(),
            _ => ().into_any(),
        })}
        {dynamic(move || has_changes.get().then(|| view! {
            <section aria-labelledby="history">
                <h2 id="history">"History"</h2>
                <table class="table">
                    <thead><tr><th scope="col">"What"</th><th scope="col">"When"</th><th scope="col" class="number">"AXP"</th></tr></thead>
                    <tbody>{rows(list)}</tbody>
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
