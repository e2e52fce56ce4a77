//! The drawing of data: lines, texts and marks as SVG attributes, for a box of a width. Nothing is drawn here either.

use std::ops::Range;

use super::calendar;
use super::data::{Data, Tone};
use super::path::{self, Rect};
use super::scale::{Anchor, Scale, band_at, band_width, labels, labels_in_bands, nearest, spread, ticks};

/// Height of the drawing below its legend, in CSS pixels.
pub const HEIGHT: f64 = 200.0;
/// From the top to the highest line of the grid, and to its base line.
const ROWS: (f64, f64) = (12.0, 172.0);
/// Room at the right for the dot of the last point.
const RIGHT: f64 = 12.0;
/// Width of a character of the axis, rounded up.
const CHARACTER: f64 = 6.6;
/// Room between labels beside each other.
const GAP: f64 = 8.0;
/// Most lines of the grid.
const LINES: usize = 5;
/// Height of a row of the legend.
const ROW: f64 = 20.0;

/// Where the axis of a chart begins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Base {
    /// At zero: what stands above it is filled.
    #[default]
    Zero,
    /// Near the lowest value, for sums that run on: how they change is what counts.
    Lowest,
}

/// How data are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A line for each series.
    Line(Base),
    /// A bar for each step; several series stand on each other.
    Bars,
    /// A square for each day, in columns of weeks.
    Calendar,
}

/// A text, and which part of it stands at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// Place.
    pub x: f64,
    /// Base line.
    pub y: f64,
    /// Which part stands there.
    pub anchor: Anchor,
    /// What it says.
    pub words: String,
}

/// What a path shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A line.
    Line(Tone),
    /// A piece of a line in the legend.
    Key(Tone),
    /// Points of a line between gaps.
    Dots(Tone),
    /// What is below a line.
    Area(Tone),
    /// Bars, or a square of the legend.
    Bars(Tone),
    /// Squares of a calendar, by how much happened: 0 to 4.
    Heat(usize),
}

/// Data, drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Drawing {
    /// Width in CSS pixels.
    pub width: f64,
    /// Height in CSS pixels, with the legend.
    pub height: f64,
    /// Lines of the grid, from the lowest: left, right, height.
    pub grid: Vec<(f64, f64, f64)>,
    /// All texts.
    pub texts: Vec<Text>,
    /// What is drawn, in order.
    pub marks: Vec<(Mark, String)>,
    layout: Layout,
}

/// Where the steps stand.
#[derive(Clone, Debug, PartialEq)]
enum Layout {
    Line { columns: Range<f64>, heights: Vec<(Tone, Vec<Option<f64>>)> },
    Bars { columns: Range<f64>, tops: Vec<f64>, base: f64 },
    Calendar(calendar::Weeks),
}

/// The place of a step, for the cursor.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Spot {
    /// Where the tooltip points to.
    pub tip: (f64, f64),
    /// Points of lines.
    pub dots: Vec<(f64, f64, Tone)>,
    /// The bar or square.
    pub rect: Option<(f64, f64, f64, f64)>,
}

