//! The drawing in the page: measured, redrawn when its width changes, with a cursor that pointer and keyboard move.

use leptos::html;
use leptos::prelude::*;
use web_sys::{KeyboardEvent, PointerEvent};

use super::drawing::{Base, Drawing, HEIGHT, text_width, tip_corner};
use super::scale::nearest;
use super::{Point, Words};
use crate::browser::size;
use crate::parts::dynamic::{dynamic, follow};

/// What the values are, and how one is written.
type Told = (Words, fn(i64) -> String);

/// Height of the tooltip: two lines of text.
const TIP_HEIGHT: f64 = 40.0;

/// The drawing of a series.
#[component]
pub fn Plot(
    /// What it shows.
    words: Words,
    /// The series.
    points: Memo<Vec<Point>>,
    /// Where the axis begins.
    base: Base,
    /// Id of the sentence that sums it up.
    described_by: String,
    /// How a value is written.
    write: fn(i64) -> String,
) -> impl IntoView {
    let element = NodeRef::<html::Div>::new();
    let width = size::width_of(element);
    let drawing = Memo::new(move |_| width.get().map(|width| points.with(|points| drawn(points, base, width, write))));
    let cursor = RwSignal::new(None::<usize>);
    // Kept within the series, which may have changed below the cursor.
    let at = Memo::new(move |_| cursor.get().map(|index| index.min(last(points))));
    let now = move || at.get().unwrap_or_else(|| last(points));
    let spoken = move || points.with(|points| points.get(now()).map(|point| spoken(point, words, write)));
    let point_at = move |event: PointerEvent| {
        let (Some(element), Some(drawing)) = (element.get_untracked(), drawing.get_untracked()) else { return };
        let place = f64::from(event.client_x()) - element.get_bounding_client_rect().left();
        cursor.set(Some(nearest(place, drawing.points.len(), drawing.columns)));
    };
    let step = move |event: KeyboardEvent| {
        let from = at.get_untracked().unwrap_or_else(|| last(points));
        if let Some(to) = moved(&event.key(), from, last(points)) {
            event.prevent_default();
            cursor.set(Some(to));
        }
    };
    view! {
        <div
            class="chart-plot" role="slider" tabindex="0" node_ref=element aria-label=words.step aria-describedby=described_by aria-valuemin="0"
            aria-valuemax=follow(move || last(points).to_string()) aria-valuenow=follow(move || now().to_string()) aria-valuetext=spoken
            on:pointermove=point_at on:pointerdown=point_at on:pointerleave=move |_| cursor.set(None) on:keydown=step
            on:focus=move |_| cursor.update(|at| *at = at.or(Some(last(points)))) on:blur=move |_| cursor.set(None)
        >
            {dynamic(move || drawing.get().zip(width.get()).map(|(drawing, width)| svg(drawing, width, points, at, (words, write))))}
        </div>
    }
}

fn last(points: Memo<Vec<Point>>) -> usize {
    points.with(|points| points.len().saturating_sub(1))
}

fn spoken(point: &Point, words: Words, write: fn(i64) -> String) -> String {
    [&point.label, ": ", &write(point.value), " ", words.unit].concat()
}

/// Where a key moves the cursor: by one, by a week's worth, or to an end.
fn moved(key: &str, from: usize, last: usize) -> Option<usize> {
    const FAR: usize = 7;
    let to = match key {
        "ArrowLeft" | "ArrowDown" => from.saturating_sub(1),
        "ArrowRight" | "ArrowUp" => from + 1,
        "PageDown" => from.saturating_sub(FAR),
        "PageUp" => from + FAR,
        "Home" => 0,
        "End" => last,
        _ => return None,
    };
    Some(to.min(last))
}

fn drawn(points: &[Point], base: Base, width: f64, write: fn(i64) -> String) -> Drawing {
    let values: Vec<i64> = points.iter().map(|point| point.value).collect();
    let longest = points.iter().map(|point| point.label.chars().count()).max().unwrap_or(0);
    Drawing::new(&values, base, longest, width, write)
}

fn svg(drawing: Drawing, width: f64, points: Memo<Vec<Point>>, at: Memo<Option<usize>>, told: Told) -> AnyView {
    let view_box = ["0 0 ", &width.to_string(), " ", &HEIGHT.to_string()].concat();
    let (left, right) = (drawing.columns.start, drawing.columns.end);
    let grid = drawing.grid.iter().map(|line| {
        view! {
            <line class="chart-grid" x1=left x2=right y1=line.y y2=line.y/>
            <text x=left - 8.0 y=line.y + 4.0 text-anchor="end">{line.label.clone()}</text>
        }
    });
    let labels = drawing.labels.iter().filter_map(|label| {
        let x = drawing.points.get(label.index)?.0;
        let text = points.with_untracked(|points| points.get(label.index).map(|point| point.label.clone()))?;
        Some(view! { <text x=x y=HEIGHT - 8.0 text-anchor=label.anchor.name()>{text}</text> })
    });
    let (grid, labels) = (grid.collect_view(), labels.collect_view());
    let (line, area) = (drawing.line.clone(), drawing.area.clone());
    let marked = move || {
        let index = at.get()?;
        let point = points.with(|points| points.get(index).cloned())?;
        Some(cursor_view(&drawing, *drawing.points.get(index)?, &point, told))
    };
    view! {
        <svg viewBox=view_box aria-hidden="true">
            {grid}
            {labels}
            <path class="chart-area" d=area/>
            <path class="chart-line" d=line/>
            {marked}
        </svg>
    }
    .into_any()
}

/// The line, dot and tooltip at the point that is looked at.
fn cursor_view(drawing: &Drawing, place: (f64, f64), point: &Point, (words, write): Told) -> AnyView {
    let (top, bottom) = (drawing.grid.last().map_or(0.0, |line| line.y), drawing.grid.first().map_or(HEIGHT, |line| line.y));
    let value = [&write(point.value), " ", words.unit].concat();
    let characters = value.chars().count().max(point.label.chars().count());
    let width = text_width(characters) + 20.0;
    let (x, y) = tip_corner(place, (width, TIP_HEIGHT), &drawing.columns);
    let shift = ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat();
    view! {
        <line class="chart-cursor" x1=place.0 x2=place.0 y1=top y2=bottom/>
        <circle class="chart-dot" cx=place.0 cy=place.1 r="5"/>
        <g class="chart-tip" transform=shift>
            <rect width=width height=TIP_HEIGHT rx="6"/>
            <text x="8" y="16"><tspan>{value}</tspan><tspan x="8" dy="16">{point.label.clone()}</tspan></text>
        </g>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_move_the_cursor_within_the_series() {
        for (key, from, to) in [
            ("ArrowLeft", 0, 0),
            ("ArrowRight", 0, 1),
            ("ArrowRight", 9, 9),
            ("PageUp", 5, 9),
            ("PageDown", 9, 2),
            ("Home", 5, 0),
            ("End", 5, 9),
        ] {
            assert_eq!(moved(key, from, 9), Some(to), "{key}");
        }
        assert_eq!(moved("Enter", 3, 9), None);
    }
}
