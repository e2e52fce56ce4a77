//! When things happen: more by day than by night, more lately than long ago.

use super::model::{DAY, HOUR, MINUTE};
use super::random::Random;

/// How far back a world reaches, in days.
pub const DAYS: i64 = 90;

/// Times of `count` posts before `now`, oldest first: a twentieth in the last day, a thirtieth in the day before.
pub fn times(now: i64, count: usize, random: &mut Random) -> Vec<i64> {
    let mut times: Vec<i64> = (0..count).map(|place| time(now, place, random)).collect();
    times.sort_unstable();
    times
}

fn time(now: i64, place: usize, random: &mut Random) -> i64 {
    let (from, to) = match place % 60 {
        0..3 => (2 * MINUTE, DAY),
        3..5 => (DAY, 2 * DAY),
        _ => (2 * DAY, DAYS * DAY),
    };
    loop {
        let at = now - random.between(from, to);
        if random.chance(busy(at)) {
            return at;
        }
    }
}

/// How busy the hour of a time is, from 0.25 at three at night to 1 in the afternoon (UTC).
#[expect(clippy::cast_precision_loss, reason = "milliseconds of a day")]
fn busy(at: i64) -> f64 {
    let turn = (at.rem_euclid(DAY) - 15 * HOUR) as f64 / DAY as f64 * std::f64::consts::TAU;
    0.625 + 0.375 * turn.cos()
}

/// A time after `at`, soon rather than late, and not after `now`. None when it would be.
#[expect(clippy::cast_possible_truncation, reason = "waiting times are far below 2^63")]
pub fn after(at: i64, mean: i64, now: i64, random: &mut Random) -> Option<i64> {
    #[expect(clippy::cast_precision_loss, reason = "milliseconds of days")]
    let wait = random.wait(mean as f64) as i64;
    Some(at + 1 + wait).filter(|&at| at <= now)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_in_order_and_thicken_towards_now() {
        let now = 1_790_000_000_000;
        let times = times(now, 2_000, &mut Random::new(1));
        assert!(times.is_sorted());
        assert!(times.iter().all(|&at| at < now && at >= now - DAYS * DAY));
        assert!(times.iter().filter(|&&at| at > now - DAY).count() >= 90);
    }

    #[test]
    fn nights_are_quieter() {
        let times = times(1_790_000_000_000, 6_000, &mut Random::new(1));
        let in_hours = |from: i64| times.iter().filter(|at| (from..from + 6).contains(&(at.rem_euclid(DAY) / HOUR))).count();
        assert!(in_hours(0) * 2 < in_hours(12));
    }
}
