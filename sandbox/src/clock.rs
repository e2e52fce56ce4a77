//! The service's clock, which tests can set and move.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use chrono::{DateTime, SecondsFormat};

/// A clock shared by all parts of one world. Times are Unix milliseconds (UTC).
#[derive(Clone, Debug)]
pub struct Clock {
    /// Added to the running time, or the time itself when the clock stands.
    base: Arc<AtomicI64>,
    runs: bool,
}

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self { base: Arc::new(AtomicI64::new(0)), runs: true }
    }

    /// A clock that stands at `millis` until it is moved.
    pub fn standing(millis: i64) -> Self {
        Self { base: Arc::new(AtomicI64::new(millis)), runs: false }
    }

    /// Now, in Unix milliseconds.
    pub fn now(&self) -> i64 {
        self.base.load(Ordering::Relaxed) + self.running()
    }

    /// Sets the time; a running clock runs on from there.
    pub fn set(&self, millis: i64) {
        self.base.store(millis - self.running(), Ordering::Relaxed);
    }

    /// Moves the time.
    pub fn advance(&self, millis: i64) {
        self.base.fetch_add(millis, Ordering::Relaxed);
    }

    fn running(&self) -> i64 {
        if self.runs { system_millis() } else { 0 }
    }
}

fn system_millis() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

/// A time as answers show it: RFC 3339 in UTC with milliseconds and `Z`.
pub fn iso(millis: i64) -> String {
    DateTime::from_timestamp_millis(millis).unwrap_or_default().to_rfc3339_opts(SecondsFormat::Millis, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_set_and_moved() {
        let clock = Clock::standing(1_000);
        clock.advance(500);
        assert_eq!(clock.now(), 1_500);
        clock.set(7);
        assert_eq!(clock.now(), 7);
        let running = Clock::system();
        running.set(1_000_000);
        assert!((1_000_000..1_010_000).contains(&running.now()));
    }

    #[test]
    fn times_are_utc_with_milliseconds() {
        assert_eq!(iso(1_705_320_000_005), "2024-01-15T12:00:00.005Z");
    }
}
