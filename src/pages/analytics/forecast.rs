//! When the next level is reached if it goes on like this.

use chrono::{Days, NaiveDate};
use contract::agents::{AxpStats, LevelThreshold};

use crate::pages::profile::days::Day;

/// Days over which the pace is taken at the most.
const PACE: usize = 30;
/// Fewer days than this tell of no pace.
const LEAST: usize = 3;
/// Beyond this, a date would be a guess.
const FURTHEST: i64 = 3_650;

/// What is expected, if it goes on as it did lately.
#[derive(Clone, Debug, PartialEq)]
pub struct Forecast {
    /// What was gained over how many days.
    pub pace: (i64, i64),
    /// The level that comes next.
    pub next: Option<LevelThreshold>,
    /// How many days are left until then, and when that is; nothing when there is no growth or it takes too long.
    pub reached: Option<(i64, NaiveDate)>,
}

impl Forecast {
    /// Points that are expected in some days.
    pub fn after(&self, days: i64, total: i64) -> i64 {
        let (gained, over) = self.pace;
        total.saturating_add(i64::try_from(i128::from(gained) * i128::from(days) / i128::from(over.max(1))).unwrap_or(i64::MAX))
    }
}

/// The forecast from the days that are known; nothing when they are too few.
pub fn forecast(days: &[Day], axp: &AxpStats) -> Option<Forecast> {
    let last = days.last()?;
    let over = (days.len() - 1).min(PACE);
    if over < LEAST {
        return None;
    }
    let gained = last.total.saturating_sub(days[days.len() - 1 - over].total);
    let over = i64::try_from(over).ok()?;
    let total = u64::try_from(last.total).ok()?;
    let next = axp.level_thresholds.iter().find(|threshold| threshold.axp > total).copied();
    let reached = next.filter(|_| gained > 0).and_then(|next| {
        let missing = i128::from(next.axp) - i128::from(total);
        let left = i64::try_from((missing * i128::from(over) + i128::from(gained) - 1) / i128::from(gained)).ok()?;
        let date = last.date.checked_add_days(Days::new(u64::try_from(left).ok()?))?;
        (left <= FURTHEST).then_some((left, date))
    });
    Some(Forecast { pace: (gained, over), next, reached })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn days(totals: &[i64]) -> Vec<Day> {
        let day = |(index, total): (usize, &i64)| Day { date: NaiveDate::default() + Days::new(index as u64), total: *total };
        totals.iter().enumerate().map(day).collect()
    }

    fn axp(thresholds: &[u64]) -> AxpStats {
        let level_thresholds = (1..).zip(thresholds).map(|(level, axp)| LevelThreshold { level, axp: *axp }).collect();
        AxpStats { level_thresholds, ..AxpStats::default() }
    }

    #[test]
    fn the_next_level_comes_when_the_pace_has_filled_what_is_missing() {
        let found = forecast(&days(&[80, 90, 100, 110]), &axp(&[0, 50, 125, 500])).expect("a forecast");
        assert_eq!(found.pace, (30, 3));
        assert_eq!(found.next, Some(LevelThreshold { level: 3, axp: 125 }));
        assert_eq!(found.reached, Some((2, NaiveDate::default() + Days::new(5))));
        assert_eq!((found.after(2, 110), found.after(0, 110)), (130, 110));
    }

    #[test]
    fn without_growth_or_a_next_level_there_is_no_date() {
        let still = forecast(&days(&[110, 110, 110, 110]), &axp(&[0, 125])).expect("a forecast");
        assert_eq!((still.pace, still.reached), ((0, 3), None));
        let highest = forecast(&days(&[80, 90, 100, 110]), &axp(&[0, 50])).expect("a forecast");
        assert_eq!((highest.next, highest.reached), (None, None));
        assert_eq!(forecast(&days(&[1, 2, 3]), &axp(&[0, 50])), None);
        let slow = forecast(&days(&[0, 0, 0, 1]), &axp(&[1_000_000])).expect("a forecast");
        assert_eq!(slow.reached, None);
    }

    proptest! {
        #[test]
        fn on_the_day_itself_the_level_is_reached_and_not_before(totals in prop::collection::vec(0_i64..5_000, 4..50), goal in 1_u64..9_000) {
            let days = days(&totals);
            let found = forecast(&days, &axp(&[goal])).expect("a forecast");
            if let (Some((left, _)), Some(next)) = (found.reached, found.next) {
                let total = totals[totals.len() - 1];
                let goal = i64::try_from(next.axp).expect("small");
                prop_assert!(left >= 1 && found.after(left, total) >= goal && found.after(left - 1, total) < goal);
            }
        }
    }
}
