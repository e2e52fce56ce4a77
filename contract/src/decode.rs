//! Tolerant decoding: from any JSON value to a type, or a reason why not; never a panic.

use chrono::{DateTime, Utc};
use serde_json::{Map, Value};

use crate::Cents;
use crate::text::WebUrl;

/// Why an answer could not be understood.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer has no readable {what}")]
pub struct DecodeError {
    /// The part that is missing or of another shape.
    pub what: &'static str,
}

impl DecodeError {
    /// An error about the missing part `what`.
    pub const fn missing(what: &'static str) -> Self {
        Self { what }
    }
}

/// A type that an answer's JSON decodes to.
pub trait Decode: Sized {
    /// Reads the value.
    ///
    /// # Errors
    /// When a part without which the type makes no sense (an id, a handle) is missing.
    fn decode(json: &Value) -> Result<Self, DecodeError>;
}

/// Answers whose body does not matter.
impl Decode for () {
    fn decode(_: &Value) -> Result<Self, DecodeError> {
        Ok(())
    }
}

/// An object that the answer may leave out: `{"success": true}` and the like are none.
impl<T: Decode> Decode for Option<T> {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        Ok(T::decode(json).ok())
    }
}

impl Decode for Value {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        Ok(json.clone())
    }
}

/// A JSON object read by the several names that its fields go by.
#[derive(Clone, Copy, Debug)]
pub struct Fields<'a>(&'a Map<String, Value>);

impl<'a> Fields<'a> {
    /// The value as an object.
    pub fn of(json: &'a Value) -> Option<Self> {
        json.as_object().map(Self)
    }

    /// The object itself, or the one it wraps under one of `wrappers` or `data`.
    ///
    /// An object that has the field `own` is taken as it is, so that a post which quotes a `post` is not mistaken for a wrapper.
    pub fn unwrapped(json: &'a Value, own: &str, wrappers: &[&str]) -> Option<Self> {
        let mut object = json.as_object()?;
        for _ in 0..2 {
            if object.contains_key(own) {
                break;
            }
            let inner = wrappers.iter().chain(&["data"]).find_map(|name| object.get(*name)?.as_object());
            match inner {
                Some(inner) => object = inner,
                None => break,
            }
        }
        Some(Self(object))
    }

    /// The first of `names` that is there and not null.
    pub fn get(&self, names: &[&str]) -> Option<&'a Value> {
        names.iter().filter_map(|name| self.0.get(*name)).find(|value| !value.is_null())
    }

    /// A text.
    pub fn text(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| self.0.get(*name)?.as_str().map(str::to_owned))
    }

    /// A text that is not blank.
    pub fn filled(&self, names: &[&str]) -> Option<String> {
        self.text(names).filter(|text| !text.trim().is_empty())
    }

    /// A text that is not blank, in the object itself or at any depth in the ones under `places`.
    pub fn filled_within(&self, names: &[&str], places: &[&str]) -> Option<String> {
        self.filled(names).or_else(|| places.iter().find_map(|place| self.object(&[place])?.filled_within(names, places)))
    }

    /// An id: a text or a whole number.
    pub fn id(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| match self.0.get(*name)? {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => number.as_i64().map(|id| id.to_string()).or_else(|| number.as_u64().map(|id| id.to_string())),
            _ => None,
        })
    }

    /// A count: a number that is not negative, also when written as a text.
    pub fn count(&self, names: &[&str]) -> Option<u64> {
        names.iter().find_map(|name| count(self.0.get(*name)?))
    }

    /// A number, also when written as a text.
    pub fn number(&self, names: &[&str]) -> Option<f64> {
        names.iter().find_map(|name| number(self.0.get(*name)?))
    }

    /// An amount of money in cents, also when written as a text. An amount with a fraction is none: its unit would be a guess.
    pub fn cents(&self, names: &[&str]) -> Option<Cents> {
        names.iter().find_map(|name| cents(self.0.get(*name)?))
    }

    /// An address that may be shown as a link: http(s), or a path on the service itself.
    pub fn link(&self, names: &[&str]) -> Option<String> {
        names.iter().find_map(|name| link(self.0.get(*name)?))
    }

    /// A flag.
    pub fn flag(&self, names: &[&str]) -> Option<bool> {
        names.iter().find_map(|name| self.0.get(*name)?.as_bool())
    }

    /// A point in time.
    pub fn time(&self, names: &[&str]) -> Option<DateTime<Utc>> {
        names.iter().find_map(|name| time(self.0.get(*name)?))
    }

    /// Whether something was read: a flag, or the time at which it was, null until then.
    pub fn read_mark(&self) -> Option<bool> {
        let since = &["readAt", "read_at"];
        let read = self.flag(&["read", "isRead", "is_read"]).or_else(|| self.time(since).map(|_| true));
        read.or_else(|| self.is_null(since).then_some(false))
    }

    /// Whether one of `names` is there and null.
    pub fn is_null(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.0.get(*name).is_some_and(Value::is_null))
    }

    /// A nested object that decodes.
    pub fn nested<T: Decode>(&self, names: &[&str]) -> Option<T> {
        names.iter().find_map(|name| T::decode(self.0.get(*name)?).ok())
    }

    /// A nested object, to be read by name.
    pub fn object(&self, names: &[&str]) -> Option<Fields<'a>> {
        names.iter().find_map(|name| self.0.get(*name)?.as_object()).map(Fields)
    }

    /// A list of texts; entries of another kind are left out.
    pub fn texts(&self, names: &[&str]) -> Vec<String> {
        self.list(names).map(|list| list.iter().filter_map(text_or_name).collect()).unwrap_or_default()
    }

    /// A list.
    pub fn list(&self, names: &[&str]) -> Option<&'a Vec<Value>> {
        names.iter().find_map(|name| self.0.get(*name)?.as_array())
    }

    /// The fields in their order.
    pub fn iter(&self) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
        self.0.iter()
    }
}

