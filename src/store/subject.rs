//! What a page is about: what is known of it shows at once, then it is read anew.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Nothing is known yet.
    Loading,
    /// The subject.
    Shown,
    /// It does not exist, or no longer.
    Gone,
    /// It could not be read.
    Failed(ApiError),
}

type Reading<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;
type Read<T> = Arc<dyn Fn() -> Reading<T> + Send + Sync>;

/// The subject of a page, and how reading it went.
pub struct Subject<T: Send + Sync + 'static> {
    cell: RwSignal<Option<T>>,
    reading: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
    read: StoredValue<Read<T>>,
    is_deleted: fn(&T) -> bool,
}

impl<T: Send + Sync + 'static> Clone for Subject<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: Send + Sync + 'static> Copy for Subject<T> {}

impl<T: Clone + Send + Sync + 'static> Subject<T> {
    /// What is `known`, and read from the service at once.
    pub fn read<F>(known: Option<T>, is_deleted: fn(&T) -> bool, read: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let read: Read<T> = Arc::new(move || Box::pin(read()));
        let (cell, reading, failure) = (RwSignal::new(known), RwSignal::new(false), RwSignal::new(None));
        let subject = Self { cell, reading, failure, read: StoredValue::new(read), is_deleted };
        subject.reload().run(());
        subject
    }

    /// Its cell, once it is known; tracked.
    pub fn get(self) -> Option<T> {
        self.cell.get()
    }

    /// Why it was not read the last time.
    pub fn failure(self) -> RwSignal<Option<ApiError>> {
        self.failure
    }

    /// Reads it from the service, unless that is under way.
    pub fn reload(self) -> Callback<()> {
        Callback::new(move |()| {
            if self.reading.try_get_untracked() != Some(false) {
                return;
            }
            self.reading.set(true);
            let reading = self.read.with_value(|read| read());
            spawn_local(async move {
                let outcome = reading.await;
                // The page may have been left meanwhile: then there is nothing to tell.
                self.reading.try_set(false);
                self.failure.try_set(outcome.as_ref().err().cloned());
                if let (Ok(cell), Some(true)) = (outcome, self.cell.try_with_untracked(Option::is_none)) {
                    self.cell.set(Some(cell));
                }
            });
        })
    }

    /// What to show.
    pub fn state(self) -> Memo<State> {
        Memo::new(move |_| {
            let deleted = self.cell.with(|cell| cell.as_ref().map(self.is_deleted));
            match (deleted, self.failure.get()) {
                (_, Some(error)) if error.is_not_found() => State::Gone,
                (Some(true), _) => State::Gone,
                (Some(false), _) => State::Shown,
                (None, Some(error)) if !self.reading.get() => State::Failed(error),
                (None, _) => State::Loading,
            }
        })
    }
}
