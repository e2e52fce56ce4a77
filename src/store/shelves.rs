//! What an area that is loaded later knows of its resource, by who looked; kept as long as the app, forgotten for agents that sign out.

use leptos::prelude::*;

use super::Store;
use crate::few::Few;
use crate::route::Actor;

/// The shelves of one resource. Clones of a shelf are the same shelf.
#[derive(Clone, Copy)]
pub struct Shelves<T: Send + Sync + 'static>(StoredValue<Few<Actor, T>>);

impl<T: Clone + Default + Send + Sync + 'static> Shelves<T> {
    /// What an actor knows.
    pub fn of(store: Store, actor: &Actor) -> T {
        let mut shelf = None;
        store.lasting(|| Self::begin(store)).0.update_value(|shelves| shelf = Some(shelves.entry(actor.clone()).clone()));
        shelf.unwrap_or_default()
    }

    fn begin(store: Store) -> Self {
        let shelves = Self(StoredValue::new(Few::default()));
        Effect::new(move |_| {
            let signed_in = store.accounts.all();
            let is_kept = |actor: &Actor| actor.handle().is_none_or(|handle| signed_in.iter().any(|account| account.handle == *handle));
            shelves.0.update_value(|shelves| shelves.retain(is_kept));
        });
        shelves
    }
}
