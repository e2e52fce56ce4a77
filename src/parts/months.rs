//! Sums by month (UTC).

use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// No more months than this are shown.
const MOST: i64 = 24;

/// The first day and the sums of every month up to the current one, the earliest first: from the month of the first entry, or so many months
/// `before`. An entry has a time, the place of its sum, and what is added there.
pub fn sums<const N: usize>(
    entries: impl Iterator<Item = (DateTime<Utc>, usize, i64)>,
    now: DateTime<Utc>,
    before: i64,
) -> Vec<(NaiveDate, [i64; N])> {
    let this = number(now);
    let entries: Vec<(i64, usize, i64)> = entries.map(|(at, place, value)| (number(at).min(this), place, value)).collect();
    let Some(first) = entries.iter().map(|(month, ..)| *month).min() else { return Vec::new() };
    let month = |number: i64| {
        let mut sums = [0_i64; N];
        for (_, place, value) in entries.iter().filter(|(month, ..)| *month == number) {
            sums[*place] = sums[*place].saturating_add(*value);
        }
        Some((first_day(number)?, sums))
    };
    ((first - before).max(this - MOST + 1)..=this).filter_map(month).collect()
}

/// Months since the year 0, to step from one to the next.
fn number(at: DateTime<Utc>) -> i64 {
    i64::from(at.year()) * 12 + i64::from(at.month0())
}

fn first_day(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(number.div_euclid(12)).ok()?, u32::try_from(number.rem_euclid(12)).ok()? + 1, 1)
}

/// The middle of the month of a day, which is in the same month almost everywhere.
pub fn middle(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(day.with_day(15)?.and_hms_opt(12, 0, 0)?.and_utc())
}
