//! Charts: drawn as SVG over plain scale code, with a tooltip by pointer, touch and keyboard, one sentence that sums them up, a table of the
//! same figures, and files of both.

mod calendar;
pub mod data;
mod drawing;
mod path;
mod plot;
mod save;
pub mod scale;
mod sparkline;
mod table;
mod words;

use leptos::html;
use leptos::prelude::*;

pub use self::drawing::{Base, Kind};
pub use self::sparkline::sparkline;
pub use self::words::{About, change, figure, per_cent};

use self::data::{Data, Step};
use self::plot::Plot;
use self::save::SaveMenu;
use self::table::Table;
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
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

/// A line over equal steps. Two points are the least that it draws.
#[component]
pub fn Chart(
    /// What it shows.
    words: Words,
    /// The series, the earliest first.
    points: Memo<Vec<Point>>,
    /// Where the axis begins.
    #[prop(optional)]
    base: Base,
    /// How a value is written.
    #[prop(default = figure)]
    write: fn(i64) -> String,
    /// Where the figures come from.
    #[prop(into)]
    source: Signal<String>,
) -> impl IntoView {
    let about = About::new(words.title, words.unit, words.step, Kind::Line(base)).written(write, 0);
    let data = Memo::new(move |_| {
        let step = |point: &Point| (Step { label: point.label.clone(), key: point.label.clone() }, point.value);
        points.with(|points| Data::single(points.iter().map(step)))
    });
    view! { <Graph about=about data=data source=source/> }
}

/// A chart with its heading, one sentence that sums it up, a switch to its table, and files.
#[component]
pub fn Graph(
    /// What it shows.
    about: About,
    /// The data.
    data: Memo<Data>,
    /// Where the figures come from.
    #[prop(into)]
    source: Signal<String>,
) -> impl IntoView {
    let as_table = RwSignal::new(false);
    let id = unique_id("chart");
    let described_by = id.clone();
    let title = about.title.clone();
    let about = StoredValue::new(about);
    let plot = NodeRef::<html::Div>::new();
    let body = dynamic(move || {
        if as_table.get() {
            return view! { <Table about=about data=data/> }.into_any();
        }
        view! { <Plot about=about data=data described_by=described_by.clone() element=plot/> }.into_any()
    });
    view! {
        <figure class="chart">
            <figcaption>
                <h2>{title}</h2>
                <div class="chart-tools">
                    <button class="button" type="button" aria-pressed=follow(move || as_table.get().to_string()) on:click=move |_| as_table.update(|on| *on = !*on)>
                        <Icon name="table-2"/>"Table"
                    </button>
                    <SaveMenu about=about data=data plot=plot as_table=as_table/>
                </div>
            </figcaption>
            {body}
            <p class="field-hint" id=id>{dynamic(move || data.with(|data| about.with_value(|about| about.summary(data))))}" "{source}</p>
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