impl Drawing {
    /// Draws data into a box of `width` CSS pixels; `write` writes a value of the axis.
    pub fn new(data: &Data, kind: Kind, width: f64, write: impl Fn(i64) -> String) -> Self {
        if kind == Kind::Calendar {
            return Self::calendar(data, width);
        }
        let (mut texts, mut marks) = (Vec::new(), Vec::new());
        let top = legend(data, kind, width, &mut texts, &mut marks);
        let (low, high) = ends(data, kind);
        let ticks = ticks(low, high, LINES);
        let range = (ticks.first().copied().unwrap_or(0), ticks.last().copied().unwrap_or(1));
        let scale = Scale::new(range, (top + ROWS.1, top + ROWS.0));
        let lines: Vec<(f64, String)> = ticks.into_iter().map(|tick| (scale.place(tick), write(tick))).collect();
        let left = lines.iter().map(|(_, label)| text_width(label.chars().count())).fold(0.0, f64::max) + 16.0;
        let columns = left..(width - RIGHT).max(left + 1.0);
        let grid = lines.iter().map(|(y, _)| (columns.start, columns.end, *y)).collect();
        texts.extend(lines.into_iter().map(|(y, text)| Text { x: left - 8.0, y: y + 4.0, anchor: Anchor::End, words: text }));
        let label = |index: usize, x: f64, anchor: Anchor, most: usize| {
            Some(Text { x, y: top + HEIGHT - 8.0, anchor, words: shortened(&data.steps.get(index)?.label, most) })
        };
        let longest = text_width(data.longest()) + GAP;
        let layout = if let Kind::Line(base) = kind {
            let places = spread(data.len(), columns.clone());
            texts
                .extend(labels(&places, longest).into_iter().filter_map(|(index, anchor)| label(index, places[index], anchor, usize::MAX)));
            lines_of(data, base, &places, scale, &mut marks, columns)
        } else {
            let band = band_width(data.len(), &columns);
            let room = if data.has_names() { longest.min(band) } else { longest };
            let chosen = labels_in_bands(data.len(), &columns, room, &(0.0..width));
            let most = characters_in(room - GAP);
            texts.extend(chosen.into_iter().filter_map(|index| label(index, middle(&columns, band, index), Anchor::Middle, most)));
            bars_of(data, scale, &mut marks, columns)
        };
        Self { width, height: top + HEIGHT, grid, texts, marks, layout }
    }

    fn calendar(data: &Data, width: f64) -> Self {
        let weeks = calendar::Weeks::new(data, width);
        let (texts, marks) = weeks.drawn(data);
        Self { width, height: weeks.height(), grid: Vec::new(), texts, marks, layout: Layout::Calendar(weeks) }
    }

    /// Which step is nearest to a place.
    pub fn index_at(&self, x: f64, y: f64) -> usize {
        match &self.layout {
            Layout::Line { columns, heights } => nearest(x, heights.first().map_or(0, |(_, heights)| heights.len()), columns.clone()),
            Layout::Bars { columns, tops, .. } => band_at(x, tops.len(), columns),
            Layout::Calendar(weeks) => weeks.index_at(x, y),
        }
    }

    /// Where a step stands.
    pub fn spot(&self, index: usize) -> Spot {
        match &self.layout {
            Layout::Line { columns, heights } => {
                let count = heights.first().map_or(0, |(_, heights)| heights.len());
                let x = spread_place(count, columns, index);
                let dots: Vec<(f64, f64, Tone)> =
                    heights.iter().filter_map(|(tone, heights)| Some((x, heights.get(index).copied().flatten()?, *tone))).collect();
                let top = dots.iter().map(|dot| dot.1).fold(self.height, f64::min);
                Spot { tip: (x, top), dots, rect: None }
            }
            Layout::Bars { columns, tops, base } => {
                let band = band_width(tops.len(), columns);
                let top = tops.get(index).copied().unwrap_or(*base);
                let left = middle(columns, band, index) - band / 2.0;
                Spot { tip: (left + band / 2.0, top), dots: Vec::new(), rect: Some((left, self.top(), band.max(1.0), base - self.top())) }
            }
            Layout::Calendar(weeks) => {
                let (x, y, size) = weeks.square(index);
                Spot { tip: (x + size / 2.0, y), dots: Vec::new(), rect: Some((x, y, size, size)) }
            }
        }
    }

    /// The height of the highest line of the grid.
    pub fn top(&self) -> f64 {
        self.grid.last().map_or(0.0, |line| line.2)
    }

    /// The height of the lowest line of the grid.
    pub fn bottom(&self) -> f64 {
        self.grid.first().map_or(self.height, |line| line.2)
    }

    /// Where a key moves the cursor.
    pub fn moved(&self, key: &str, from: usize, last: usize) -> Option<usize> {
        let (near, far) = if matches!(self.layout, Layout::Calendar(_)) { (7, 1) } else { (1, 1) };
        let to = match key {
            "ArrowLeft" => from.checked_sub(near).unwrap_or(from),
            "ArrowRight" if from + near > last => from,
            "ArrowRight" => from + near,
            // In a calendar the earlier day stands above; elsewhere up is on.
            "ArrowUp" if near == 7 => from.saturating_sub(far),
            "ArrowDown" if near == 7 => from + far,
            "ArrowDown" => from.saturating_sub(far),
            "ArrowUp" => from + far,
            "PageDown" => from.saturating_sub(7),
            "PageUp" => from + 7,
            "Home" => 0,
            "End" => last,
            _ => return None,
        };
        Some(to.min(last))
    }
}

