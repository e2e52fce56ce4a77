//! Using the settings of something once more.

use std::sync::Arc;

use leptos::prelude::*;

use super::form::{Draft, Form, Slot};
use crate::parts::link::use_go;
use crate::route::studio::Making;
use crate::route::{Route, Studio};
use crate::store::generation::Order;
use crate::store::notices::Remedy;
use crate::store::{Store, actor};

/// What else is taken back with it, if anything.
pub type Undo = Option<Arc<dyn Fn() + Send + Sync>>;

/// A function that puts an order into the form and goes there. What was typed in it before can be had back.
pub fn use_again() -> Callback<(Order, Undo)> {
    let (store, acting, go) = (Store::here(), actor(), use_go());
    Callback::new(move |(order, undo): (Order, Undo)| {
        let Some(own) = acting.handle() else { return };
        let form = Form::of(store, own, Slot::Make);
        let before = untrack(|| form.draft());
        form.fill(&order);
        let making = Making { kind: order.kind, provider: order.provider };
        go(&Route::In(acting.clone(), making.place(Studio::Make)), false);
        if before.has_words() && before != untrack(|| form.draft()) {
            let undo = move || take_back(form, before.clone(), &undo);
            store.notices.done("What you had typed gave way to these settings.", Some(Remedy::new("Undo", undo)));
        }
    })
}

fn take_back(form: Form, before: Draft, undo: &Undo) {
    // An empty form means that the order was sent meanwhile: it is not to be sent twice.
    let is_sent = !untrack(|| form.draft()).has_words();
    form.restore(before);
    if let Some(undo) = undo.as_ref().filter(|_| !is_sent) {
        undo();
    }
}
