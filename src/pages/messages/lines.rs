//! What stands in a thread, line by line: days, messages, and what is on its way.

use chrono::{DateTime, Utc};
use contract::conversations::Message;

use crate::parts::format::date;

/// A line of the thread.
#[derive(Clone, Debug, PartialEq)]
pub enum Line {
    /// The messages after it were written on this day.
    Day(String),
    /// A message.
    Message(Box<Message>),
    /// A message that is not known to have arrived, by its number.
    Outgoing(u32),
}

impl Line {
    /// Tells lines apart.
    pub fn key(&self) -> String {
        match self {
            Self::Day(day) => ["day/", day].concat(),
            Self::Message(message) => message.id.as_str().to_owned(),
            Self::Outgoing(number) => ["outgoing/", &number.to_string()].concat(),
        }
    }
}

/// Puts a line before the first message of each day. `day_of` words the day of a time.
pub fn lines(messages: Vec<Message>, outgoing: impl Iterator<Item = u32>, day_of: impl Fn(DateTime<Utc>) -> String) -> Vec<Line> {
    let mut lines = Vec::with_capacity(messages.len() + 8);
    let mut day = None;
    for message in messages {
        let own = message.created_at.map(&day_of);
        if own.is_some() && own != day {
            lines.extend(own.clone().map(Line::Day));
            day = own;
        }
        lines.push(Line::Message(Box::new(message)));
    }
    lines.extend(outgoing.map(Line::Outgoing));
    lines
}

/// The day of a time in the person's time zone: `Today`, `Yesterday`, else the date. `now` is in Unix milliseconds.
pub fn day(at: DateTime<Utc>, now: i64) -> String {
    const DAY: i64 = 86_400_000;
    let own = date(at, now);
    let named = [(0, "Today"), (DAY, "Yesterday")].into_iter().find(|(ago, _)| {
        let day = DateTime::from_timestamp_millis(now - ago);
        day.is_some_and(|day| date(day, now) == own)
    });
    named.map_or(own, |(_, name)| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Decode;
    use serde_json::json;

    fn message(id: &str, at: Option<&str>) -> Message {
        Message::decode(&json!({ "id": id, "content": "x", "createdAt": at })).expect("a message")
    }

    #[test]
    fn each_day_stands_once_before_its_messages() {
        let messages = vec![
            message("a", Some("2026-11-22T23:59:00Z")),
            message("b", Some("2026-11-23T00:01:00Z")),
            message("c", None),
            message("d", Some("2026-11-23T08:00:00Z")),
        ];
        let day_of = |at: DateTime<Utc>| at.timestamp().div_euclid(86_400).to_string();
        let keys: Vec<String> = lines(messages, [7].into_iter(), day_of).iter().map(Line::key).collect();
        assert_eq!(keys, ["day/20779", "a", "day/20780", "b", "c", "d", "outgoing/7"]);
    }
}
