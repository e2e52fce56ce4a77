//! The drawing of a series: axis, line and area as SVG attributes, for a box of a width. Nothing is drawn here either.

use std::ops::Range;

use super::scale::{Anchor, Scale, labels, spread, ticks};

/// Height of the drawing in CSS pixels.
pub const HEIGHT: f64 = 200.0;
/// From the top of the drawing to its highest line, and to its base line.
const ROWS: (f64, f64) = (12.0, 172.0);
/// Room at the right for the dot of the last point.
const RIGHT: f64 = 12.0;
/// Width of a character of the axis, rounded up.
const CHARACTER: f64 = 6.6;
/// Most lines of the grid.
const LINES: usize = 5;

/// Where the axis of a chart begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// At zero: what stands above it is filled.
    Zero,
    /// Near the lowest value, for sums that run on: how they change is what counts.
    Lowest,
}

/// A line of the grid.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its label.
    pub label: String,
    /// Its height from the top.
    pub y: f64,
}

/// A label below the axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Which point it names.
    pub index: usize,
    /// How it stands there.
    pub anchor: Anchor,
}

/// A series, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Lines of the grid, from the lowest.
    pub grid: Vec<Line>,
    /// From where to where the points reach.
    pub columns: Range<f64>,
    /// The points.
    pub points: Vec<(f64, f64)>,
    /// The labels that fit below the axis.
    pub labels: Vec<Label>,
    /// Path of the line.
    pub line: String,
    /// Path of the area between the line and zero; empty where the axis begins elsewhere.
    pub area: String,
}

impl Drawing {
    /// Draws values, whose labels are up to `longest` characters long, into a box of `width` CSS pixels.
    pub fn new(values: &[i64], base: Base, longest: usize, width: f64, format: impl Fn(i64) -> String) -> Self {
        let ends = (values.iter().copied().min().unwrap_or(0), values.iter().copied().max().unwrap_or(0));
        let (low, high) = if base == Base::Zero { (ends.0.min(0), ends.1.max(0)) } else { ends };
        let ticks = ticks(low, high, LINES);
        let ends = (ticks.first().copied().unwrap_or(0), ticks.last().copied().unwrap_or(1));
        let scale = Scale::new(ends, (ROWS.1, ROWS.0));
        let grid: Vec<Line> = ticks.into_iter().map(|tick| Line { label: format(tick), y: scale.place(tick) }).collect();
        let left = grid.iter().map(|line| text_width(line.label.chars().count())).fold(0.0, f64::max) + 16.0;
        let columns = left..(width - RIGHT).max(left + 1.0);
        let places = spread(values.len(), columns.clone());
        let labels = labels(&places, text_width(longest) + 8.0).into_iter().map(|(index, anchor)| Label { index, anchor }).collect();
        let points: Vec<(f64, f64)> = places.into_iter().zip(values).map(|(x, value)| (x, scale.place(*value))).collect();
        let line = path(&points);
        let area = if base == Base::Zero { area(&line, &points, scale.place(0)) } else { String::new() };
        Self { grid, columns, points, labels, line, area }
    }
}

/// About how wide a text of the axis is, in CSS pixels.
#[expect(clippy::cast_precision_loss, reason = "a label has few characters")]
pub fn text_width(characters: usize) -> f64 {
    characters as f64 * CHARACTER
}

/// Where the tooltip of a point stands: its left top corner, inside the drawing.
pub fn tip_corner(point: (f64, f64), size: (f64, f64), columns: &Range<f64>) -> (f64, f64) {
    let x = (point.0 - size.0 / 2.0).min(columns.end - size.0).max(0.0);
    let above = point.1 - size.1 - 12.0;
    (x, if above >= 0.0 { above } else { point.1 + 12.0 })
}

fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 12);
    for (index, point) in points.iter().enumerate() {
        path.push(if index == 0 { 'M' } else { 'L' });
        push(&mut path, *point);
    }
    path
}

fn area(line: &str, points: &[(f64, f64)], base: f64) -> String {
    let (Some(first), Some(last)) = (points.first(), points.last()) else { return String::new() };
    let mut area = line.to_owned();
    for corner in [(last.0, base), (first.0, base)] {
        area.push('L');
        push(&mut area, corner);
    }
    area.push('Z');
    area
}

fn push(path: &mut String, (x, y): (f64, f64)) {
    let tenth = |value: f64| ((value * 10.0).round() / 10.0).to_string();
    path.push_str(&tenth(x));
    path.push(' ');
    path.push_str(&tenth(y));
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_and_the_area_below_it() {
        let drawing = Drawing::new(&[0, 10], Base::Zero, 5, 100.0, |value| value.to_string());
        assert_eq!(drawing.line, "M29.2 172L88 12");
        assert_eq!(drawing.area, "M29.2 172L88 12L88 172L29.2 172Z");
    }

    #[test]
    fn a_sum_that_runs_on_fills_the_height_with_its_changes() {
        let drawing = Drawing::new(&[2_000, 2_100], Base::Lowest, 5, 100.0, |value| value.to_string());
        assert_eq!((drawing.points[0].1, drawing.points[1].1), (172.0, 12.0));
        assert!(drawing.area.is_empty());
    }

    #[test]
    fn nothing_to_draw_is_an_empty_grid() {
        let drawing = Drawing::new(&[], Base::Zero, 0, 320.0, |value| value.to_string());
        assert!(drawing.line.is_empty() && drawing.area.is_empty() && drawing.grid.len() == 2);
    }

    proptest! {
        #[test]
        fn everything_stands_inside(values in prop::collection::vec(-1_000_000_i64..1_000_000, 1..200), lowest: bool, width in 240.0..1200.0_f64) {
            let base = if lowest { Base::Lowest } else { Base::Zero };
            let drawing = Drawing::new(&values, base, 6, width, |value| value.to_string());
            for (x, y) in &drawing.points {
                prop_assert!((0.0..=width).contains(x) && (0.0..=HEIGHT).contains(y));
                let corner = tip_corner((*x, *y), (100.0, 40.0), &drawing.columns);
                prop_assert!(corner.0 >= 0.0 && corner.0 + 100.0 <= width && corner.1 >= 0.0 && corner.1 + 40.0 <= HEIGHT + 40.0);
            }
        }
    }
}
