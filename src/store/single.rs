//! One thing that a page is about: what is known of it shows at once, then it is read anew.

use std::future::Future;

use contract::Page;
use leptos::prelude::*;

use super::Store;
use super::listing::{Keyed, Listing, Phase};
use crate::api::ApiError;

/// What is known for less than this (milliseconds) is not read anew.
const RECENT: i64 = 1_000;

/// A thing with how reading it went: a list of one entry. Clones are the same thing.
pub struct Single<T: 'static>(Listing<T>);

impl<T> Clone for Single<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

/// What a page shows of it.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Nothing is known yet.
    Loading,
    /// It is there.
    Shown,
    /// It does not exist, or no longer.
    Gone,
    /// It could not be read.
    Failed(ApiError),
}

impl<T: Keyed + Clone + Send + Sync + 'static> Single<T> {
    /// The thing of a key: as it was left and read anew behind that, or read for the first time.
    pub fn open<F>(store: Store, key: String, fetch: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let make = || {
            let list = Listing::new(1, move |_, _| {
                let fetched = fetch();
                async move { Ok(alone(fetched.await?)) }
            });
            list.restart();
            list
        };
        Self(store.listings.open_recent(key, RECENT, make))
    }

    /// The thing of a key, if it is kept.
    pub fn find(store: Store, key: &str) -> Option<Self> {
        store.listings.find(key).map(Self)
    }

    /// Reads it again, unless that is under way.
    pub fn reload(&self) {
        if self.0.phase.get_untracked() != Phase::Loading {
            self.0.restart();
        }
    }

    /// Takes over what a write has answered: newer than any answer that is still under way.
    pub fn put(&self, value: T) {
        self.0.supersede(alone(value));
    }

    /// What is known; tracked.
    pub fn value(&self) -> Option<T> {
        self.0.leaves.with(|leaves| leaves.first()?.items.first().cloned())
    }

    /// The same without tracking.
    pub fn value_now(&self) -> Option<T> {
        untrack(|| self.value())
    }

    /// Why it could not be read anew; tracked.
    pub fn failure(&self) -> Option<ApiError> {
        match self.0.phase.get() {
            Phase::Failed(error) => Some(error),
            _ => None,
        }
    }

    /// Whether it is being read; tracked.
    pub fn is_loading(&self) -> bool {
        self.0.phase.get() == Phase::Loading
    }

    /// What the page shows.
    pub fn state(&self) -> Memo<State> {
        let single = self.clone();
        Memo::new(move |_| match single.0.phase.get() {
            Phase::Failed(error) if error.is_not_found() => State::Gone,
            _ if !single.0.is_empty() => State::Shown,
            Phase::Failed(error) => State::Failed(error),
            _ => State::Loading,
        })
    }
}

fn alone<T>(value: T) -> Page<T> {
    Page { items: vec![value], next: None, unreadable: 0 }
}
