//! Days as squares, in columns of weeks from Monday to Sunday.

use chrono::{Datelike, NaiveDate};

use super::data::Data;
use super::drawing::{Mark, Text, text_width};
use super::path::{self, Rect};
use super::scale::Anchor;

/// Room at the left for the names of days, and above for those of months.
const LEFT: f64 = 32.0;
const TOP: f64 = 20.0;
/// Size of a square with its gap: the least that a finger or eye can tell apart, and the most.
const SIZES: (f64, f64) = (12.0, 20.0);
const GAP: f64 = 2.0;
/// How much happened, in so many grades.
const GRADES: usize = 5;
const WEEK: usize = 7;

/// Where the days stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Weeks {
    /// The first day that fits; earlier ones are left out.
    first: usize,
    count: usize,
    /// Weekday of the first day shown, from Monday.
    offset: usize,
    /// Size of a square with its gap.
    size: f64,
}

impl Weeks {
    /// Lays out as many of the latest weeks as fit.
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "few hundred pixels and weeks"
    )]
    pub fn new(data: &Data, width: f64) -> Self {
        let weekday = data
            .steps
            .first()
            .and_then(|step| step.key.parse::<NaiveDate>().ok())
            .map_or(0, |date| date.weekday().num_days_from_monday() as usize);
        let room = (width - LEFT).max(SIZES.0);
        let weeks = (weekday + data.len()).div_ceil(WEEK).max(1);
        let fit = ((room / SIZES.0) as usize).max(1);
        let left_out = weeks.saturating_sub(fit);
        let first = if left_out == 0 { 0 } else { (left_out * WEEK - weekday).min(data.len()) };
        let offset = if left_out == 0 { weekday } else { 0 };
        let size = (room / weeks.min(fit) as f64).clamp(SIZES.0, SIZES.1);
        Self { first, count: data.len() - first, offset, size }
    }

    /// Height of all.
    #[expect(clippy::cast_precision_loss, reason = "seven days")]
    pub fn height(&self) -> f64 {
        TOP + WEEK as f64 * self.size + 4.0
    }

    /// Left top corner and size of a day's square.
    #[expect(clippy::cast_precision_loss, reason = "few hundred days")]
    pub fn square(&self, index: usize) -> (f64, f64, f64) {
        let place = index.saturating_sub(self.first) + self.offset;
        let (week, day) = ((place / WEEK) as f64, (place % WEEK) as f64);
        (LEFT + week * self.size, TOP + day * self.size, self.size - GAP)
    }

    /// The day at a place, or the nearest one that is shown.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "clamped to the days that there are")]
    pub fn index_at(&self, x: f64, y: f64) -> usize {
        let week = ((x - LEFT) / self.size).max(0.0) as usize;
        let day = (((y - TOP) / self.size).max(0.0) as usize).min(WEEK - 1);
        let place = (week * WEEK + day).max(self.offset) - self.offset;
        self.first + place.min(self.count.saturating_sub(1))
    }

    /// Names of days and months, and the squares by grade.
    pub fn drawn(&self, data: &Data) -> (Vec<Text>, Vec<(Mark, String)>) {
        let mut texts = Vec::new();
        if self.count > 0 {
            for (day, name) in [(0.0, "Mon"), (2.0, "Wed"), (4.0, "Fri")] {
                let y = TOP + (day + 0.5) * self.size + 3.0;
                texts.push(Text { x: 0.0, y, anchor: Anchor::Start, words: name.to_owned() });
            }
        }
        // From the end, so that it is the rest of the first month that has no name where there is no room.
        let mut free = f64::MAX;
        for (index, name) in data.months.iter().rev().filter(|(index, _)| *index >= self.first) {
            let x = self.square(*index).0;
            if x + text_width(name.chars().count()) + 6.0 <= free {
                texts.push(Text { x, y: 12.0, anchor: Anchor::Start, words: name.clone() });
                free = x;
            }
        }
        let most = (self.first..data.len()).map(|index| data.sum(index)).max().unwrap_or(0);
        let mut paths = vec![String::new(); GRADES];
        for index in self.first..data.len() {
            let (x, y, size) = self.square(index);
            path::push_rect(&mut paths[grade(data.sum(index), most)], Rect { x, y, width: size, height: size });
        }
        let marks = paths.into_iter().enumerate().map(|(grade, path)| (Mark::Heat(grade), path)).collect();
        (texts, marks)
    }
}

/// How much a value is beside the highest: nothing is 0, anything at least 1, the highest 4.
pub fn grade(value: i64, most: i64) -> usize {
    if value <= 0 || most <= 0 {
        return 0;
    }
    let highest = i128::try_from(GRADES - 1).unwrap_or(1);
    let grade = (i128::from(value) * highest + i128::from(most) - 1) / i128::from(most);
    usize::try_from(grade).unwrap_or(1).clamp(1, GRADES - 1)
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use proptest::prelude::*;

    use super::super::data::Step;
    use super::*;

    fn days(from: NaiveDate, count: u64) -> Data {
        Data::single((0..count).map(|day| {
            let key = (from + Days::new(day)).to_string();
            (Step { label: key.clone(), key }, i64::try_from(day % 7).unwrap_or(0))
        }))
    }

    #[test]
    fn a_week_is_a_column_from_monday() {
        // 25 November 2026 is a Wednesday.
        let weeks = Weeks::new(&days(NaiveDate::from_ymd_opt(2026, 11, 25).expect("a date"), 10), 320.0);
        assert_eq!(weeks.square(0), (LEFT, TOP + 40.0, 18.0));
        assert_eq!(weeks.square(5), (LEFT + 20.0, TOP, 18.0));
    }

    #[test]
    fn anything_is_more_than_nothing() {
        assert_eq!([0, 1, 25, 26, 100].map(|value| grade(value, 100)), [0, 1, 1, 2, 4]);
        assert_eq!((grade(1, 1), grade(5, 0), grade(i64::MAX, i64::MAX)), (4, 0, 4));
    }

    proptest! {
        #[test]
        fn squares_never_overlap_and_are_found_again(from in 0_u64..20_000, count in 1_u64..900, width in 260.0..1200.0_f64) {
            let data = days(NaiveDate::default() + Days::new(from), count);
            let weeks = Weeks::new(&data, width);
            prop_assert!(weeks.first < data.len());
            let (mut latest, mut seen) = (0.0, std::collections::HashSet::new());
            for index in weeks.first..data.len() {
                let (x, y, size) = weeks.square(index);
                prop_assert!(x >= latest && size > 0.0 && x + size <= width && y + size <= weeks.height());
                prop_assert!(seen.insert((x.to_bits(), y.to_bits())));
                prop_assert_eq!(weeks.index_at(x + size / 2.0, y + size / 2.0), index);
                latest = x;
            }
        }
    }
}
