//! Lists that are kept while the page lives.

use std::any::Any;
use std::future::Future;
use std::sync::Arc;

use contract::{Page, PageRequest};
use leptos::prelude::*;

use super::listing::{Keyed, Listing, Phase};
use crate::api::ApiError;

/// What is kept under a key.
struct Kept {
    key: String,
    value: Arc<dyn Any + Send + Sync>,
    /// Whether the next visit is to read it anew.
    is_outdated: bool,
}

/// Lists that were opened, so that Back finds them as they were.
#[derive(Clone, Copy)]
pub struct Listings(StoredValue<Vec<Kept>>);

impl Default for Listings {
    fn default() -> Self {
        Self(StoredValue::new(Vec::new()))
    }
}

impl Listings {
    /// More lists than this are not kept.
    const MOST: usize = 12;

    /// The list of a key as it was left, or a new one that `make` starts.
    pub fn open<T: Send + Sync + 'static>(self, key: String, make: impl FnOnce() -> Listing<T>) -> Listing<T> {
        if let Some(list) = self.kept(&key) {
            return list;
        }
        let list = make();
        self.keep(key, list.clone());
        list
    }

    /// Keeps lists, or what holds some, as the latest.
    pub fn keep<V: Send + Sync + 'static>(self, key: String, value: V) {
        self.0.update_value(|kept| {
            kept.retain(|earlier| earlier.key != key);
            kept.truncate(Self::MOST - 1);
            kept.insert(0, Kept { key, value: Arc::new(value), is_outdated: false });
        });
    }

    /// The same, but a kept list whose last load is older than `milliseconds` is read anew behind what it shows. One of several pages
    /// would lose its place by that, so it stays ten times as long.
    pub fn open_recent<T>(self, key: String, milliseconds: i64, make: impl FnOnce() -> Listing<T>) -> Listing<T>
    where
        T: Keyed + Clone + Send + Sync + 'static,
    {
        match self.kept::<Listing<T>>(&key) {
            Some(list) => {
                let is_long = list.leaves.with_untracked(|leaves| leaves.len() > 1);
                let lifetime = if is_long { 10 * milliseconds } else { milliseconds };
                if list.is_older_than(lifetime) && list.phase.get_untracked() != Phase::Loading {
                    list.restart();
                }
                list
            }
            None => self.open(key, make),
        }
    }

    /// The list of a key, read anew behind what it shows after a minute; or a new one.
    pub fn paged<T, F>(self, key: String, limit: u8, fetch: impl Fn(PageRequest) -> F + Send + Sync + 'static) -> Listing<T>
    where
        T: Keyed + Clone + Send + Sync + 'static,
        F: Future<Output = Result<Page<T>, ApiError>> + 'static,
    {
        self.open_recent(key, 60_000, || {
            let list = Listing::new(limit, move |page, _| fetch(page));
            list.restart();
            list
        })
    }

    /// The list of a key, if it is kept, also one that the next visit reads anew: it may be shown. It then counts as the latest.
    pub fn find<T: Send + Sync + 'static>(self, key: &str) -> Option<Listing<T>> {
        self.latest(|kept| kept.key == key)
    }

    /// What is kept under a key and need not be read anew; it then counts as the latest.
    pub fn kept<V: Clone + 'static>(self, key: &str) -> Option<V> {
        self.latest(|kept| kept.key == key && !kept.is_outdated)
    }

    fn latest<V: Clone + 'static>(self, is_it: impl Fn(&Kept) -> bool) -> Option<V> {
        let mut found = None;
        self.0.update_value(|kept| {
            if let Some(index) = kept.iter().position(is_it) {
                let entry = kept.remove(index);
                found = entry.value.downcast_ref::<V>().cloned();
                kept.insert(0, entry);
            }
        });
        found
    }

    /// Has what is kept under keys that start so read anew at the next visit. Where it is shown, it goes on.
    pub fn outdate(self, prefix: &str) {
        self.0.update_value(|kept| {
            kept.iter_mut().filter(|kept| kept.key.starts_with(prefix)).for_each(|kept| kept.is_outdated = true);
        });
    }

    /// Forgets what is kept under keys that start so.
    pub fn forget(self, prefix: &str) {
        self.0.update_value(|kept| kept.retain(|kept| !kept.key.starts_with(prefix)));
    }
}
