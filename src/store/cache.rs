//! First pages kept on this device, so that a page shows something at once; and the request that the boot script sent ahead.

use contract::decode::Fields;
use js_sys::Reflect;
use leptos::prelude::window;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::Store;
use crate::browser::json;
use crate::browser::storage::{self, CACHE_PREFIX};
use crate::route::Actor;

/// Larger answers are not kept: storage is small and shared.
const MOST_BYTES: usize = 120_000;

fn key(actor: &Actor, name: &str) -> String {
    format!("{CACHE_PREFIX}{}.{name}", actor.key())
}

/// The answer that was kept under a name.
pub fn read(actor: &Actor, name: &str) -> Option<Value> {
    serde_json::from_str(&storage::read(&key(actor, name))?).ok()
}

/// Keeps an answer, unless its agent signed out before it came. A full storage just keeps nothing.
pub fn write(store: Store, actor: &Actor, name: &str, answer: &Value) {
    let text = json::text(answer);
    if text.len() <= MOST_BYTES && store.accounts.is_here(actor) {
        let _ = storage::write(&key(actor, name), &text);
    }
}

/// The answer to a request that the boot script sent while this code was loading, once.
///
/// `window.iaEarly = { target, handle, answer: Promise<string | null>, body: string | null }`; `null` when the request failed.
pub async fn early(actor: &Actor, target: &str) -> Option<Value> {
    let promise = property(&sent_ahead(actor, target)?, "answer")?.dyn_into::<js_sys::Promise>().ok()?;
    forget_early();
    parsed(&JsFuture::from(promise).await.ok()?.as_string()?)
}

/// The same, if the answer is already there: then nothing but itself has to be shown.
pub fn early_at_once(actor: &Actor, target: &str) -> Option<Value> {
    let body = property(&sent_ahead(actor, target)?, "body")?.as_string()?;
    forget_early();
    parsed(&body)
}

fn sent_ahead(actor: &Actor, target: &str) -> Option<JsValue> {
    let early = property(&window(), "iaEarly").filter(JsValue::is_object)?;
    let is = |name: &str, expected: &str| property(&early, name).and_then(|value| value.as_string()).as_deref() == Some(expected);
    (is("target", target) && is("handle", actor.key())).then_some(early)
}

fn property(object: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(object, &name.into()).ok()
}

fn forget_early() {
    // A property that the boot script set can be deleted.
    let _ = Reflect::delete_property(&window(), &"iaEarly".into());
}

fn parsed(body: &str) -> Option<Value> {
    serde_json::from_str(body).ok().filter(|json: &Value| Fields::of(json).is_some() || json.is_array())
}