/// The lowest and highest value that the axis has to hold.
fn ends(data: &Data, kind: Kind) -> (i64, i64) {
    if kind == Kind::Bars {
        let sums = |sign: fn(i64) -> i64| {
            (0..data.len()).map(move |index| data.at(index).fold(0_i64, |sum, (_, value)| sum.saturating_add(sign(value))))
        };
        return (sums(|value| value.min(0)).min().unwrap_or(0), sums(|value| value.max(0)).max().unwrap_or(0));
    }
    let values = || data.series.iter().flat_map(|series| series.values.iter().copied().flatten());
    let ends = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    if kind == Kind::Line(Base::Zero) { (ends.0.min(0), ends.1.max(0)) } else { ends }
}

/// The names of several series above the drawing, in rows; returns the height that they take.
fn legend(data: &Data, kind: Kind, width: f64, texts: &mut Vec<Text>, marks: &mut Vec<(Mark, String)>) -> f64 {
    if data.series.len() < 2 {
        return 0.0;
    }
    let (mut x, mut y) = (0.0, 0.0);
    for series in &data.series {
        let room = text_width(series.name.chars().count()) + 24.0;
        if x > 0.0 && x + room > width {
            (x, y) = (0.0, y + ROW);
        }
        if kind == Kind::Bars {
            let mut swatch = String::new();
            path::push_rect(&mut swatch, Rect { x, y: y + 3.0, width: 16.0, height: 10.0 });
            marks.push((Mark::Bars(series.tone), swatch));
        } else {
            marks.push((Mark::Key(series.tone), path::line(&[Some((x, y + 8.0)), Some((x + 18.0, y + 8.0))])));
        }
        texts.push(Text { x: x + 24.0, y: y + 12.0, anchor: Anchor::Start, words: series.name.clone() });
        x += room + 20.0;
    }
    y + ROW + 4.0
}

fn lines_of(data: &Data, base: Base, places: &[f64], scale: Scale, marks: &mut Vec<(Mark, String)>, columns: Range<f64>) -> Layout {
    let mut heights = Vec::with_capacity(data.series.len());
    let is_filled = base == Base::Zero && data.series.iter().filter(|series| series.tone != Tone::Before).count() == 1;
    // The first series is drawn last, so that it lies above the others.
    for series in data.series.iter().rev() {
        let own: Vec<Option<f64>> = series.values.iter().map(|value| value.map(|value| scale.place(value))).collect();
        let points: Vec<Option<(f64, f64)>> = places.iter().zip(&own).map(|(x, y)| Some((*x, (*y)?))).collect();
        if is_filled && series.tone != Tone::Before {
            marks.push((Mark::Area(series.tone), path::area(&points, scale.place(0))));
        }
        marks.push((Mark::Line(series.tone), path::line(&points)));
        let dots = path::dots(&points);
        if !dots.is_empty() {
            marks.push((Mark::Dots(series.tone), dots));
        }
        heights.insert(0, (series.tone, own));
    }
    Layout::Line { columns, heights }
}

fn bars_of(data: &Data, scale: Scale, marks: &mut Vec<(Mark, String)>, columns: Range<f64>) -> Layout {
    let base = scale.place(0);
    let band = band_width(data.len(), &columns);
    let bar = (band * 0.7).clamp(1.0_f64.min(band), 48.0);
    let mut ends = vec![(0_i64, 0_i64); data.len()];
    for series in &data.series {
        let mut path = String::new();
        for (index, value) in series.values.iter().enumerate().filter_map(|(index, value)| Some((index, (*value)?))) {
            let Some(end) = ends.get_mut(index).filter(|_| value != 0) else { continue };
            let end = if value > 0 { &mut end.1 } else { &mut end.0 };
            let from = scale.place(*end);
            *end = end.saturating_add(value);
            let to = scale.place(*end);
            let x = middle(&columns, band, index) - bar / 2.0;
            path::push_rect(&mut path, Rect { x, y: from.min(to), width: bar, height: (from - to).abs() });
        }
        marks.push((Mark::Bars(series.tone), path));
    }
    let tops = ends.into_iter().map(|(_, high)| scale.place(high)).collect();
    Layout::Bars { columns, tops, base }
}

