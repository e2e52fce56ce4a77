//! What lazily loaded areas know of their resources, by who looked: made when an area first asks, kept as long as the app.

use std::any::Any;
use std::sync::Arc;

use leptos::prelude::*;

use crate::route::Actor;

/// One shelf for each resource and actor.
#[derive(Clone, Copy)]
pub struct Shelves(StoredValue<Vec<(Actor, Arc<dyn Any + Send + Sync>)>>);

impl Default for Shelves {
    fn default() -> Self {
        Self(StoredValue::new(Vec::new()))
    }
}

impl Shelves {
    /// What an actor knows of a resource; clones of it are the same shelf.
    pub fn of<T: Clone + Default + Send + Sync + 'static>(self, actor: &Actor) -> T {
        let find = |shelves: &Vec<(Actor, Arc<dyn Any + Send + Sync>)>| {
            shelves.iter().filter(|(who, _)| who == actor).find_map(|(_, shelf)| shelf.downcast_ref::<T>().cloned())
        };
        self.0.with_value(find).unwrap_or_else(|| {
            let made = T::default();
            self.0.update_value(|shelves| shelves.push((actor.clone(), Arc::new(made.clone()))));
            made
        })
    }

    /// Drops what a signed-out agent saw.
    pub fn forget(self, actor: &Actor) {
        self.0.update_value(|shelves| shelves.retain(|(who, _)| who != actor));
    }
}
