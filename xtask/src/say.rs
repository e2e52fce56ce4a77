//! What the commands print about themselves: one line per thing that takes time, with the time it took.

use std::time::{Duration, Instant};

/// Says what begins, does it, and says how long it took.
///
/// # Errors
/// Those of `work`.
pub fn timed<T>(what: &str, work: impl FnOnce() -> anyhow::Result<T>) -> anyhow::Result<T> {
    println!("• {what} …");
    let started = Instant::now();
    let result = work();
    match &result {
        Ok(_) => println!("✓ {what} ({})", seconds(started.elapsed())),
        Err(_) => println!("✗ {what} ({})", seconds(started.elapsed())),
    }
    result
}

/// One line of its own.
pub fn line(text: &str) {
    println!("• {text}");
}

/// A duration for people: `0.4 s`, `12 s`, `3 min 5 s`.
pub fn seconds(time: Duration) -> String {
    match time.as_secs() {
        0..10 => format!("{:.1} s", time.as_secs_f32()),
        10..120 => format!("{} s", time.as_secs()),
        more => format!("{} min {} s", more / 60, more % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::seconds;
    use std::time::Duration;

    #[test]
    fn times_are_short() {
        assert_eq!(seconds(Duration::from_millis(400)), "0.4 s");
        assert_eq!(seconds(Duration::from_secs(12)), "12 s");
        assert_eq!(seconds(Duration::from_secs(185)), "3 min 5 s");
    }
}
