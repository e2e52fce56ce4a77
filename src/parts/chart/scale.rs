//! Scales: which round values an axis shows, where a value stands, and which labels fit beside each other. Nothing is drawn here.

use std::ops::Range;

/// Values beyond this are drawn at the edge: drawing is done in `f64`, which is exact up to here.
const MOST: i64 = 1 << 52;

/// The values that an axis shows: evenly spaced, multiples of 1, 2 or 5 times a power of ten, and around all of `low..=high`.
///
/// At most `most` of them; fewer than three are never asked for, since a range around zero needs three.
pub fn ticks(low: i64, high: i64, most: usize) -> Vec<i64> {
    let (low, high) = (low.min(high).clamp(-MOST, MOST), high.max(low).clamp(-MOST, MOST));
    let most = i64::try_from(most.max(3)).unwrap_or(3);
    let around = |step: i64| low.div_euclid(step)..=(high + step - 1).div_euclid(step).max(low.div_euclid(step) + 1);
    let step = round_steps().find(|step| around(*step).end() - around(*step).start() < most).unwrap_or(MOST);
    around(step).map(|count| count * step).collect()
}

/// 1, 2, 5, 10, 20, 50 … up to the first that is larger than any range.
fn round_steps() -> impl Iterator<Item = i64> {
    (0..17).flat_map(|power| [1, 2, 5].map(|digit| digit * 10_i64.pow(power)))
}

/// A straight line from values to places: CSS pixels, in either direction.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Scale {
    values: (f64, f64),
    places: (f64, f64),
}

impl Scale {
    /// `values` from the first to the last, which stand at `places`. An empty range of values stands at the first place.
    pub fn new(values: (i64, i64), places: (f64, f64)) -> Self {
        Self { values: (exact(values.0), exact(values.1)), places }
    }

    /// Where a value stands.
    pub fn place(self, value: i64) -> f64 {
        let span = self.values.1 - self.values.0;
        let share = if span == 0.0 { 0.0 } else { (exact(value) - self.values.0) / span };
        self.places.0 + share * (self.places.1 - self.places.0)
    }
}

#[expect(clippy::cast_precision_loss, reason = "clamped to what an f64 holds exactly")]
fn exact(value: i64) -> f64 {
    value.clamp(-MOST, MOST) as f64
}

/// Places of `count` points, evenly spread from one end to the other; a single one stands at the start.
pub fn spread(count: usize, places: Range<f64>) -> Vec<f64> {
    let last = count.saturating_sub(1);
    let scale = Scale::new((0, whole(last)), (places.start, places.end));
    (0..count).map(|index| scale.place(whole(index))).collect()
}

/// Which of evenly spread points is nearest to a place.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the points that there are")]
pub fn nearest(place: f64, count: usize, places: Range<f64>) -> usize {
    let last = count.saturating_sub(1);
    let span = places.end - places.start;
    if last == 0 || span <= 0.0 {
        return 0;
    }
    let share = ((place - places.start) / span).clamp(0.0, 1.0);
    ((share * exact(whole(last))).round() as usize).min(last)
}

/// A label below the axis, and which part of it stands at its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// The first label begins at its point.
    Start,
    /// Others are centred.
    Middle,
    /// The last label ends at its point.
    End,
}

impl Anchor {
    /// The value of SVG's `text-anchor`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }

    /// From where to where a label of a width reaches.
    pub fn reach(self, place: f64, width: f64) -> Range<f64> {
        match self {
            Self::Start => place..place + width,
            Self::Middle => place - width / 2.0..place + width / 2.0,
            Self::End => place - width..place,
        }
    }
}

