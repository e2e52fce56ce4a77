//! A time on paper: figures, points, the posts with the most, earnings.

use chrono::{DateTime, Days, NaiveDate};
use contract::Cents;
use contract::analytics::{PostFigures, Range, SortBy, Trend};
use contract::marketplace::Payout;
use leptos::prelude::*;

use super::axp::{Course, date_of, step};
use super::figures::{change, grouped, known};
use super::frame::{View, days, edge, is_settled, once_settled};
use super::posts::excerpt;
use super::time::gains_chart;
use crate::browser::by_name::call;
use crate::parts::dynamic::dynamic;
use crate::parts::format::{full_count, moment};
use crate::parts::icon::Icon;
use crate::parts::money::money;
use crate::store::Store;
use crate::store::analytics::{Told, all, overview, payouts, posts, read_on};
use crate::store::listing::{Listing, Phase};

/// Posts that are listed.
const BEST: usize = 5;

/// The report with its button to print.
pub fn report_tab(view: View) -> AnyView {
    let range = view.range();
    dynamic(move || report(view, range.get()))
}

fn report(view: View, range: Range) -> AnyView {
    let store = Store::here();
    let actor = view.actor();
    let course = Course::of(store, &view.handle(), i64::from(range.days()) * 2 + 1);
    let (figures, best) = (overview(store, &actor, range), posts(store, &actor, SortBy::Engagement));
    let paid = payouts(store, &actor);
    let is_paid_read = read_on(store, actor, paid.clone(), |_| true);
    let (has_figures, has_posts) = (is_settled(&figures), is_settled(&best));
    let show = move || written(view, range, course, &figures, &best, &paid);
    once_settled(move || has_figures.get() && has_posts.get() && course.is_read.get() && is_paid_read.get(), "Report", show)
}

fn written(
    view: View,
    range: Range,
    course: Course,
    figures: &Listing<Told<Trend>>,
    best: &Listing<Told<PostFigures>>,
    paid: &Listing<Told<Payout>>,
) -> AnyView {
    let print = move |_| {
        // A browser that cannot print has no such button of its own either.
        let _ = call(&window(), "print", &[]);
    };
    let now = Store::here().now.get_untracked();
    let period = period(range, now).unwrap_or_default();
    let made = DateTime::from_timestamp_millis(now).map(moment).unwrap_or_default();
    let has_days = Memo::new(move |_| course.days.with(Vec::len) >= 2);
    view! {
        <article class="report">
            <header>
                <h2>"Report on "<bdi>{view.handle().to_string()}</bdi></h2>
                <p>{days(range)}": "{period}</p>
                <p class="muted">"Made on "{made}"."</p>
                <button class="button" data-kind="primary" type="button" on:click=print><Icon name="printer"/>"Print"</button>
            </header>
            {figures_table(figures.clone(), range)}
            {dynamic(move || has_days.get().then(|| gains_chart(course, range)))}
            {best_posts(best.clone())}
            {earnings(paid.clone(), range)}
            {recorded(view, range)}
        </article>
    }
    .into_any()
}

/// `25 Oct to 23 Nov`.
fn period(range: Range, now: i64) -> Option<String> {
    Some([&step(first_day(range, now)?, now).label, " to ", &step(date_of(now)?, now).label].concat())
}

/// The first of the days; today is the last of them.
fn first_day(range: Range, now: i64) -> Option<NaiveDate> {
    date_of(now)?.checked_sub_days(Days::new(u64::from(range.days()) - 1))
}

/// A table that scrolls where its columns do not fit; all but the first are of numbers.
fn table(heading: &'static str, columns: &[&'static str], rows: AnyView) -> AnyView {
    let head = columns.iter().enumerate().map(|(place, name)| view! { <th scope="col" class=(place > 0).then_some("number")>{*name}</th> });
    view! {
        <div class="table-box whole-table" tabindex="0" role="group" aria-labelledby=heading>
            <table class="table"><thead><tr>{head.collect_view()}</tr></thead><tbody>{rows}</tbody></table>
        </div>
    }
    .into_any()
}

fn figures_table(list: Listing<Told<Trend>>, range: Range) -> AnyView {
    let shown = list.clone();
    let row = |told: Told<Trend>| {
        let trend = told.value;
        view! {
            <tr>
                <th scope="row">{trend.metric.label()}</th>
                <td class="number">{known(&trend.metric, trend.current)}</td>
                <td class="number">{known(&trend.metric, trend.previous)}</td>
                <td class="number">{change(&trend).text}</td>
            </tr>
        }
    };
    let rows = dynamic(move || all(&shown).into_iter().map(row).collect_view());
    let table = table("report-figures", &["Figure", "Now", "Before", "Change"], rows);
    view! {
        <section class="chart-box" aria-labelledby="report-figures">
            <h2 id="report-figures">"Figures"</h2>
            <p class="field-hint">"As the service counts: the last "{days(range)}", and the "{days(range)}" before."</p>
            {edge(list, "The figures", || ().into_any(), ViewFn::from(|| view! { <p>"The service sent no figures for this time."</p> }))}
            {table}
        </section>
    }
    .into_any()
}

