//! Series that the service does not have: AXP by day with a forecast, posting, earnings by month, and what was recorded here.

use contract::Cents;
use contract::agents::AxpStats;
use contract::analytics::Range;
use contract::marketplace::Payout;
use leptos::prelude::*;

use super::activity::{by_day, is_post, month_starts};
use super::axp::{Course, date_of, gains, step};
use super::earnings::{STAGES, months, totals};
use super::forecast::{Forecast, forecast};
use super::frame::{View, days, edge};
use super::recorded::recorded_section;
use crate::browser::time;
use crate::pages::profile::days::Day;
use crate::parts::chart::data::{Data, Series, Step, Tone};
use crate::parts::chart::{About, Base, ChartSkeleton, Graph, Kind, Words, change};
use crate::parts::dynamic::dynamic;
use crate::parts::format::{date, full_count, month};
use crate::parts::icon::Icon;
use crate::parts::money::{amount, money};
use crate::parts::state::EmptyState;
use crate::store::Store;
use crate::store::analytics::{all, payouts, posts, read_on};

/// Days of changes that are read where the budget allows it: a year of posting.
const BACK: i64 = 370;

const AXP: Words = Words { title: "AXP gained by day", unit: "AXP", step: "Day" };

/// All series, each with its source.
pub fn time_tab(view: View) -> AnyView {
    let store = Store::here();
    let course = Course::of(store, &view.handle(), BACK);
    let range = view.range();
    view! {
        {axp_section(course, range)}
        {activity_section(view, course)}
        {earnings_section(view)}
        {recorded_section(view)}
    }
    .into_any()
}

fn axp_section(course: Course, range: Memo<Range>) -> AnyView {
    let empty = || view! { <EmptyState icon="chart-line" title="No AXP history yet" text="AXP for posts, likes, comments and followers appears here."/> };
    let loading = || view! { <section class="chart-box"><ChartSkeleton words=AXP/></section> }.into_any();
    let has_days = Memo::new(move |_| course.days.with(Vec::len) >= 2);
    view! {
        {edge(course.list(), "The AXP history", loading, ViewFn::from(empty))}
        {dynamic(move || has_days.get().then(|| dynamic(move || axp_charts(course, range.get()))))}
    }
    .into_any()
}

/// What each day brought beside the time before, and where the total goes.
pub fn axp_charts(course: Course, range: Range) -> AnyView {
    view! { {gains_chart(course, range)}{total_chart(course, range)} }.into_any()
}

/// What each day brought, beside the time before.
pub fn gains_chart(course: Course, range: Range) -> AnyView {
    let now = Store::here().now;
    let data = Memo::new(move |_| {
        let found = course.days.with(|days| gains(days, range.days(), course.is_complete.get()));
        let series = vec![
            Series { name: ["Last ", &days(range)].concat(), tone: Tone::One, values: found.now },
            Series { name: [&days(range), " before"].concat(), tone: Tone::Before, values: found.before },
        ];
        Data { steps: found.dates.into_iter().map(|date| step(date, now.get_untracked())).collect(), series, months: Vec::new() }
    });
    let about = About::new(AXP.title, AXP.unit, AXP.step, Kind::Line(Base::Zero)).adding_up();
    view! { <section class="chart-box"><Graph about=about data=data source=Signal::derive(move || course.source())/></section> }.into_any()
}

/// The total, and where it goes if it goes on like this.
fn total_chart(course: Course, range: Range) -> AnyView {
    let now = Store::here().now;
    let expected = Memo::new(move |_| course.axp.with(|axp| course.days.with(|days| forecast(days, axp.as_ref()?))));
    let data = Memo::new(move |_| {
        course.days.with(|days| expected.with(|expected| totals_with(days, expected.as_ref(), range, now.get_untracked())))
    });
    let about = About::new("AXP, and where it goes", "AXP", "Day", Kind::Line(Base::Lowest));
    let told = dynamic(move || course.axp.with(|axp| expected.with(|expected| Some(expected_words(expected.as_ref()?, axp.as_ref()?)))));
    view! {
        <section class="chart-box">
            <Graph about=about data=data source=Signal::derive(move || course.source())/>
            {told}
        </section>
    }
    .into_any()
}

