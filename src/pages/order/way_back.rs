//! What is told once its page is gone: at the edge, with the way back to where it can be seen.

use std::sync::Arc;

use leptos::prelude::*;

use crate::parts::link::{Go, use_go};
use crate::route::Route;
use crate::store::Store;
use crate::store::notices::Remedy;

/// The way to a page, for somebody who may be elsewhere by then.
#[derive(Clone)]
pub struct WayBack {
    store: Store,
    route: Route,
    go: Go,
}

impl WayBack {
    /// To be made while the page is there.
    pub fn to(route: Route) -> Self {
        Self { store: Store::here(), route, go: Arc::new(use_go()) }
    }

    /// The button that leads there.
    fn remedy(&self) -> Remedy {
        let Self { go, route, .. } = self.clone();
        Remedy::new("Open", move || go(&route, false))
    }

    /// Tells what failed, in a whole sentence.
    pub fn tell(&self, sentence: String) {
        self.store.notices.trouble(sentence, Some(self.remedy()));
    }

    /// Sets what the page shows; where the page is gone, a whole sentence tells it instead.
    pub fn set_or_tell<T: Send + Sync + 'static>(&self, shown: RwSignal<T>, value: T, sentence: impl FnOnce(&T) -> String) {
        if let Some(value) = shown.try_set(value) {
            self.tell(sentence(&value));
        }
    }
}