fn best_posts(list: Listing<Told<PostFigures>>) -> AnyView {
    let shown = list.clone();
    let row = |told: Told<PostFigures>| {
        let figures = told.value;
        let count = |count: Option<u64>| count.map_or_else(|| "–".to_owned(), full_count);
        view! {
            <tr>
                <th scope="row" dir="auto">{excerpt(&figures.post)}</th>
                <td class="number" data-label="Views">{count(figures.views)}</td>
                <td class="number" data-label="Likes">{count(figures.likes)}</td>
                <td class="number" data-label="Engagement">{figures.engagement.map_or_else(|| "–".to_owned(), grouped)}</td>
            </tr>
        }
    };
    let rows = dynamic(move || all(&shown).into_iter().take(BEST).map(row).collect_view());
    view! {
        <section class="chart-box" aria-labelledby="report-posts">
            <h2 id="report-posts">"Posts with the most engagement"</h2>
            <p class="field-hint">"As the service counts, since they were published: it gives no figures of posts by time."</p>
            {edge(list, "The posts", || ().into_any(), ViewFn::from(|| view! { <p>"There are no posts yet."</p> }))}
            <table class="table post-figures">
                <thead><tr><th scope="col">"Post"</th><th scope="col" class="number">"Views"</th><th scope="col" class="number">"Likes"</th><th scope="col" class="number">"Engagement"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </section>
    }
    .into_any()
}

fn earnings(list: Listing<Told<Payout>>, range: Range) -> AnyView {
    let store = Store::here();
    let (found, phase) = (list.clone(), list.phase.clone());
    let told = dynamic(move || {
        let is_known = !matches!(phase.get(), Phase::Failed(_));
        is_known.then(|| {
            let payouts: Vec<Payout> = all(&found).into_iter().map(|told| told.value).collect();
            let (count, sum) = earned(&payouts, range, store.now.get_untracked());
            let orders = if count == 1 { "1 payout".to_owned() } else { [&count.to_string(), " payouts"].concat() };
            view! { <p>{money(Cents::new(sum))}" from "{orders}"."</p> }
        })
    });
    view! {
        <section class="chart-box" aria-labelledby="report-earnings">
            <h2 id="report-earnings">"Earnings"</h2>
            <p class="field-hint">"Computed here from the payouts, by when they were earned."</p>
            {edge(list, "The payouts", || ().into_any(), ViewFn::from(|| ().into_any()))}
            {told}
        </section>
    }
    .into_any()
}

/// How many payouts were earned in the time, and their cents.
fn earned(payouts: &[Payout], range: Range, now: i64) -> (usize, i64) {
    let Some(first) = first_day(range, now) else { return (0, 0) };
    let inside = payouts.iter().filter(|payout| payout.created_at.is_some_and(|at| at.date_naive() >= first));
    inside.fold((0, 0_i64), |(count, sum), payout| (count + 1, sum.saturating_add(payout.amount.map_or(0, Cents::get))))
}

/// How what was recorded here has changed in the time.
fn recorded(view: View, range: Range) -> AnyView {
    let now = Store::here().now;
    dynamic(move || {
        let first = first_day(range, now.get())?;
        let rows: Vec<AnyView> = ["followers", "following", "posts", "axp"]
            .into_iter()
            .filter_map(|name| {
                let figures = view.recorded.figure(name);
                let mut inside = figures.iter().filter(|(day, _)| *day >= first);
                let (from, to) = (inside.next()?, inside.next_back()?);
                let since = step(from.0, now.get_untracked()).label;
                Some(view! { <tr><th scope="row">{super::recorded::label(name)}</th><td class="number">{grouped(from.1)}" on "{since}</td><td class="number">{grouped(to.1)}</td></tr> }.into_any())
            })
            .collect();
        (!rows.is_empty()).then(|| {
            view! {
                <section class="chart-box" aria-labelledby="report-recorded">
                    <h2 id="report-recorded">"Recorded by the dashboard"</h2>
                    <p class="field-hint">"Written down day by day in this browser."</p>
                    {table("report-recorded", &["Figure", "From", "To"], rows.into_any())}
                </section>
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_was_earned_in_the_time_counts() {
        let payout = |day: u32, amount: i64| {
            let json = json!({"id": "p", "amount": amount, "createdAt": format!("2026-11-{day:02}T00:00:00Z")});
            Payout::decode(&json).expect("a payout")
        };
        let now = DateTime::parse_from_rfc3339("2026-11-23T12:00:00Z").expect("a time").timestamp_millis();
        assert_eq!(earned(&[payout(22, 5), payout(17, 7), payout(16, 100)], Range::Week, now), (2, 12));
        assert_eq!(earned(&[payout(22, i64::MAX), payout(23, 1)], Range::Week, now), (2, i64::MAX));
    }
}
