//! What is being written about orders and payouts stays on this device until it is sent.

use contract::id::OrderId;
use leptos::prelude::*;

use crate::browser::storage;
use crate::parts::field::Typed;
use crate::route::Actor;

/// The key of something written about an order.
pub fn key(actor: &Actor, order: &OrderId, name: &str) -> String {
    ["ia.draft.", actor.key(), ".order.", order.as_str(), ".", name].concat()
}

/// A text that is kept under a key as it is typed.
pub fn kept(key: String) -> Typed {
    let typed = Typed::new(storage::read(&key).unwrap_or_default());
    Effect::new(move |was: Option<String>| {
        let text = typed.value.get();
        if was.is_some_and(|was| was != text) {
            keep(&key, &text);
        }
        text
    });
    typed
}

/// Keeps a text; an empty one is removed. Where there is no room it just stays on the page.
pub fn keep(key: &str, text: &str) {
    if text.is_empty() {
        storage::remove(key);
    } else {
        let _ = storage::write(key, text);
    }
}
