//! A tiny line beside a figure, without axes: only how it went.

use leptos::prelude::*;

use super::path;
use super::scale::{Scale, spread};

/// Its box in its own units; the style stretches it.
const BOX: (f64, f64) = (100.0, 24.0);

/// The line of values over equal steps, the earliest first; nothing below two of them. What it says stands beside it in words.
pub fn sparkline(values: impl Iterator<Item = Option<i64>>) -> Option<AnyView> {
    let path = drawn(&values.collect::<Vec<_>>())?;
    let view_box = ["0 0 ", &BOX.0.to_string(), " ", &BOX.1.to_string()].concat();
    Some(
        view! {
            <svg class="sparkline" viewBox=view_box preserveAspectRatio="none" aria-hidden="true">
                <path d=path vector-effect="non-scaling-stroke"/>
            </svg>
        }
        .into_any(),
    )
}

fn drawn(values: &[Option<i64>]) -> Option<String> {
    let known = || values.iter().flatten();
    let (low, high) = (*known().min()?, *known().max()?);
    if known().count() < 2 {
        return None;
    }
    // What never changes is a line in the middle.
    let (ends, rows) = if low == high { ((low - 1, high + 1), (BOX.1, 0.0)) } else { ((low, high), (BOX.1 - 2.0, 2.0)) };
    let scale = Scale::new(ends, rows);
    let points: Vec<Option<(f64, f64)>> =
        spread(values.len(), 0.0..BOX.0).into_iter().zip(values).map(|(x, value)| Some((x, scale.place((*value)?)))).collect();
    Some(path::line(&points))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_from_edge_to_edge() {
        assert_eq!(drawn(&[Some(0), Some(10)]).as_deref(), Some("M0 22L100 2"));
        assert_eq!(drawn(&[Some(5); 3]).as_deref(), Some("M0 12L50 12L100 12"));
        assert_eq!(drawn(&[Some(0), None, Some(10)]).as_deref(), Some("M0 22h0M100 2h0"));
        assert_eq!((drawn(&[Some(1), None]), drawn(&[])), (None, None));
    }
}
