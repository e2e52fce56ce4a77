//! Web Locks: one holder of a name across all tabs of this site.

use std::future::Future;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` while holding the lock `name`; without the lock where the browser has none (an insecure address).
pub async fn with_lock(name: &str, work: impl Future<Output = ()> + 'static) {
    let Some((locks, request)) = lock_manager() else {
        return work.await;
    };
    let callback = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        future_to_promise(async move {
            work.await;
            Ok(JsValue::UNDEFINED)
        })
    });
    if let Ok(promise) = request.call2(&locks, &JsValue::from_str(name), &callback).and_then(JsCast::dyn_into::<Promise>) {
        // The promise is rejected only when the page goes away.
        let _ = JsFuture::from(promise).await;
    }
}

fn lock_manager() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