/// As many days as are looked at, and a third as many ahead.
fn totals_with(known: &[Day], expected: Option<&Forecast>, range: Range, now: i64) -> Data {
    let shown = &known[known.len().saturating_sub(range.days() as usize + 1)..];
    let Some(last) = shown.last() else { return Data::default() };
    let ahead = expected.map_or(0, |_| i64::from(range.days() / 3).max(7));
    let later = (1..=ahead).filter_map(|days| last.date.checked_add_days(chrono::Days::new(u64::try_from(days).ok()?)));
    let steps: Vec<Step> = shown.iter().map(|day| day.date).chain(later).map(|date| step(date, now)).collect();
    let mut past: Vec<Option<i64>> = shown.iter().map(|day| Some(day.total)).collect();
    let mut to_come: Vec<Option<i64>> = vec![None; shown.len() - 1];
    if let Some(expected) = expected {
        to_come.extend((0..=ahead).map(|days| Some(expected.after(days, last.total))));
    }
    past.resize(steps.len(), None);
    let mut series = vec![Series { name: "AXP".to_owned(), tone: Tone::One, values: past }];
    if expected.is_some() {
        series.push(Series { name: "Expected".to_owned(), tone: Tone::Ahead, values: to_come });
    }
    Data { steps, series, months: Vec::new() }
}

/// When the next level is reached, and what that assumes.
fn expected_words(expected: &Forecast, axp: &AxpStats) -> AnyView {
    let (gained, over) = expected.pace;
    let pace = [&change(gained), " AXP in the last ", &over.to_string(), " days"].concat();
    let level = |level: u64, axp: u64| ["level ", &level.to_string(), " (", &full_count(axp), " AXP)"].concat();
    let text = match (expected.next, expected.reached) {
        (Some(next), Some((left, at))) => {
            let at = at.and_hms_opt(12, 0, 0).map(|noon| date(noon.and_utc(), time::now())).unwrap_or_default();
            let left =
                if left == 1 { "tomorrow".to_owned() } else { ["in ", &full_count(left.unsigned_abs()), " days, around ", &at].concat() };
            ["At this pace (", &pace, "), ", &level(next.level, next.axp), " is reached ", &left, "."].concat()
        }
        (Some(next), None) if gained > 0 => {
            ["At this pace (", &pace, "), ", &level(next.level, next.axp), " is more than ten years away."].concat()
        }
        (Some(next), None) => ["With ", &pace, ", ", &level(next.level, next.axp), " does not come nearer."].concat(),
        (None, _) if axp.level_thresholds.is_empty() => ["The pace is ", &pace, ". The service did not say where levels begin."].concat(),
        (None, _) => ["The pace is ", &pace, ". There is no higher level."].concat(),
    };
    view! {
        <div class="callout forecast" data-kind="info">
            <Icon name="gauge"/>
            <p><b>"Forecast: "</b>{text}" It is computed here and assumes that each day brings as much as the average of those days."</p>
        </div>
    }
    .into_any()
}

fn activity_section(view: View, course: Course) -> AnyView {
    let now = Store::here().now;
    let is_told = Memo::new(move |_| course.changes.with(|changes| changes.iter().any(is_post)));
    let is_read = course.is_read;
    let section = move || -> Option<AnyView> {
        if !is_read.get() {
            return None;
        }
        if is_told.get() {
            let data = Memo::new(move |_| {
                course.changes.with(|changes| {
                    let published = changes.iter().filter(|change| is_post(change)).filter_map(|change| change.created_at);
                    let since = changes.iter().filter_map(|change| change.created_at).min().map(|at| at.date_naive());
                    calendar(&date_of(now.get()).map(|today| by_day(published, since, today)).unwrap_or_default(), now.get_untracked())
                })
            });
            return Some(calendar_chart(data, Signal::derive(move || course.source())));
        }
        let list = posts(Store::here(), &view.actor(), contract::analytics::SortBy::default());
        let counted = list.clone();
        let data = Memo::new(move |_| {
            let found = all(&list);
            let published = found.iter().filter_map(|told| told.value.post.created_at);
            calendar(&date_of(now.get()).map(|today| by_day(published, None, today)).unwrap_or_default(), now.get_untracked())
        });
        let source = Signal::derive(move || {
            [
                "Counted here over the ",
                &all(&counted).len().to_string(),
                " posts with the most engagement: the AXP history does not tell of posts; days in UTC.",
            ]
            .concat()
        });
        Some(calendar_chart(data, source))
    };
    dynamic(section)
}

