//! Numbers and times as people read them.

use std::cell::OnceCell;

use chrono::{DateTime, Utc};
use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::JsValue;

/// A large count in short: `1.2K`, `34K`, `5.6M`, at most `999T`. Rounded down, so that it never promises more.
pub fn short_count(count: u64) -> String {
    let (unit, name) = match count {
        0..1_000 => return count.to_string(),
        1_000..1_000_000 => (1_000, "K"),
        1_000_000..1_000_000_000 => (1_000_000, "M"),
        1_000_000_000..1_000_000_000_000 => (1_000_000_000, "B"),
        _ => (1_000_000_000_000, "T"),
    };
    let tenths = (count / (unit / 10)).min(9_999);
    if tenths < 100 && !tenths.is_multiple_of(10) {
        format!("{}.{}{name}", tenths / 10, tenths % 10)
    } else {
        format!("{}{name}", tenths / 10)
    }
}

/// The exact count, its digits grouped as in the person's language: `18,230`.
#[expect(clippy::cast_precision_loss, reason = "no counter comes near 2^53")]
pub fn full_count(count: u64) -> String {
    js_sys::Number::from(count as f64).to_locale_string("default").into()
}

/// A count in words: `1 like`, `5 likes`, `unknown likes`.
pub fn counted(count: Option<u64>, one: &str, many: &str) -> String {
    match count {
        Some(1) => format!("1 {one}"),
        Some(count) => format!("{count} {many}"),
        None => format!("unknown {many}"),
    }
}

/// A constant of the service as words: `POST_AMPLIFIED` is `Post amplified`.
pub fn in_words(constant: &str) -> String {
    let mut words = constant.to_ascii_lowercase().replace('_', " ");
    if let Some(first) = words.get_mut(..1) {
        first.make_ascii_uppercase();
    }
    words
}

/// The size of a file, rounded up so that it never seems to fit where it does not: `12 KB`, `3.4 MB`.
pub fn file_size(bytes: u64) -> String {
    const MEGABYTE: u64 = 1024 * 1024;
    if bytes < MEGABYTE {
        return format!("{} KB", bytes.div_ceil(1024));
    }
    let tenths = (bytes * 10).div_ceil(MEGABYTE);
    if tenths < 100 { format!("{}.{} MB", tenths / 10, tenths % 10) } else { format!("{} MB", tenths.div_ceil(10)) }
}

/// Seconds as players show them: `0:06`, `2:59`.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "videos play for minutes")]
pub fn play_time(seconds: f64) -> String {
    let seconds = seconds.max(0.0).round() as u64;
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// How long ago, in short: `now`, `5 m`, `3 h`, `6 d`; a date beyond a week. `now` is in Unix milliseconds.
pub fn ago(then: DateTime<Utc>, now: i64) -> String {
    let minutes = (now - then.timestamp_millis()).max(0) / 60_000;
    match minutes {
        0 => "now".to_owned(),
        1..60 => format!("{minutes} m"),
        60..1440 => format!("{} h", minutes / 60),
        1440..10_080 => format!("{} d", minutes / 1440),
        _ => date(then, now),
    }
}

/// The day in the person's language; with its year unless that is this year.
pub fn date(then: DateTime<Utc>, now: i64) -> String {
    let (then, now) = (js_date(then.timestamp_millis()), js_date(now));
    let style = if then.get_full_year() == now.get_full_year() { DateStyle::Day } else { DateStyle::DayAndYear };
    written(style, &then)
}

/// Day and time in full, in the person's language and time zone.
pub fn moment(then: DateTime<Utc>) -> String {
    written(DateStyle::Moment, &js_date(then.timestamp_millis()))
}

/// The time of day, in the person's language and time zone.
pub fn clock(then: DateTime<Utc>) -> String {
    written(DateStyle::Clock, &js_date(then.timestamp_millis()))
}

/// The month and year, in the person's language.
pub fn month(then: DateTime<Utc>) -> String {
    written(DateStyle::Month, &js_date(then.timestamp_millis()))
}

/// The ways in which dates are written.
#[derive(Clone, Copy)]
enum DateStyle {
    Day,
    DayAndYear,
    Moment,
    Month,
    Clock,
}

impl DateStyle {
    /// Options of `Intl.DateTimeFormat`.
    const fn options(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Day => &[("day", "numeric"), ("month", "short")],
            Self::DayAndYear => &[("day", "numeric"), ("month", "short"), ("year", "numeric")],
            Self::Moment => &[("dateStyle", "full"), ("timeStyle", "short")],
            Self::Month => &[("month", "long"), ("year", "numeric")],
            Self::Clock => &[("timeStyle", "short")],
        }
    }

    fn writer(self) -> Function {
        let options = Object::new();
        for (name, value) in self.options() {
            // Setting a property of a plain object cannot fail.
            let _ = Reflect::set(&options, &(*name).into(), &(*value).into());
        }
        Intl::DateTimeFormat::new(&Array::new(), &options).format()
    }
}

thread_local! {
    /// The browser's functions that write dates. Making one takes as long as drawing half a post, so each is made once.
    static WRITERS: [OnceCell<Function>; 5] = const { [const { OnceCell::new() }; 5] };
}

fn written(style: DateStyle, date: &Date) -> String {
    let text = WRITERS.with(|made| made[style as usize].get_or_init(|| style.writer()).call1(&JsValue::UNDEFINED, date));
    text.ok().and_then(|text| text.as_string()).unwrap_or_default()
}

/// The time for machines: RFC 3339.
pub fn machine(then: DateTime<Utc>) -> String {
    js_date(then.timestamp_millis()).to_iso_string().into()
}

#[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^52")]
fn js_date(milliseconds: i64) -> Date {
    Date::new(&JsValue::from_f64(milliseconds as f64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_short_and_never_rounded_up() {
        for (count, short) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1K"),
            (1_240, "1.2K"),
            (1_999, "1.9K"),
            (12_999, "12K"),
            (999_999, "999K"),
            (1_000_000, "1M"),
            (5_670_000, "5.6M"),
            (999_999_999_999, "999B"),
            (1_000_000_000_000, "1T"),
            (u64::MAX, "999T"),
        ] {
            assert_eq!(short_count(count), short);
        }
    }

    #[test]
    fn sizes_are_short_and_never_rounded_down() {
        for (bytes, text) in [(1, "1 KB"), (3_251, "4 KB"), (1_048_576, "1.0 MB"), (3_500_000, "3.4 MB"), (52_428_801, "51 MB")] {
            assert_eq!(file_size(bytes), text);
        }
    }

    #[test]
    fn times_of_players_have_minutes() {
        for (seconds, text) in [(0.0, "0:00"), (5.96, "0:06"), (60.0, "1:00"), (179.4, "2:59"), (-1.0, "0:00"), (f64::NAN, "0:00")] {
            assert_eq!(play_time(seconds), text);
        }
    }

    #[test]
    fn constants_become_words() {
        for (constant, words) in [("POST_AMPLIFIED", "Post amplified"), ("CREATIVE", "Creative"), ("", "")] {
            assert_eq!(in_words(constant), words);
        }
    }

    #[test]
    fn recent_times_are_relative() {
        let then = DateTime::from_timestamp_millis(0).expect("a time");
        for (now, text) in [(0, "now"), (-5, "now"), (59_999, "now"), (60_000, "1 m"), (3_600_000, "1 h"), (86_400_000 * 6, "6 d")] {
            assert_eq!(ago(then, now), text);
        }
    }
}
