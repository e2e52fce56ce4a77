//! Months as numbers (UTC), to step from one to the next.

use chrono::{DateTime, Datelike, NaiveDate, Utc};

/// Months since the year 0.
pub fn number(at: DateTime<Utc>) -> i64 {
    i64::from(at.year()) * 12 + i64::from(at.month0())
}

/// The first day of a month.
pub fn first_day(number: i64) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(number.div_euclid(12)).ok()?, u32::try_from(number.rem_euclid(12)).ok()? + 1, 1)
}

/// The middle of the month of a day, which is in the same month almost everywhere.
pub fn middle(day: NaiveDate) -> Option<DateTime<Utc>> {
    Some(day.with_day(15)?.and_hms_opt(12, 0, 0)?.and_utc())
}
