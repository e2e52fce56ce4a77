//! Using the settings of something once more.

use leptos::prelude::*;

use super::form::{Form, Slot};
use crate::parts::link::use_go;
use crate::route::studio::Making;
use crate::route::{Route, Studio};
use crate::store::generation::Order;
use crate::store::notices::Remedy;
use crate::store::{Store, actor};

/// A function that puts an order into the form and goes there. What was typed in it before can be had back.
pub fn use_again() -> Callback<Order> {
    let (store, acting, go) = (Store::here(), actor(), use_go());
    Callback::new(move |order: Order| {
        let Some(own) = acting.handle() else { return };
        let form = Form::of(store, own, Slot::Make);
        let before = untrack(|| form.draft());
        form.fill(&order);
        let making = Making { kind: Some(order.kind), provider: Some(order.provider) };
        go(&Route::In(acting.clone(), making.place(Studio::Make)), false);
        if before.has_words() && before != untrack(|| form.draft()) {
            let undo = move || form.restore(before.clone());
            store.notices.done("What you had typed gave way to these settings.", Some(Remedy::new("Undo", undo)));
        }
    })
}