#[expect(clippy::cast_precision_loss, reason = "there are far fewer steps than 2^52")]
fn middle(columns: &Range<f64>, band: f64, index: usize) -> f64 {
    columns.start + (index as f64 + 0.5) * band
}

/// Where one of evenly spread points stands.
#[expect(clippy::cast_precision_loss, reason = "there are far fewer steps than 2^52")]
fn spread_place(count: usize, columns: &Range<f64>, index: usize) -> f64 {
    let last = count.saturating_sub(1).max(1);
    columns.start + (columns.end - columns.start) * index as f64 / last as f64
}

/// About how wide a text of the axis is, in CSS pixels.
#[expect(clippy::cast_precision_loss, reason = "a label has few characters")]
pub fn text_width(characters: usize) -> f64 {
    characters as f64 * CHARACTER
}

/// How many characters of a text of the axis stand in a width, in CSS pixels; a little is added for what rounding takes.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "few hundred pixels, and negative ones are none")]
fn characters_in(width: f64) -> usize {
    (width / CHARACTER + 0.001) as usize
}

/// A text of at most so many characters: a longer one ends with an ellipsis.
pub fn shortened(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    text.chars().take(most.saturating_sub(1)).chain(['…']).collect()
}

/// Where the tooltip of a point stands: its left top corner, above the point or else below it, inside a box.
pub fn tip_corner(point: (f64, f64), size: (f64, f64), (width, height): (f64, f64)) -> (f64, f64) {
    let x = (point.0 - size.0 / 2.0).min(width - size.0).max(0.0);
    let above = point.1 - size.1 - 12.0;
    (x, if above >= 0.0 { above } else { (point.1 + 12.0).min(height - size.1).max(0.0) })
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "places are computed from whole numbers")]
mod tests {
    use proptest::prelude::*;

    use super::super::data::{Series, Step};
    use super::*;

    fn data(series: &[&[i64]]) -> Data {
        let count = series.first().map_or(0, |values| values.len());
        let steps = (0..count).map(|index| Step { label: format!("{index:05}"), key: index.to_string() }).collect();
        let series = series.iter().zip(Tone::EQUAL).map(|(values, tone)| Series {
            name: format!("Series {tone:?}"),
            tone,
            values: values.iter().map(|value| Some(*value)).collect(),
        });
        Data { steps, series: series.collect(), months: Vec::new() }
    }

    fn drawing(series: &[&[i64]], kind: Kind, width: f64) -> Drawing {
        Drawing::new(&data(series), kind, width, |value| value.to_string())
    }

    #[test]
    fn a_line_and_the_area_below_it() {
        let drawing = drawing(&[&[0, 10]], Kind::Line(Base::Zero), 100.0);
        let paths: Vec<&str> = drawing.marks.iter().map(|(_, path)| path.as_str()).collect();
        assert_eq!(paths, ["M29.2 172L88 12L88 172L29.2 172Z", "M29.2 172L88 12"]);
    }

    #[test]
    fn a_sum_that_runs_on_fills_the_height_with_its_changes() {
        let drawing = drawing(&[&[2_000, 2_100]], Kind::Line(Base::Lowest), 100.0);
        assert_eq!([0, 1].map(|index| drawing.spot(index).tip.1), [172.0, 12.0]);
        assert_eq!(drawing.marks.len(), 1);
    }

    #[test]
    fn bars_stand_on_each_other() {
        let drawing = drawing(&[&[4, 0], &[6, 5]], Kind::Bars, 120.0);
        let bars: Vec<&str> = drawing.marks.iter().skip(2).map(|(_, path)| path.as_str()).collect();
        // The axis ends at 10: 4 takes 64 of 160 pixels, and 6 stands above it.
        assert!(bars[0].contains("v64h") && bars[1].contains("v96h"), "{bars:?}");
        assert_eq!(drawing.spot(0).tip.1, drawing.top());
    }

