//! Pages of lists: items and the cursor of what follows.

use serde_json::Value;

use crate::decode::Fields;
use crate::{Decode, DecodeError, Query};

/// Where a list goes on: opaque, from the answer before.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Cursor(String);

impl Cursor {
    /// A cursor as the service sent it.
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The cursor as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Which page of a list is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct PageRequest {
    /// Most items of the page; the service's default when absent.
    pub limit: Option<u8>,
    /// Where to go on; from the start when absent.
    pub cursor: Option<Cursor>,
}

impl PageRequest {
    /// The first page of `limit` items.
    pub const fn first(limit: u8) -> Self {
        Self { limit: Some(limit), cursor: None }
    }

    /// The same page size, going on at `cursor`.
    #[must_use]
    pub fn at(&self, cursor: Cursor) -> Self {
        Self { limit: self.limit, cursor: Some(cursor) }
    }

    /// As query parameters.
    pub fn query(&self) -> Query {
        Query::new().maybe("limit", self.limit.map(|limit| limit.to_string())).maybe("cursor", self.cursor.as_ref().map(Cursor::as_str))
    }
}

/// One page of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page<T> {
    /// The items that could be read.
    pub items: Vec<T>,
    /// Where the list goes on; `None` at its end.
    pub next: Option<Cursor>,
    /// How many items were sent that could not be read.
    pub unreadable: usize,
}

impl<T> Default for Page<T> {
    fn default() -> Self {
        Self { items: Vec::new(), next: None, unreadable: 0 }
    }
}

/// A type that comes in lists, with the names that such lists go by.
pub trait Listed: Decode {
    /// Names of the array in the answer, the likeliest first.
    const KEYS: &'static [&'static str];
}

/// Reads `{KEY: […], nextCursor, hasMore}`, the same under `data`, or a bare array.
impl<T: Listed> Decode for Page<T> {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let (list, next) = find_list(json, T::KEYS).ok_or(DecodeError::missing("list"))?;
        let items: Vec<T> = list.iter().filter_map(|item| T::decode(item).ok()).collect();
        let unreadable = list.len() - items.len();
        Ok(Self { items, next, unreadable })
    }
}

/// Finds the array and the next cursor, without knowing the items' type.
fn find_list<'a>(json: &'a Value, keys: &[&str]) -> Option<(&'a Vec<Value>, Option<Cursor>)> {
    if let Value::Array(list) = json {
        return Some((list, None));
    }
    let fields = Fields::of(json)?;
    let next = next_cursor(fields);
    if let Some(list) = fields.list(keys).or_else(|| fields.list(&["items", "data", "results"])) {
        return Some((list, next));
    }
    let (list, inner) = find_list(fields.get(&["data"])?, keys)?;
    Some((list, inner.or(next)))
}

/// The cursor of the next page under its several names; none when `hasMore` is false.
pub(crate) fn next_cursor(fields: Fields<'_>) -> Option<Cursor> {
    let outer = fields.object(&["pagination", "meta", "pageInfo"]);
    let places = || [Some(fields), outer].into_iter().flatten();
    if places().any(|place| place.flag(&["hasMore", "has_more", "hasNextPage"]) == Some(false)) {
        return None;
    }
    places().find_map(|place| place.id(&["nextCursor", "next_cursor", "cursor", "endCursor"])).map(Cursor)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[derive(Debug, PartialEq)]
    struct Number(u64);

    impl Decode for Number {
        fn decode(json: &Value) -> Result<Self, DecodeError> {
            json.as_u64().map(Self).ok_or(DecodeError::missing("number"))
        }
    }

    impl Listed for Number {
        const KEYS: &'static [&'static str] = &["numbers"];
    }

    fn page(json: Value) -> Page<Number> {
        Page::decode(&json).expect("a page")
    }

    #[test]
    fn lists_are_found_bare_named_and_wrapped() {
        for json in [json!([1, 2]), json!({"numbers": [1, 2]}), json!({"data": {"numbers": [1, 2]}}), json!({"data": [1, 2]})] {
            assert_eq!(page(json).items, [Number(1), Number(2)]);
        }
        assert!(Page::<Number>::decode(&json!({"error": "x"})).is_err());
    }

    #[test]
    fn unreadable_items_are_counted_and_the_rest_is_kept() {
        let page = page(json!({"numbers": [1, "x"], "nextCursor": "c"}));
        assert_eq!((page.items.len(), page.unreadable, page.next), (1, 1, Some(Cursor::new("c"))));
    }

    #[test]
    fn has_more_false_ends_the_list() {
        assert_eq!(page(json!({"numbers": [], "nextCursor": "c", "hasMore": false})).next, None);
        assert_eq!(page(json!({"numbers": [], "nextCursor": null})).next, None);
        assert_eq!(page(json!({"numbers": [], "pagination": {"nextCursor": 7}})).next, Some(Cursor::new("7")));
    }
}