/// Which points get a label `width` pixels wide, so that none touches another: the first, the last, and evenly spread ones between.
pub fn labels(places: &[f64], width: f64) -> Vec<(usize, Anchor)> {
    let Some((&end, rest)) = places.split_last() else { return Vec::new() };
    let last = (places.len() - 1, Anchor::End);
    let Some(&start) = rest.first() else { return vec![(0, Anchor::Start)] };
    if Anchor::Start.reach(start, width).end > Anchor::End.reach(end, width).start {
        return vec![last];
    }
    let stride = (1..places.len()).find(|stride| places[*stride] - start >= 1.5 * width).unwrap_or(places.len());
    let between = (stride..rest.len()).step_by(stride).filter(|index| places[*index] + width / 2.0 <= end - width);
    let mut chosen = vec![(0, Anchor::Start)];
    chosen.extend(between.map(|index| (index, Anchor::Middle)));
    chosen.push(last);
    chosen
}

/// Which bands get a label `width` pixels wide in the middle below them, so that none touches another and none leaves `room`.
pub fn labels_in_bands(count: usize, places: &Range<f64>, width: f64, room: &Range<f64>) -> Vec<usize> {
    let band = band_width(count, places);
    let middle = |index: usize| places.start + (exact(whole(index)) + 0.5) * band;
    let fits = |index: &usize| middle(*index) - width / 2.0 >= room.start && middle(*index) + width / 2.0 <= room.end;
    let stride = (1..count).find(|stride| exact(whole(*stride)) * band >= width).unwrap_or(count.max(1));
    (0..count).step_by(stride).filter(fits).collect()
}

/// How wide each of some equal bands is.
pub fn band_width(count: usize, places: &Range<f64>) -> f64 {
    (places.end - places.start).max(0.0) / exact(whole(count.max(1)))
}

/// Which of some equal bands a place is in, or is nearest to.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the bands that there are")]
pub fn band_at(place: f64, count: usize, places: &Range<f64>) -> usize {
    let band = band_width(count, places);
    if band <= 0.0 {
        return 0;
    }
    (((place - places.start) / band).max(0.0) as usize).min(count.saturating_sub(1))
}

/// Values of a range, and how many there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bin {
    /// The lowest value that belongs to it.
    pub from: i64,
    /// The first value that no longer does.
    pub to: i64,
    /// How many there are.
    pub count: i64,
}

/// How values are distributed over up to `most` equal ranges with round ends.
pub fn bins(values: &[i64], most: usize) -> Vec<Bin> {
    let (Some(low), Some(high)) = (values.iter().min(), values.iter().max()) else { return Vec::new() };
    let (low, high) = ((*low).clamp(-MOST, MOST - 1), (*high).clamp(-MOST, MOST - 1));
    // The end of a range belongs to the next one, so the highest value needs room above it.
    let edges = ticks(low, high + 1, most + 1);
    let mut bins: Vec<Bin> = edges.windows(2).map(|pair| Bin { from: pair[0], to: pair[1], count: 0 }).collect();
    for value in values {
        let value = (*value).clamp(low, high);
        let place = bins.partition_point(|bin| bin.to <= value);
        if let Some(bin) = bins.get_mut(place) {
            bin.count += 1;
        }
    }
    bins
}

fn whole(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(MOST)
}

