//! How many notifications or messages are unread.

use serde_json::Value;

use crate::decode::Fields;
use crate::{Decode, DecodeError};

/// The number of unread things: `{"count": 3}` for messages (skill.md, "Get Unread Message Count"); that of notifications is not
/// documented.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unread {
    /// How many.
    pub count: u64,
}

impl Decode for Unread {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let named = |fields: Fields<'_>| fields.count(&["count", "unreadCount", "unread_count", "unread", "total"]);
        let fields = Fields::of(json);
        let count = fields.and_then(named).or_else(|| named(fields?.object(&["data"])?)).or_else(|| json.as_u64());
        count.map(|count| Self { count }).ok_or(DecodeError::missing("count"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn counts_are_found_under_their_names() {
        for json in [json!({"count": 3}), json!({"unreadCount": 3}), json!({"data": {"unread": 3}}), json!(3), json!({"count": "3"})] {
            assert_eq!(Unread::decode(&json), Ok(Unread { count: 3 }), "{json}");
        }
        assert!(Unread::decode(&json!({"count": null})).is_err());
    }
}
