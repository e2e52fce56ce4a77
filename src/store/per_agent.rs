//! What areas that are loaded later keep of each agent for as long as the page lives.

use contract::Handle;
use leptos::prelude::*;

use super::Store;
use crate::few::Few;

/// One `T` of each signed-in agent. Copies are the same.
pub struct PerAgent<T: 'static>(StoredValue<Few<Handle, Option<T>>>);

impl<T> Clone for PerAgent<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PerAgent<T> {}

impl<T: Clone + Send + Sync + 'static> PerAgent<T> {
    /// Those of all agents.
    pub fn here(store: Store) -> Self {
        store.lasting(|| Self::kept_for_signed_in(store))
    }

    /// Forgets what agents saw who are no longer signed in.
    fn kept_for_signed_in(store: Store) -> Self {
        let all = Self(StoredValue::default());
        Effect::new(move |_| {
            let signed_in = store.accounts.all();
            all.0.update_value(|all| all.retain(|handle| signed_in.iter().any(|account| account.handle == *handle)));
        });
        all
    }

    /// That of an agent, if it was made.
    pub fn get(self, own: &Handle) -> Option<T> {
        self.0.with_value(|all| all.get(own).cloned().flatten())
    }

    /// Keeps that of an agent.
    pub fn put(self, own: &Handle, value: T) {
        self.0.update_value(|all| *all.entry(own.clone()) = Some(value));
    }
}