#[cfg(test)]
#[expect(clippy::cast_precision_loss, reason = "small numbers")]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn ticks_are_those_that_a_person_would_choose() {
        assert_eq!(ticks(0, 2_340, 5), [0, 1_000, 2_000, 3_000]);
        assert_eq!(ticks(0, 7, 5), [0, 2, 4, 6, 8]);
        assert_eq!(ticks(0, 0, 5), [0, 1]);
        assert_eq!(ticks(-30, 100, 5), [-50, 0, 50, 100]);
    }

    #[test]
    fn a_single_point_gets_one_label() {
        assert_eq!(labels(&[10.0], 40.0), [(0, Anchor::Start)]);
        assert_eq!(labels(&[], 40.0), []);
        assert_eq!(labels(&[0.0, 50.0], 40.0), [(1, Anchor::End)]);
    }

    #[test]
    fn the_ends_of_the_scale_are_its_places() {
        let scale = Scale::new((0, 10), (172.0, 12.0));
        assert_eq!((scale.place(0), scale.place(5), scale.place(10)), (172.0, 92.0, 12.0));
        assert!((Scale::new((3, 3), (1.0, 2.0)).place(3) - 1.0).abs() < f64::EPSILON);
    }

    proptest! {
        #[test]
        fn ticks_cover_the_values_and_are_round(a in any::<i64>(), b in any::<i64>(), shift in 0_u32..63, most in 0_usize..12) {
            let (a, b) = ((a >> shift).clamp(-MOST, MOST), (b >> shift).clamp(-MOST, MOST));
            let ticks = ticks(a, b, most);
            prop_assert!((2..=most.max(3)).contains(&ticks.len()));
            prop_assert!(ticks[0] <= a.min(b) && ticks[ticks.len() - 1] >= a.max(b));
            let step = ticks[1] - ticks[0];
            prop_assert!(ticks.windows(2).all(|pair| pair[1] - pair[0] == step), "evenly spaced");
            prop_assert!(ticks.iter().all(|tick| tick % step == 0));
            let digits = step.to_string();
            prop_assert!(["1", "2", "5"].contains(&digits.trim_end_matches('0')), "round");
        }

        #[test]
        fn labels_never_touch(count in 0_usize..800, from in 0.0..100.0_f64, width in 1.0..2000.0_f64, label in 1.0..200.0_f64) {
            let places = spread(count, from..from + width);
            let reaches: Vec<Range<f64>> = labels(&places, label).into_iter().map(|(index, anchor)| anchor.reach(places[index], label)).collect();
            prop_assert_eq!(reaches.is_empty(), count == 0);
            prop_assert!(reaches.windows(2).all(|pair| pair[0].end <= pair[1].start + 1e-6));
        }

        #[test]
        fn labels_below_bands_never_touch(count in 0_usize..6_000, from in 0.0..100.0_f64, width in 1.0..2000.0_f64, label in 1.0..200.0_f64) {
            let places = from..from + width;
            let chosen = labels_in_bands(count, &places, label, &(0.0..from + width));
            let band = band_width(count, &places);
            prop_assert!(chosen.windows(2).all(|pair| (pair[1] - pair[0]) as f64 * band >= label - 1e-6));
            let middle = |index: usize| places.start + (index as f64 + 0.5) * band;
            prop_assert!(chosen.iter().all(|index| middle(*index) >= label / 2.0 && middle(*index) + label / 2.0 <= from + width + 1e-6));
            prop_assert!(chosen.iter().all(|index| band_at(middle(*index), count, &places) == *index));
        }

        #[test]
        fn each_value_is_in_one_bin(values in prop::collection::vec(any::<i64>(), 1..80), shift in 0_u32..63, most in 3_usize..20) {
            let values: Vec<i64> = values.into_iter().map(|value| value >> shift).collect();
            let bins = bins(&values, most);
            prop_assert_eq!(bins.iter().map(|bin| bin.count).sum::<i64>(), i64::try_from(values.len()).unwrap());
            prop_assert!(bins.len() <= most);
            prop_assert!(bins.windows(2).all(|pair| pair[0].to == pair[1].from && pair[0].to - pair[0].from == pair[1].to - pair[1].from));
            for bin in &bins {
                let inside = values.iter().filter(|value| (bin.from..bin.to).contains(&(**value).clamp(-MOST, MOST - 1))).count();
                prop_assert_eq!(i64::try_from(inside).unwrap(), bin.count);
            }
        }

        #[test]
        fn the_nearest_point_of_a_point_is_itself(count in 1_usize..500, width in 1.0..2000.0_f64, pick in any::<prop::sample::Index>()) {
            let index = pick.index(count);
            prop_assert_eq!(nearest(spread(count, 0.0..width)[index], count, 0.0..width), index);
        }

        #[test]
        fn every_place_has_a_nearest_point(place in any::<f64>(), count in 0_usize..50, width in -10.0..2000.0_f64) {
            prop_assert!(nearest(place, count, 0.0..width) < count.max(1));
        }
    }
}
