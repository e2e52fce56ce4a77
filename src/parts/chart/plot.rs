//! The drawing in the page: measured, redrawn when its width changes, with a cursor that pointer, touch and keyboard move.

use leptos::prelude::*;
use leptos::{ev, html};
use wasm_bindgen::JsCast;
use web_sys::{KeyboardEvent, Node, PointerEvent};

use super::About;
use super::data::Data;
use super::drawing::{Drawing, Mark, shortened, text_width, tip_corner};
use crate::browser::scroll::focus_in_place;
use crate::browser::size;
use crate::parts::dynamic::{dynamic, follow};

/// Height of a line of the tooltip, and of what is around them.
const TIP: (f64, f64) = (16.0, 8.0);
/// What the browser calls a finger.
const TOUCH: &str = "touch";
/// Characters of a line of the tooltip.
const TIP_MOST: usize = 36;

/// The drawing of data.
#[component]
pub fn Plot(
    /// What it shows.
    about: StoredValue<About>,
    /// The data.
    data: Memo<Data>,
    /// Id of the sentence that sums it up.
    described_by: String,
    /// The element, for those who save the picture.
    element: NodeRef<html::Div>,
) -> impl IntoView {
    let width = size::width_of(element);
    let drawing = Memo::new(move |_| {
        let width = width.get().filter(|width| *width > 0.0)?;
        Some(data.with(|data| about.with_value(|about| Drawing::new(data, about.kind, width, about.write))))
    });
    let cursor = RwSignal::new(None::<usize>);
    let last = move || data.with(Data::len).saturating_sub(1);
    // Kept within the data, which may have changed below the cursor.
    let at = Memo::new(move |_| cursor.get().map(|index| index.min(last())));
    let now = move || at.get().unwrap_or_else(last);
    let spoken = move || data.with(|data| about.with_value(|about| about.spoken(data, now())));
    let point_at = move |event: PointerEvent| {
        let Some(element) = element.get_untracked() else { return };
        let around = element.get_bounding_client_rect();
        let place = (f64::from(event.client_x()) - around.left(), f64::from(event.client_y()) - around.top());
        let found = drawing.with_untracked(|drawing| drawing.as_ref().map(|drawing| drawing.index_at(place.0, place.1)));
        if found.is_some() && found != cursor.get_untracked() {
            cursor.set(found);
        }
    };
    // A finger that is lifted leaves, too: what it touched stays shown until something else is touched.
    let leave = move |event: PointerEvent| {
        if event.pointer_type() != TOUCH {
            cursor.set(None);
        }
    };
    let lift = move |event: PointerEvent| {
        if let Some(element) = element.get_untracked().filter(|_| event.pointer_type() == TOUCH) {
            focus_in_place(&element);
        }
    };
    let elsewhere = window_event_listener(ev::pointerdown, move |event| {
        let target = event.target().and_then(|target| target.dyn_into::<Node>().ok());
        let is_here = element.get_untracked().is_some_and(|element| element.contains(target.as_ref()));
        if !is_here && cursor.get_untracked().is_some() {
            cursor.set(None);
        }
    });
    on_cleanup(move || elsewhere.remove());
    let step = move |event: KeyboardEvent| {
        let last = untrack(last);
        let from = at.get_untracked().unwrap_or(last);
        let to = drawing.with_untracked(|drawing| drawing.as_ref().and_then(|drawing| drawing.moved(&event.key(), from, last)));
        if to.is_some() {
            event.prevent_default();
            cursor.set(to);
        } else if event.key() == "Escape" {
            cursor.set(None);
        }
    };
    let label = about.with_value(|about| about.step);
    let marked = dynamic(move || {
        let index = at.get()?;
        drawing.with(|drawing| {
            let drawing = drawing.as_ref()?;
            data.with(|data| about.with_value(|about| Some(cursor_view(drawing, index, &about.told(data, index)))))
        })
    });
    let still = dynamic(move || drawing.with(|drawing| drawing.as_ref().map(still)));
    let view_box = follow(move || {
        drawing
            .with(|drawing| drawing.as_ref().map(|drawing| ["0 0 ", &drawing.width.to_string(), " ", &drawing.height.to_string()].concat()))
    });
    view! {
        <div
            class="chart-plot" role="slider" tabindex="0" data-named=follow(move || data.with(|data| data.series.len() > 1).then_some("")) node_ref=element aria-label=label aria-describedby=described_by aria-valuemin="0"
            aria-valuemax=follow(move || last().to_string()) aria-valuenow=follow(move || now().to_string()) aria-valuetext=follow(spoken)
            on:pointermove=point_at on:pointerdown=point_at on:pointerleave=leave on:pointerup=lift on:pointercancel=move |_| cursor.set(None) on:keydown=step
            on:focus=move |_| cursor.update(|at| *at = at.or(Some(untrack(last)))) on:blur=move |_| cursor.set(None)
        >
            <svg viewBox=view_box aria-hidden="true">{still}{marked}</svg>
        </div>
    }
}

