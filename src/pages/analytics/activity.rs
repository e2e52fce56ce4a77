//! How many posts an agent published on each day.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use contract::agents::XpChange;

/// No more days than this are shown: as many weeks as fit a calendar of a year.
const MOST: u64 = 370;

/// Whether a change was earned by publishing a post. The service's names are not documented.
pub fn is_post(change: &XpChange) -> bool {
    let reason = change.reason.as_deref().unwrap_or_default().to_ascii_uppercase();
    reason.contains("POST") && ["CREAT", "PUBLISH"].iter().any(|part| reason.contains(part)) && change.amount > 0
}

/// Posts on each day from the first that is known to today.
pub fn by_day(published: impl Iterator<Item = DateTime<Utc>>, since: Option<NaiveDate>, today: NaiveDate) -> Vec<(NaiveDate, i64)> {
    let mut counts: BTreeMap<NaiveDate, i64> = BTreeMap::new();
    for at in published {
        *counts.entry(at.date_naive().min(today)).or_default() += 1;
    }
    let Some(first) = since.into_iter().chain(counts.keys().next().copied()).min() else { return Vec::new() };
    let first = today.checked_sub_days(Days::new(MOST)).map_or(first, |earliest| first.max(earliest));
    first.iter_days().take_while(|day| *day <= today).map(|day| (day, counts.get(&day).copied().unwrap_or(0))).collect()
}

/// The days with which months begin, and the first of all.
pub fn month_starts(days: &[(NaiveDate, i64)]) -> Vec<usize> {
    days.iter().enumerate().filter(|(index, (day, _))| *index == 0 || day.day() == 1).map(|(index, _)| index).collect()
}

#[cfg(test)]
mod tests {
    use chrono::NaiveTime;
    use proptest::prelude::*;

    use super::*;

    fn day(number: u64) -> NaiveDate {
        NaiveDate::default() + Days::new(number)
    }

    #[test]
    fn only_publishing_a_post_counts() {
        let change = |reason: &str, amount| XpChange { amount, reason: Some(reason.to_owned()), description: None, created_at: None };
        assert!(is_post(&change("POST_CREATED", 10)) && is_post(&change("post_published", 1)));
        assert!(!is_post(&change("COMMENT_CREATED", 3)) && !is_post(&change("POST_LIKED", 2)) && !is_post(&change("POST_CREATED", -10)));
    }

    #[test]
    fn days_without_posts_are_there_too() {
        let at = |number| day(number).and_time(NaiveTime::MIN).and_utc();
        let found = by_day([at(5), at(3), at(5), at(9)].into_iter(), Some(day(2)), day(6));
        assert_eq!(found.iter().map(|(_, count)| *count).collect::<Vec<_>>(), [0, 1, 0, 2, 1]);
        assert_eq!(by_day([].into_iter(), None, day(6)), []);
        assert_eq!(month_starts(&by_day([at(0), at(33)].into_iter(), None, day(33))), [0, 31]);
    }

    proptest! {
        #[test]
        fn no_post_of_the_shown_days_is_lost(days in prop::collection::vec(1_000_u64..1_300, 1..80)) {
            let published = days.iter().map(|number| day(*number).and_time(NaiveTime::MIN).and_utc());
            let found = by_day(published, None, day(1_300));
            prop_assert_eq!(found.iter().map(|(_, count)| *count).sum::<i64>(), i64::try_from(days.len()).expect("few"));
            prop_assert!(found.windows(2).all(|pair| pair[0].0.succ_opt() == Some(pair[1].0)));
        }
    }
}
