//! Paths of SVG.

use std::fmt::Write;

/// The line through the points that are known; a gap interrupts it, and a point alone is a dot. Of many points in one column of pixels
/// only the first, lowest, highest and last are drawn: nobody could see the others.
pub fn line(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    for run in points.split(Option::is_none) {
        let run: Vec<(f64, f64)> = thinned(&run.iter().filter_map(|point| *point).collect::<Vec<_>>());
        for (index, point) in run.iter().enumerate() {
            push(&mut path, if index == 0 { 'M' } else { 'L' }, *point);
        }
        if run.len() == 1 {
            path.push_str("h0");
        }
    }
    path
}

/// The points between gaps, which a line would hardly show.
pub fn dots(points: &[Option<(f64, f64)>]) -> String {
    let mut path = String::new();
    for run in points.split(Option::is_none) {
        if let [Some(point)] = run {
            push(&mut path, 'M', *point);
            path.push_str("h0");
        }
    }
    path
}

/// Points without what would be drawn over itself.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let mut kept = Vec::with_capacity(points.len());
    for column in points.chunk_by(|a, b| same(a.0.floor(), b.0.floor())) {
        let lowest = extreme(column, |a, b| a < b);
        let highest = extreme(column, |a, b| a > b);
        let mut places = [0, lowest, highest, column.len() - 1];
        places.sort_unstable();
        let mut before = None;
        for place in places {
            if before.replace(place) != Some(place) {
                kept.push(column[place]);
            }
        }
    }
    kept
}

fn extreme(column: &[(f64, f64)], is_more: impl Fn(f64, f64) -> bool) -> usize {
    (0..column.len()).fold(0, |best, place| if is_more(column[place].1, column[best].1) { place } else { best })
}

fn same(a: f64, b: f64) -> bool {
    (a - b).abs() < f64::EPSILON
}

/// Closes a line towards a height, for the area below it.
pub fn area(points: &[Option<(f64, f64)>], base: f64) -> String {
    let known: Vec<(f64, f64)> = points.iter().filter_map(|point| *point).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else { return String::new() };
    let mut path = String::new();
    for (index, point) in thinned(&known).into_iter().enumerate() {
        push(&mut path, if index == 0 { 'M' } else { 'L' }, point);
    }
    push(&mut path, 'L', (last.0, base));
    push(&mut path, 'L', (first.0, base));
    path.push('Z');
    path
}

/// A box.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width.
    pub width: f64,
    /// Height.
    pub height: f64,
}

/// Adds a box to a path.
pub fn push_rect(path: &mut String, rect: Rect) {
    push(path, 'M', (rect.x, rect.y));
    // Writing to a text cannot fail.
    let _ = write!(path, "h{}v{}h{}Z", tenth(rect.width), tenth(rect.height), tenth(-rect.width));
}

fn push(path: &mut String, command: char, (x, y): (f64, f64)) {
    let _ = write!(path, "{command}{} {}", tenth(x), tenth(y));
}

/// A number with one digit behind the point.
pub fn tenth(value: f64) -> f64 {
    let tenth = (value * 10.0).round() / 10.0;
    // No `-0`.
    if tenth == 0.0 { 0.0 } else { tenth }
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_gap_interrupts_the_line_and_a_point_alone_is_a_dot() {
        assert_eq!(line(&[Some((0.0, 1.0)), Some((10.0, 2.04)), None, Some((30.0, 5.0))]), "M0 1L10 2M30 5h0");
        assert_eq!(dots(&[Some((0.0, 1.0)), Some((10.0, 2.04)), None, Some((30.0, 5.0))]), "M30 5h0");
        assert_eq!(line(&[]), "");
        assert_eq!(area(&[None], 3.0), "");
        assert_eq!(area(&[Some((0.0, 1.0)), Some((5.0, 2.0))], 9.0), "M0 1L5 2L5 9L0 9Z");
    }

    #[test]
    fn a_box_is_closed() {
        let mut path = String::new();
        push_rect(&mut path, Rect { x: 1.0, y: 2.0, width: 3.0, height: 0.04 });
        assert_eq!(path, "M1 2h3v0h-3Z");
    }

    proptest! {
        #[test]
        fn a_line_of_many_points_is_as_long_as_the_picture_is_wide(heights in prop::collection::vec(0.0..200.0_f64, 1..6_000)) {
            let count = heights.len();
            let points: Vec<(f64, f64)> = heights.iter().enumerate().map(|(index, y)| (index as f64 * 300.0 / count as f64, *y)).collect();
            let kept = thinned(&points);
            prop_assert!(kept.len() <= 4 * 301);
            prop_assert_eq!((kept.first(), kept.last()), (points.first(), points.last()));
            let ends = |points: &[(f64, f64)]| points.iter().fold((f64::MAX, f64::MIN), |ends, point| (ends.0.min(point.1), ends.1.max(point.1)));
            prop_assert_eq!(ends(&kept), ends(&points));
        }
    }
}
