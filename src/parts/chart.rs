//! A line over a few dozen equal steps, with an axis, a tooltip by pointer and keyboard, and a table of the same figures.

mod drawing;
mod plot;
mod scale;

use leptos::prelude::*;

pub use self::drawing::Base;

use self::plot::Plot;
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::full_count;
use crate::parts::icon::Icon;

/// A point of a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// Its step, e.g. `15 Nov`.
    pub label: String,
    /// Its value.
    pub value: i64,
}

/// What a chart shows, in words.
#[derive(Clone, Copy, Debug)]
pub struct Words {
    /// Heading.
    pub title: &'static str,
    /// What the values count, e.g. `AXP`.
    pub unit: &'static str,
    /// What a step is, e.g. `Day`.
    pub step: &'static str,
}

/// A chart with its heading, one sentence that sums it up, and a switch to its table. Two points are the least that it draws.
#[component]
pub fn Chart(
    /// What it shows.
    words: Words,
    /// The series, the earliest first.
    points: Memo<Vec<Point>>,
    /// Where the axis begins.
    #[prop(default = Base::Zero)]
    base: Base,
    /// Where the figures come from.
    #[prop(into)]
    source: Signal<String>,
    /// How a value is written.
    #[prop(default = figure)]
    write: fn(i64) -> String,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let id = unique_id("chart");
    let described_by = id.clone();
    let body = move || {
        if as_table.get() {
            return view! { <Table words=words points=points write=write/> }.into_any();
        }
        view! { <Plot words=words points=points base=base described_by=described_by.clone() write=write/> }.into_any()
    };
    view! {
        <figure class="chart">
            <figcaption>
                <h2>{words.title}</h2>
                <button class="button" type="button" aria-pressed=follow(move || as_table.get().to_string()) on:click=move |_| as_table.update(|on| *on = !*on)>
                    <Icon name="table-2"/>"Table"
                </button>
            </figcaption>
            {body}
            <p class="field-hint" id=id>{dynamic(move || points.with(|points| summary(points, words, write)))}" "{source}</p>
        </figure>
    }
}

/// Grey shapes in the place of a chart whose figures are still being read.
#[component]
pub fn ChartSkeleton(
    /// What it will show.
    words: Words,
) -> impl IntoView {
    view! {
        <div class="chart skeleton" aria-busy="true">
            <h2>{words.title}</h2>
            <div class="chart-plot bone"></div>
        </div>
    }
}

/// The whole series in one sentence.
fn summary(points: &[Point], words: Words, write: fn(i64) -> String) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    [
        "From ",
        &write(first.value),
        " to ",
        &write(last.value),
        " ",
        words.unit,
        " between ",
        &first.label,
        " and ",
        &last.label,
        " (",
        &change_in(last.value.saturating_sub(first.value), write),
        ").",
    ]
    .concat()
}

#[component]
fn Table(words: Words, points: Memo<Vec<Point>>, write: fn(i64) -> String) -> impl IntoView {
    let rows = move || points.with(|points| (0..points.len()).rev().filter_map(|index| row(points, index, write)).collect_view());
    let label = [words.unit, " by ", &words.step.to_ascii_lowercase()].concat();
    view! {
        <div class="table-box" tabindex="0" role="group" aria-label=label>
            <table class="table">
                <thead><tr><th scope="col">{words.step}</th><th scope="col" class="number">{words.unit}</th><th scope="col" class="number">"Change"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

fn row(points: &[Point], index: usize, write: fn(i64) -> String) -> Option<AnyView> {
    let point = points.get(index)?;
    let before = index.checked_sub(1).and_then(|before| points.get(before));
    let change = before.map_or_else(|| "–".to_owned(), |before| change_in(point.value.saturating_sub(before.value), write));
    Some(view! { <tr><th scope="row">{point.label.clone()}</th><td class="number">{write(point.value)}</td><td class="number">{change}</td></tr> }.into_any())
}

/// A whole number, its digits grouped; with a minus sign where it has one.
pub fn figure(value: i64) -> String {
    let digits = full_count(value.unsigned_abs());
    if value < 0 { ["−", &digits].concat() } else { digits }
}

/// A difference with its sign.
pub fn change(value: i64) -> String {
    change_in(value, figure)
}

fn change_in(value: i64, write: fn(i64) -> String) -> String {
    if value > 0 { ["+", &write(value)].concat() } else { write(value) }
}