fn calendar_chart(data: Memo<Data>, source: Signal<String>) -> AnyView {
    let has_days = Memo::new(move |_| data.with(|data| data.len() > 1));
    dynamic(move || {
        let about = About::new("Posting", "posts", "Day", Kind::Calendar);
        has_days.get().then(|| view! { <section class="chart-box"><Graph about=about data=data source=source/></section> })
    })
}

fn calendar(days: &[(chrono::NaiveDate, i64)], now: i64) -> Data {
    let mut data = Data::single(days.iter().map(|(day, count)| (step(*day, now), *count)));
    let name = |index: usize| {
        let noon = days.get(index)?.0.and_hms_opt(12, 0, 0)?.and_utc();
        Some((index, short_month(&month(noon)).split_whitespace().next()?.to_owned()))
    };
    data.months = month_starts(days).into_iter().filter_map(name).collect();
    data
}

fn earnings_section(view: View) -> AnyView {
    let store = Store::here();
    let list = payouts(store, &view.actor());
    let is_read = read_on(store, view.actor(), list.clone(), |_| true);
    let (found, phase) = (list.clone(), list.phase.clone());
    let known = Memo::new(move |_| all(&found).into_iter().map(|told| told.value).collect::<Vec<Payout>>());
    let is_complete = Memo::new(move |_| phase.get() == crate::store::listing::Phase::End);
    let data = Memo::new(move |_| {
        let now = chrono::DateTime::from_timestamp_millis(store.now.get());
        earned(&known.with(|payouts| now.map(|now| months(payouts, now)).unwrap_or_default()))
    });
    let has_any = Memo::new(move |_| is_read.get() && data.with(|data| data.len() > 0));
    let source = Signal::derive(move || {
        known.with(|payouts| {
            let which = if is_complete.get() { "all " } else { "the latest " };
            ["Computed here from ", which, &payouts.len().to_string(), " payouts, by when they were earned; months in UTC."].concat()
        })
    });
    let about = || About::new("Earnings by month", "", "Month", Kind::Bars).written(cents, 2);
    let empty = || view! { <p class="source">"No earnings yet: completed orders appear here as earnings by month."</p> };
    view! {
        {edge(list, "The payouts", || ().into_any(), ViewFn::from(empty))}
        {dynamic(move || has_any.get().then(|| view! {
            <section class="chart-box">
                <Graph about=about() data=data source=source/>
                {dynamic(move || known.with(|payouts| stages(payouts)))}
            </section>
        }))}
    }
    .into_any()
}

fn cents(value: i64) -> String {
    money(Cents::new(value))
}

fn earned(months: &[super::earnings::Month]) -> Data {
    let steps = months
        .iter()
        .map(|found| Step { label: short_month(&month(found.middle())), key: found.first.to_string().chars().take(7).collect() })
        .collect();
    let series = STAGES.iter().zip(Tone::EQUAL).enumerate().map(|(stage, (name, tone))| Series {
        name: (*name).to_owned(),
        tone,
        values: months.iter().map(|month| Some(month.earned[stage])).collect(),
    });
    Data { steps, series: series.collect(), months: Vec::new() }
}

/// `November 2026` as `Nov 2026`; in languages that write months otherwise, as it is.
fn short_month(text: &str) -> String {
    match text.split_once(' ') {
        Some((name, rest)) if name.chars().all(char::is_alphabetic) => {
            let short: String = name.chars().take(3).collect();
            [&short, " ", rest].concat()
        }
        _ => text.to_owned(),
    }
}

/// What all payouts come to.
fn stages(payouts: &[Payout]) -> AnyView {
    let sums = STAGES
        .iter()
        .zip(totals(payouts))
        .map(|(name, sum)| view! { <div class="figure"><dt>{*name}</dt><dd>{amount(Some(sum))}</dd></div> });
    view! { <dl class="figure-row">{sums.collect_view()}</dl> }.into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_short_where_they_can_be() {
        assert_eq!(["November 2026", "2026年11月", "11.2026"].map(short_month), ["Nov 2026", "2026年11月", "11.2026"]);
    }
}
