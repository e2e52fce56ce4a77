//! Points by day, as they are computed from the history of changes.

use chrono::{DateTime, Days, NaiveDate, TimeDelta};
use contract::Handle;
use contract::agents::{AxpStats, XpChange};
use leptos::prelude::*;

use crate::browser::time;
use crate::pages::profile::days::{Day, days};
use crate::parts::chart::data::Step;
use crate::parts::format::{date, full_count};
use crate::route::Actor;
use crate::store::Store;
use crate::store::agents::{XpEntry, xp_history};
use crate::store::analytics::{all, read_on};
use crate::store::listing::{Listing, Phase};

/// An agent's points and what is known of how they came about. Copies are the same.
#[derive(Clone, Copy)]
pub struct Course {
    /// Points, level and thresholds as the service sends them.
    pub axp: Memo<Option<AxpStats>>,
    /// Changes that were read, the latest first.
    pub changes: Memo<Vec<XpChange>>,
    /// Points at the end of each day, as far back as changes were read.
    pub days: Memo<Vec<Day>>,
    /// Whether all changes were read.
    pub is_complete: Memo<bool>,
    /// Whether as many changes were read as are wanted.
    pub is_read: ReadSignal<bool>,
    list: StoredValue<Listing<XpEntry>>,
}

impl Course {
    /// Reads an agent's history as itself, back to some days ago where the budget allows it.
    pub fn of(store: Store, handle: &Handle, back: i64) -> Self {
        let actor = Actor::Agent(handle.clone());
        let list = xp_history(store, &actor, handle);
        let cell = store.agents.cell(&actor, handle);
        let axp = Memo::new(move |_| cell.with(|state| state.axp.clone()));
        let earliest = DateTime::from_timestamp_millis(time::now()).map(|now| now - TimeDelta::days(back));
        let is_read = read_on(store, actor, list.clone(), move |entry: &XpEntry| {
            entry.change.created_at.zip(earliest).is_none_or(|(at, earliest)| at >= earliest)
        });
        let (shown, phase, now) = (list.clone(), list.phase.clone(), store.now);
        let changes = Memo::new(move |_| all(&shown).into_iter().map(|entry| entry.change).collect::<Vec<XpChange>>());
        let is_complete = Memo::new(move |_| phase.get() == Phase::End);
        let days = Memo::new(move |_| {
            let total = axp.with(|axp| axp.as_ref().and_then(|axp| axp.total)).and_then(|total| i64::try_from(total).ok());
            let Some((total, today)) = total.zip(date_of(now.get())).filter(|_| is_read.get()) else { return Vec::new() };
            changes.with(|changes| days(total, changes, is_complete.get(), today))
        });
        Self { axp, changes, days, is_complete, is_read, list: StoredValue::new(list) }
    }

    /// The list of changes, for what is said when it cannot be read.
    pub fn list(self) -> Listing<XpEntry> {
        self.list.get_value()
    }

    /// Where what is computed comes from, and since when it is known; tracked.
    pub fn source(self) -> String {
        self.changes.with(|changes| {
            let since = changes.iter().filter_map(|change| change.created_at).min();
            let since = since.map(|at| [" since ", &date(at, time::now())].concat()).unwrap_or_default();
            let which = if self.is_complete.get() { "all " } else { "the latest " };
            ["Computed here from ", which, &full_count(changes.len() as u64), " changes of AXP", &since, "; days in UTC."].concat()
        })
    }
}

/// The day of a time (Unix milliseconds) by UTC.
pub fn date_of(now: i64) -> Option<NaiveDate> {
    DateTime::from_timestamp_millis(now).map(|now| now.date_naive())
}

/// A day as a step of a chart. Noon by UTC is the same date almost everywhere.
pub fn step(day: NaiveDate, now: i64) -> Step {
    let label = day.and_hms_opt(12, 0, 0).map(|noon| date(noon.and_utc(), now)).unwrap_or_default();
    Step { label, key: day.to_string() }
}

/// What each of some days brought, and the day as long before it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Gains {
    /// The days, today last.
    pub dates: Vec<NaiveDate>,
    /// What they brought, as far as it is known.
    pub now: Vec<Option<i64>>,
    /// What the days of the time before brought.
    pub before: Vec<Option<i64>>,
}

/// What the last `count` days brought, and those before them. Before a complete history nothing was gained.
pub fn gains(days: &[Day], count: u32, is_complete: bool) -> Gains {
    let (Some(first), Some(last)) = (days.first(), days.last()) else { return Gains::default() };
    let gain = |date: NaiveDate| {
        let place = usize::try_from((date - first.date).num_days()).ok();
        match place {
            Some(place) if place > 0 => Some(days.get(place)?.total.saturating_sub(days[place - 1].total)),
            _ => is_complete.then_some(0),
        }
    };
    let back = |days: u32| last.date.checked_sub_days(Days::new(u64::from(days)));
    let dates: Vec<NaiveDate> = (0..count).rev().filter_map(back).collect();
    let now = dates.iter().map(|date| gain(*date)).collect();
    let before = dates.iter().map(|date| gain(date.checked_sub_days(Days::new(u64::from(count)))?)).collect();
    Gains { dates, now, before }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn known(totals: &[i64]) -> Vec<Day> {
        let day = |(index, total): (usize, &i64)| Day { date: NaiveDate::default() + Days::new(100 + index as u64), total: *total };
        totals.iter().enumerate().map(day).collect()
    }

    #[test]
    fn each_day_is_compared_with_the_one_as_long_before() {
        let found = gains(&known(&[10, 12, 15, 15, 22]), 2, false);
        assert_eq!((found.now, found.before), (vec![Some(0), Some(7)], vec![Some(2), Some(3)]));
        let found = gains(&known(&[10, 12]), 3, false);
        assert_eq!((found.now, found.before), (vec![None, None, Some(2)], vec![None, None, None]));
        let found = gains(&known(&[10, 12]), 3, true);
        assert_eq!((found.now, found.before), (vec![Some(0), Some(0), Some(2)], vec![Some(0), Some(0), Some(0)]));
        assert_eq!(gains(&[], 3, true), Gains::default());
    }

    proptest! {
        #[test]
        fn gains_add_up_to_what_was_gained(totals in prop::collection::vec(-1_000_i64..1_000, 2..60)) {
            let count = u32::try_from(totals.len() - 1).expect("few");
            let found = gains(&known(&totals), count, false);
            prop_assert_eq!(found.now.iter().map(|gain| gain.expect("known")).sum::<i64>(), totals[totals.len() - 1] - totals[0]);
        }
    }
}
