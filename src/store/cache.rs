//! First pages kept on this device, so that a page shows something at once; and the request that the boot script sent ahead.

use contract::decode::Fields;
use js_sys::Reflect;
use leptos::prelude::window;
use serde_json::Value;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

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

/// Keeps an answer. A full storage just keeps nothing.
pub fn write(actor: &Actor, name: &str, answer: &Value) {
    let text = answer.to_string();
    if text.len() <= MOST_BYTES {
        let _ = storage::write(&key(actor, name), &text);
    }
}

/// The answer to a request that the boot script sent while this code was loading, once.
///
/// `window.iaEarly = { target, handle, answer: Promise<string | null> }`; `null` when the request failed.
pub async fn early(actor: &Actor, target: &str) -> Option<Value> {
    let early = Reflect::get(&window(), &"iaEarly".into()).ok().filter(JsValue::is_object)?;
    let text = |name: &str| Reflect::get(&early, &name.into()).ok().and_then(|value| value.as_string());
    if text("target")? != target || text("handle")? != actor.key() {
        return None;
    }
    let promise = Reflect::get(&early, &"answer".into()).ok()?.dyn_into::<js_sys::Promise>().ok()?;
    Reflect::delete_property(&window(), &"iaEarly".into()).ok()?;
    let body = JsFuture::from(promise).await.ok()?.as_string()?;
    serde_json::from_str(&body).ok().filter(|json: &Value| Fields::of(json).is_some() || json.is_array())
}
