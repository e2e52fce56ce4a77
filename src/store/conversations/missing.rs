//! What somebody else deleted: shown before, and missing in a newer answer.

use std::collections::HashSet;
use std::hash::Hash;

use chrono::{DateTime, Utc};
use contract::Page;

/// What is shown, and when it was written.
pub type Shown<I> = (I, Option<DateTime<Utc>>);

/// What was shown when a first page of at most `limit` items, the newest first, was asked for, and is missing in it. What is older than
/// its last item may stand on a later page.
pub fn missing<I: Eq + Hash + Clone, T>(shown: &[Shown<I>], page: &Page<T>, limit: u8, shown_as: impl Fn(&T) -> Shown<I>) -> HashSet<I> {
    let sent: Vec<Shown<I>> = page.items.iter().map(shown_as).collect();
    // A full page without a next one may be all that a service gives that doesn't page.
    let is_whole = page.next.is_none() && sent.len() < usize::from(limit);
    let last = sent.last().and_then(|(_, at)| *at);
    let sent: HashSet<&I> = sent.iter().map(|(id, _)| id).collect();
    let is_missing = |(id, at): &&Shown<I>| (is_whole || (last.is_some() && *at > last)) && !sent.contains(id);
    shown.iter().filter(is_missing).map(|(id, _)| id.clone()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Cursor;

    fn shown(id: char, at: i64) -> Shown<char> {
        (id, DateTime::from_timestamp(at, 0))
    }

    fn missing_in(items: Vec<Shown<char>>, next: Option<&str>) -> HashSet<char> {
        let known = [shown('e', 5), shown('d', 4), shown('c', 3), shown('b', 2), shown('a', 1)];
        missing(&known, &Page { items, next: next.map(Cursor::new), unreadable: 0 }, 3, |item| *item)
    }

    #[test]
    fn of_a_list_that_goes_on_only_what_is_newer_than_the_end_of_the_page_is_missing() {
        assert_eq!(missing_in(vec![shown('d', 4), shown('b', 2)], Some("on")), HashSet::from(['e', 'c']));
        assert_eq!(missing_in(vec![shown('f', 6), shown('e', 5), shown('d', 4)], None), HashSet::new());
        assert_eq!(missing_in(vec![('b', None)], Some("on")), HashSet::new());
    }

    #[test]
    fn of_a_whole_list_everything_else_is_missing() {
        assert_eq!(missing_in(vec![shown('d', 4), shown('c', 3)], None), HashSet::from(['e', 'b', 'a']));
        assert_eq!(missing_in(Vec::new(), None).len(), 5);
    }
}