/// What does not change with the cursor.
fn still(drawing: &Drawing) -> AnyView {
    let grid =
        drawing.grid.iter().map(|(left, right, y)| view! { <line class="chart-grid" x1=*left x2=*right y1=*y y2=*y/> }).collect_view();
    let texts =
        drawing.texts.iter().map(|text| view! { <text x=text.x y=text.y text-anchor=text.anchor.name()>{text.words.clone()}</text> });
    let texts = texts.collect_view();
    let marks = drawing.marks.iter().filter(|(_, path)| !path.is_empty()).map(|(mark, path)| {
        let (class, tone) = match mark {
            Mark::Line(tone) => ("chart-line", tone.name().to_owned()),
            Mark::Key(tone) => ("chart-line chart-key", tone.name().to_owned()),
            Mark::Dots(tone) => ("chart-point", tone.name().to_owned()),
            Mark::Area(tone) => ("chart-area", tone.name().to_owned()),
            Mark::Bars(tone) => ("chart-bars", tone.name().to_owned()),
            Mark::Heat(grade) => ("chart-heat", grade.to_string()),
        };
        view! { <path class=class data-tone=tone d=path.clone()/> }
    });
    let marks = marks.collect_view();
    view! { {grid}{marks}{texts} }.into_any()
}

/// The line, dots and tooltip at the step that is looked at.
fn cursor_view(drawing: &Drawing, index: usize, told: &[String]) -> AnyView {
    let spot = drawing.spot(index);
    let lines: Vec<String> = told.iter().map(|line| shortened(line, TIP_MOST)).collect();
    let characters = lines.iter().map(|line| line.chars().count()).max().unwrap_or(0);
    let size = (text_width(characters) + 20.0, 8.0 + TIP.0 * count(lines.len()));
    let (x, y) = tip_corner(spot.tip, size, (drawing.width, drawing.height));
    let shift = ["translate(", &x.to_string(), " ", &y.to_string(), ")"].concat();
    let rect = spot.rect.map(|(x, y, width, height)| view! { <rect class="chart-band" x=x y=y width=width height=height rx="2"/> });
    let line = (!spot.dots.is_empty()).then(|| {
        view! { <line class="chart-cursor" x1=spot.tip.0 x2=spot.tip.0 y1=drawing.top() y2=drawing.bottom()/> }
    });
    let dots =
        spot.dots.iter().map(|(x, y, tone)| view! { <circle class="chart-dot" data-tone=tone.name() cx=*x cy=*y r="5"/> }).collect_view();
    let lines = lines
        .into_iter()
        .enumerate()
        .map(|(row, line)| view! { <tspan x="8" y=TIP.1 + TIP.0 * (count(row) + 0.5)>{line}</tspan> })
        .collect_view();
    view! {
        <g class="chart-now">
            {rect}{line}{dots}
            <g class="chart-tip" transform=shift><rect width=size.0 height=size.1 rx="6"/><text>{lines}</text></g>
        </g>
    }
    .into_any()
}

#[expect(clippy::cast_precision_loss, reason = "a tooltip has few lines")]
fn count(lines: usize) -> f64 {
    lines as f64
}