    #[test]
    fn nothing_to_draw_is_an_empty_grid() {
        for kind in [Kind::Line(Base::Zero), Kind::Line(Base::Lowest), Kind::Bars, Kind::Calendar] {
            let drawing = drawing(&[&[]], kind, 320.0);
            assert!(drawing.marks.iter().all(|(_, path)| path.is_empty()), "{kind:?}");
            assert_eq!(drawing.spot(0).dots, []);
            assert_eq!(drawing.index_at(5.0, 5.0), 0);
        }
    }

    #[test]
    fn keys_move_the_cursor() {
        let line = drawing(&[&[1, 2, 3]], Kind::Line(Base::Zero), 320.0);
        assert_eq!(
            ["ArrowLeft", "ArrowRight", "Home", "End", "PageUp", "a"].map(|key| line.moved(key, 1, 2)),
            [Some(0), Some(2), Some(0), Some(2), Some(2), None]
        );
        let values = [0; 30];
        let days = drawing(&[&values], Kind::Calendar, 320.0);
        assert_eq!(
            ["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"].map(|key| days.moved(key, 10, 29)),
            [Some(3), Some(17), Some(9), Some(11)]
        );
        assert_eq!(["ArrowLeft", "ArrowRight"].map(|key| days.moved(key, 3, 5)), [Some(3), Some(3)]);
    }

    #[test]
    fn each_bar_has_its_name_as_far_as_there_is_room() {
        let names = ["@nova_sketch", "@ledger_owl", "@poly_translate", "@dev_harbor"];
        let data = Data::single(names.map(|name| (Step { label: name.to_owned(), key: name.to_owned() }, 1)));
        let names_at = |width| {
            let drawing = Drawing::new(&data, Kind::Bars, width, |value| value.to_string());
            drawing.texts.into_iter().map(|text| text.words).filter(|words| words.starts_with('@')).collect::<Vec<_>>()
        };
        assert_eq!(names_at(800.0), names);
        assert_eq!(names_at(320.0), ["@nova_sk…", "@ledger_…", "@poly_tr…", "@dev_har…"]);
        assert_eq!(names_at(120.0).len(), names.len());
    }

    proptest! {
        #[test]
        fn everything_stands_inside(
            values in prop::collection::vec((-1_000_000_i64..1_000_000, -1_000_000_i64..1_000_000), 1..200),
            kind in prop::sample::select(vec![Kind::Line(Base::Zero), Kind::Line(Base::Lowest), Kind::Bars]),
            width in 280.0..1200.0_f64,
        ) {
            let (a, b): (Vec<i64>, Vec<i64>) = values.into_iter().unzip();
            let drawing = drawing(&[&a, &b], kind, width);
            for index in 0..a.len() {
                let spot = drawing.spot(index);
                for (x, y) in spot.dots.iter().map(|dot| (dot.0, dot.1)).chain([spot.tip]) {
                    prop_assert!((0.0..=width).contains(&x) && (0.0..=drawing.height).contains(&y), "{:?}", (x, y));
                }
                prop_assert_eq!(drawing.index_at(spot.tip.0, spot.tip.1), index);
                let corner = tip_corner(spot.tip, (100.0, 60.0), (width, drawing.height));
                prop_assert!(corner.0 >= 0.0 && corner.0 + 100.0 <= width && corner.1 >= 0.0 && corner.1 + 60.0 <= drawing.height);
            }
            for text in &drawing.texts {
                prop_assert!((0.0..=width).contains(&text.x) && (0.0..=drawing.height).contains(&text.y));
            }
        }

        #[test]
        fn names_of_series_never_overlap(lengths in prop::collection::vec(1_usize..40, 2..6), width in 280.0..1200.0_f64) {
            let series = lengths.iter().zip(Tone::EQUAL).map(|(length, tone)| Series { name: "n".repeat(*length), tone, values: Vec::new() });
            let data = Data { steps: Vec::new(), series: series.collect(), months: Vec::new() };
            let (mut texts, mut marks) = (Vec::new(), Vec::new());
            let height = legend(&data, Kind::Bars, width, &mut texts, &mut marks);
            prop_assert!(texts.iter().all(|text| text.y < height));
            for pair in texts.windows(2) {
                let end = pair[0].x + text_width(pair[0].words.len());
                prop_assert!(pair[1].y > pair[0].y || pair[1].x - 24.0 >= end);
            }
        }
    }
}
