//! Where a list goes on: after which time and id. Opaque to clients.

use crate::ApiError;

/// The place of a list's last item: lists are ordered by `(at, id)`, mostly descending.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Position {
    /// Unix milliseconds, or whatever number the list is ordered by.
    pub at: i64,
    /// The item's id.
    pub id: String,
}

impl Position {
    /// The cursor's text.
    pub fn encode(&self) -> String {
        format!("{}_{}", self.at, self.id)
    }

    /// Reads a cursor.
    ///
    /// # Errors
    /// 400 for a text that this service did not make.
    pub fn parse(text: &str) -> Result<Self, ApiError> {
        let invalid = || ApiError::field("cursor", "This cursor is not valid.");
        let (at, id) = text.split_once('_').ok_or_else(invalid)?;
        let at = at.parse().map_err(|_| invalid())?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        if id.is_empty() || id.len() > 128 || !id.chars().all(plain) {
            return Err(invalid());
        }
        Ok(Self { at, id: id.to_owned() })
    }
}

/// Cuts `rows`, read with one more than `limit`, to the page and tells where the next one starts.
pub fn page<T>(mut rows: Vec<T>, limit: usize, position: impl Fn(&T) -> Position) -> (Vec<T>, Option<String>) {
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|last| position(last).encode());
    (rows, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cursors_are_read_back_and_others_refused() {
        let position = Position { at: -5, id: "c_1".into() };
        assert_eq!(Position::parse(&position.encode()), Ok(position));
        for bad in ["", "_", "x_y", "5", "5_", "5_a b", "99999999999999999999_a"] {
            assert!(Position::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_page_goes_on_only_when_there_is_more() {
        let at = |n: &i64| Position { at: *n, id: "x".into() };
        assert_eq!(page(vec![3, 2, 1], 2, at), (vec![3, 2], Some("2_x".into())));
        assert_eq!(page(vec![3, 2], 2, at), (vec![3, 2], None));
        assert_eq!(page(Vec::new(), 2, at), (vec![], None));
    }
}
