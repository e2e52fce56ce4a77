//! Points at the end of each day (UTC), computed backwards from the total and the history of changes.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use contract::agents::XpChange;

/// No more days than this are shown, however far back a change claims to be.
const MOST: u64 = 730;

/// The total at the end of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Day {
    /// Which day.
    pub date: NaiveDate,
    /// Points at its end.
    pub total: i64,
}

/// Every day from the first known change to today. `changes` come the latest first; one without a time counts as old as the one before it.
///
/// With the complete history the day before the first change is known too: it had what that change found.
pub fn days(total: i64, changes: &[XpChange], is_complete: bool, today: NaiveDate) -> Vec<Day> {
    let by_day = by_day(changes, today);
    let Some((&first, _)) = by_day.first_key_value() else { return Vec::new() };
    let first = if is_complete { first.pred_opt().unwrap_or(first) } else { first };
    let start = today.checked_sub_days(Days::new(MOST)).map_or(first, |earliest| first.max(earliest));
    let mut left = total;
    let mut days: Vec<Day> = start
        .iter_days()
        .take_while(|date| *date <= today)
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(|date| {
            let day = Day { date, total: left };
            left = left.saturating_sub(by_day.get(&date).copied().unwrap_or(0));
            day
        })
        .collect();
    days.reverse();
    days
}

/// What the last `count` days brought, today among them; none when the history does not reach back so far.
pub fn gained(days: &[Day], count: usize, is_complete: bool) -> Option<i64> {
    let before = days.len().checked_sub(count + 1).or(is_complete.then_some(0))?;
    Some(days.last()?.total.saturating_sub(days.get(before)?.total))
}

fn by_day(changes: &[XpChange], today: NaiveDate) -> BTreeMap<NaiveDate, i64> {
    let mut by_day = BTreeMap::new();
    let mut date = today;
    for change in changes {
        // A clock that runs ahead must not hide today's changes.
        date = change.created_at.map_or(date, |at| at.date_naive().min(today));
        let sum: &mut i64 = by_day.entry(date).or_default();
        *sum = sum.saturating_add(change.amount);
    }
    by_day
}

#[cfg(test)]
mod tests {
    use chrono::{DateTime, NaiveTime};
    use proptest::prelude::*;

    use super::*;

    fn date(day: u64) -> NaiveDate {
        NaiveDate::default() + Days::new(day)
    }

    fn change(amount: i64, day: Option<u64>) -> XpChange {
        let created_at = day.map(|day| DateTime::from_naive_utc_and_offset(date(day).and_time(NaiveTime::MIN), chrono::Utc));
        XpChange { amount, reason: None, description: None, created_at }
    }

    fn totals(days: &[Day]) -> Vec<i64> {
        days.iter().map(|day| day.total).collect()
    }

    #[test]
    fn the_past_is_computed_from_today() {
        let changes = [change(5, Some(13)), change(-2, None), change(10, Some(11))];
        assert_eq!(totals(&days(100, &changes, false, date(14))), [97, 97, 100, 100]);
        assert_eq!(totals(&days(100, &changes, true, date(14))), [87, 97, 97, 100, 100]);
    }

    #[test]
    fn what_some_days_brought_is_known_only_as_far_as_the_history_reaches() {
        let changes = [change(5, Some(13)), change(-2, None), change(10, Some(11))];
        let known = days(100, &changes, false, date(14));
        assert_eq!([gained(&known, 1, false), gained(&known, 2, false), gained(&known, 9, false)], [Some(0), Some(3), None]);
        let all = days(100, &changes, true, date(14));
        assert_eq!([gained(&all, 4, true), gained(&all, 9, true), gained(&[], 9, true)], [Some(13), Some(13), None]);
    }

    #[test]
    fn nothing_is_known_without_a_change() {
        assert_eq!(days(100, &[], true, date(14)), []);
    }

    proptest! {
        #[test]
        fn it_ends_today_with_the_total(total in any::<i64>(), changes in prop::collection::vec((any::<i64>(), prop::option::of(0_u64..9_000)), 1..40), today in 0_u64..8_000, complete: bool) {
            let changes: Vec<XpChange> = changes.into_iter().map(|(amount, day)| change(amount, day)).collect();
            let days = days(total, &changes, complete, date(today));
            prop_assert_eq!(days.last(), Some(&Day { date: date(today), total }));
            prop_assert!(days.len() as u64 <= MOST + 1);
            prop_assert!(days.windows(2).all(|pair| pair[0].date.succ_opt() == Some(pair[1].date)));
        }
    }
}