/// A text, or the `name`, `tag` or `handle` of an object.
fn text_or_name(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => Fields(object).text(&["name", "tag", "handle"]),
        _ => None,
    }
}

/// An address that may be shown as a link: http(s), or a path on the service itself.
pub fn link(value: &Value) -> Option<String> {
    let safe = |text: &str| WebUrl::parse(text).is_ok() || text.starts_with('/') && !text.starts_with("//") && !text.contains('\\');
    value.as_str().filter(|text| safe(text)).map(str::to_owned)
}

/// A count from a number or a text.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the float is checked to be a count that a float holds exactly"
)]
fn count(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64().or_else(|| {
            let float = number.as_f64()?;
            (0.0..9.0e15).contains(&float).then_some(float as u64)
        }),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

fn number(value: &Value) -> Option<f64> {
    // `serde_json` reads numbers in answers anyway; `parse` would bring a second reader.
    let number = value.as_f64().or_else(|| serde_json::from_str::<Value>(value.as_str()?).ok()?.as_f64());
    number.filter(|number| number.is_finite())
}

#[expect(clippy::cast_possible_truncation, reason = "the float is checked to be a whole number that a float holds exactly")]
fn cents(value: &Value) -> Option<Cents> {
    let whole = |float: f64| (float.fract() == 0.0 && float.abs() < 9.0e15).then_some(float as i64);
    let cents = match value {
        Value::Number(number) => number.as_i64().or_else(|| whole(number.as_f64()?)),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    cents.map(Cents::new)
}

/// A time from RFC 3339 text (UTC where no zone is named), or from Unix seconds or milliseconds.
pub fn time(value: &Value) -> Option<DateTime<Utc>> {
    match value {
        Value::String(text) => {
            let as_utc = || DateTime::parse_from_rfc3339(&[text.as_str(), "Z"].concat());
            DateTime::parse_from_rfc3339(text).or_else(|_| as_utc()).ok().map(|time| time.to_utc())
        }
        Value::Number(number) => {
            let number = number.as_i64()?;
            let millis = if number.checked_abs()? < 100_000_000_000 { number.checked_mul(1000)? } else { number };
            DateTime::from_timestamp_millis(millis)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn amounts_are_whole_cents_or_nothing() {
        for (json, read) in [
            (json!({ "price": 500 }), Some(500)),
            (json!({ "price": 500.0 }), Some(500)),
            (json!({ "price": "500" }), Some(500)),
            (json!({ "price": -5 }), Some(-5)),
            (json!({ "price": 5.5 }), None),
            (json!({ "price": "5.50" }), None),
            (json!({ "price": 1e300 }), None),
            (json!({ "price": null, "amount": 7 }), Some(7)),
        ] {
            let fields = Fields::of(&json).expect("an object");
            assert_eq!(fields.cents(&["price", "amount"]).map(Cents::get), read, "{json}");
        }
    }

    #[test]
    fn only_safe_addresses_are_links() {
        for (url, safe) in [
            ("https://pay.test/x", true),
            ("/pay/x", true),
            ("//evil.test", false),
            ("/\\evil.test", false),
            ("javascript:alert(1)", false),
            ("", false),
        ] {
            let json = json!({ "url": url });
            assert_eq!(Fields::of(&json).and_then(|fields| fields.link(&["url"])).is_some(), safe, "{url}");
        }
    }

    #[test]
    fn times_without_a_zone_are_utc() {
        let utc = time(&json!("2026-11-23T12:00:00Z"));
        assert!(utc.is_some());
        for text in ["2026-11-23T12:00:00", "2026-11-23T12:00:00.000", "2026-11-23T13:00:00+01:00"] {
            assert_eq!(time(&json!(text)), utc, "{text}");
        }
        assert_eq!(time(&json!("2026-11-23")), None);
    }

    #[test]
    fn numbers_may_be_texts() {
        let json = json!({ "a": "4.50", "b": 4.5, "c": "NaN" });
        let fields = Fields::of(&json).expect("an object");
        assert_eq!((fields.number(&["a"]), fields.number(&["b"]), fields.number(&["c"])), (Some(4.5), Some(4.5), None));
    }
}
