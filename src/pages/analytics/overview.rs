//! The service's figures of a time beside those of the time before.

use contract::analytics::{Metric, Range, Trend};
use leptos::prelude::*;

use super::axp::step;
use super::figures::{change, drawn, known};
use super::frame::{View, days, edge};
use super::recorded::day_by_day;
use crate::parts::chart::data::{Data, Series, Step, Tone};
use crate::parts::chart::{About, Graph, Kind, sparkline};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::store::Store;
use crate::store::analytics::snapshots::name;
use crate::store::analytics::{Told, all, overview};
use crate::store::listing::{Keyed, Listing};

/// What engagement is made of, where the service tells.
const PARTS: [Metric; 4] = [Metric::Likes, Metric::Comments, Metric::Reposts, Metric::Amplifies];

/// Days of a tiny line at the most.
const SPARKS: usize = 90;

/// Every figure that the service sends, and what engagement is made of.
pub fn overview_tab(view: View) -> AnyView {
    let range = view.range();
    dynamic(move || shown(view, range.get()))
}

fn shown(view: View, range: Range) -> AnyView {
    let list = overview(Store::here(), &view.actor(), range);
    let (cards, drawn) = (list.clone(), list.clone());
    let data = Memo::new(move |_| parts(&all(&drawn), range));
    let filled = list.clone();
    // The lines of what was recorded take room: they come with the figures, and nothing below before them.
    let is_empty = Memo::new(move |_| filled.is_empty() || view.recorded.snapshots.with(Option::is_none));
    let has_parts = Memo::new(move |_| !is_empty.get() && data.with(|data| data.series.len() > 1));
    let about = About::new("What engagement is made of", "reactions", "Time", Kind::Bars).apart();
    let empty = || view! { <EmptyState icon="chart-line" title="No figures yet" text="The service sent no figures for this time."/> };
    let source = ["The service's figures for ", &view.handle().to_string(), "."].concat();
    view! {
        {edge(list, "The figures", waiting, ViewFn::from(empty))}
        {metrics(cards, is_empty, range, view)}
        {dynamic(move || has_parts.get().then(|| view! { <section class="chart-box"><Graph about=about.clone() data=data source=source.clone()/></section> }))}
    }
    .into_any()
}

fn metrics(list: Listing<Told<Trend>>, is_empty: Memo<bool>, range: Range, view: View) -> AnyView {
    let handle = view.handle().to_string();
    dynamic(move || {
        let list = list.clone();
        let handle = handle.clone();
        (!is_empty.get()).then(|| {
            view! {
                <section aria-label="Figures">
                    <p class="source">"The service's figures for "{handle}": the last "{days(range)}", and the "{days(range)}" before."</p>
                    <ul class="metrics">{rows(move || all(&list).into_iter().map(|told| Row::new(told.key().to_owned(), move || card(&told.value, range, view))).collect())}</ul>
                </section>
            }
        })
    })
}

/// One figure.
fn card(trend: &Trend, range: Range, view: View) -> AnyView {
    let change = change(trend);
    let icon = match change.kind {
        Some("up") => Some("trending-up"),
        Some("down") => Some("trending-down"),
        _ => None,
    };
    view! {
        <li class="metric">
            <h2>{trend.metric.label()}</h2>
            <p class="metric-value">{known(&trend.metric, trend.current)}</p>
            <p class="metric-change" data-kind=change.kind>{icon.map(|icon| view! { <Icon name=icon/> })}{change.text}</p>
            <p class="metric-before">"before: "{known(&trend.metric, trend.previous)}</p>
            {recorded_line(&trend.metric, range, view)}
        </li>
    }
    .into_any()
}

/// How the figure went over the last days, as far as it was recorded here.
fn recorded_line(metric: &Metric, range: Range, view: View) -> AnyView {
    let (name, metric) = (name(range, metric.as_str()), metric.clone());
    let now = Store::here().now;
    dynamic(move || {
        let days = day_by_day(&view.recorded.figure(&name));
        let latest = &days[days.len().saturating_sub(SPARKS)..];
        let line = sparkline(latest.iter().map(|(_, value)| value.map(|value| drawn(&metric, value))))?;
        let mut recorded = latest.iter().filter(|(_, value)| value.is_some()).peekable();
        let since = step(recorded.peek()?.0, now.get_untracked()).label;
        let title = ["Recorded here on ", &recorded.count().to_string(), " days since ", &since].concat();
        Some(view! { <div title=title>{line}</div> })
    })
}

/// Likes, comments and the like of both times, standing on each other.
fn parts(trends: &[Told<Trend>], range: Range) -> Data {
    let step = |label: String| Step { key: label.clone(), label };
    let steps = vec![step([&days(range), " before"].concat()), step(["Last ", &days(range)].concat())];
    let series = PARTS.iter().zip(Tone::EQUAL).filter_map(|(metric, tone)| {
        let trend = trends.iter().map(|told| &told.value).find(|trend| trend.metric == *metric)?;
        let values = [trend.previous, trend.current].map(|value| value.map(|value| drawn(metric, value)));
        Some(Series { name: metric.label(), tone, values: values.to_vec() })
    });
    Data { steps, series: series.collect(), months: Vec::new() }
}

fn waiting() -> AnyView {
    let card = |_| view! { <li class="metric"><div class="bone" data-width="half"></div><div class="bone" data-width="short"></div><div class="bone"></div></li> };
    view! {
        <p class="visually-hidden" role="status">"Loading figures"</p>
        <ul class="metrics skeleton" aria-hidden="true">{(0..8).map(card).collect_view()}</ul>
    }
    .into_any()
}
