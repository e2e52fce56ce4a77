//! Something that a page keeps up to date: what is known of it shows at once, then it is read, again every few seconds while it is looked
//! at, and after every write.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Store;
use crate::api::{ApiError, Priority};
use crate::browser::network;

/// Time between two readings while the page is looked at.
const PACE: Duration = Duration::from_secs(12);

type Asked<T> = Pin<Box<dyn Future<Output = Result<T, ApiError>>>>;
type Ask<T> = Arc<dyn Fn(Priority) -> Asked<T> + Send + Sync>;

/// What was read last, for the next page that is about it.
type Kept<T> = ArcRwSignal<Option<T>>;

/// What was read last. Copies are the same thing. It lives as long as the part of the page that made it; what it read is kept.
pub struct Live<T: 'static> {
    /// What was read last.
    pub value: RwSignal<Option<T>>,
    /// Why it could not be read when somebody waited for it.
    pub failure: RwSignal<Option<ApiError>>,
    /// How many readings are under way.
    readings: RwSignal<u32>,
    /// Counts readings and writes, so that an answer that was asked for earlier does not overwrite a newer one.
    turn: StoredValue<u32>,
    ask: StoredValue<Ask<T>>,
}

impl<T> Clone for Live<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Live<T> {}

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

impl<T: Clone + PartialEq + Send + Sync + 'static> Live<T> {
    /// The thing of a key as it was left, and read anew behind that; or read for the first time.
    pub fn open<F>(store: Store, key: String, ask: impl Fn(Priority) -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<T, ApiError>> + 'static,
    {
        let value = store.listings.kept(&key).unwrap_or_else(|| {
            let value = Kept::<T>::new(None);
            store.listings.keep(key, value.clone());
            value
        });
        let live = Self {
            value: value.into(),
            failure: RwSignal::new(None),
            readings: RwSignal::new(0),
            turn: StoredValue::new(0),
            ask: StoredValue::new(Arc::new(move |priority| Box::pin(ask(priority)))),
        };
        live.reload();
        live
    }

    /// Changes what is kept under a key, wherever it is shown.
    pub fn change(store: Store, key: &str, change: impl FnOnce(&mut T)) {
        if let Some(kept) = store.listings.kept::<Kept<T>>(key) {
            kept.update(|value| {
                if let Some(value) = value {
                    change(value);
                }
            });
        }
    }

    /// Reads it again for somebody who waits.
    pub fn reload(self) {
        self.failure.try_set(None);
        spawn_local(async move {
            let _ = self.again(Priority::Click).await;
        });
    }

    /// Reads it again, and gives what was read. What fails in the background is not told.
    ///
    /// # Errors
    /// Why it could not be read; [`ApiError::Cancelled`] when the page is gone.
    pub async fn again(self, priority: Priority) -> Result<T, ApiError> {
        let turn = self.outdate();
        let Some(ask) = self.ask.try_get_value() else { return Err(ApiError::Cancelled) };
        self.readings.try_update(|count| *count += 1);
        let outcome = ask(priority).await;
        self.readings.try_update(|count| *count -= 1);
        if self.turn.try_get_value() == Some(turn) {
            match &outcome {
                Ok(value) => self.put(value.clone()),
                Err(error) if priority == Priority::Click => {
                    self.failure.try_set(Some(error.clone()));
                }
                Err(_) => {}
            }
        }
        outcome
    }

    /// Takes over what was read.
    fn put(self, value: T) {
        self.failure.try_set(None);
        if self.value.try_with_untracked(|shown| shown.as_ref() != Some(&value)) == Some(true) {
            self.value.set(Some(value));
        }
    }

    /// From now on, answers that were asked for earlier are dropped.
    pub fn outdate(self) -> u32 {
        self.turn
            .try_update_value(|turn| {
                *turn = turn.wrapping_add(1);
                *turn
            })
            .unwrap_or_default()
    }

    /// Whether it is being read; tracked.
    pub fn is_reading(self) -> bool {
        self.readings.get() > 0
    }

    /// What the page shows.
    pub fn state(self) -> Memo<State> {
        Memo::new(move |_| match (self.value.with(Option::is_some), self.failure.get()) {
            (_, Some(error)) if error.is_not_found() => State::Gone,
            (true, _) => State::Shown,
            (false, Some(error)) => State::Failed(error),
            (false, None) => State::Loading,
        })
    }

    /// Reads it again and again as long as `is_due` holds, and when the window is looked at again. A slow reading is not begun anew.
    pub fn keep(self, is_due: impl Fn() -> bool + Clone + 'static) {
        let look = move || {
            let is_idle = self.readings.try_get_untracked() == Some(0);
            if is_idle && network::is_visible() && !network::is_offline() && is_due() {
                spawn_local(async move {
                    let _ = self.again(Priority::Background).await;
                });
            }
        };
        let focused = window_event_listener(ev::focus, {
            let look = look.clone();
            move |_| look()
        });
        on_cleanup(move || focused.remove());
        if let Ok(handle) = set_interval_with_handle(look, PACE) {
            on_cleanup(move || handle.clear());
        }
    }
}
