//! Web Locks: one holder of a name across all tabs of this site.

use std::cell::Cell;
use std::future::Future;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, future_to_promise};

/// Runs `work` while holding the lock `name`; without the lock where the browser has none (an insecure address) or refuses it (no storage).
pub async fn with_lock(name: &str, work: impl Future<Output = ()> + 'static) {
    let work = Rc::new(Cell::new(Some(work)));
    if let Some(promise) = request(name, Rc::clone(&work)) {
        // What became of it shows in whether the work was begun.
        let _ = JsFuture::from(promise).await;
    }
    if let Some(work) = work.take() {
        work.await;
    }
}

/// Asks for the lock, under which the work is taken and done.
fn request(name: &str, work: Rc<Cell<Option<impl Future<Output = ()> + 'static>>>) -> Option<Promise> {
    let (locks, request) = lock_manager()?;
    let callback = Closure::once_into_js(move |_lock: JsValue| -> Promise {
        let work = work.take();
        future_to_promise(async move {
            if let Some(work) = work {
                work.await;
            }
            Ok(JsValue::UNDEFINED)
        })
    });
    request.call2(&locks, &JsValue::from_str(name), &callback).ok()?.dyn_into().ok()
}

fn lock_manager() -> Option<(JsValue, Function)> {
    let locks = Reflect::get(&window().navigator(), &"locks".into()).ok().filter(JsValue::is_object)?;
    let request = Reflect::get(&locks, &"request".into()).ok()?.dyn_into().ok()?;
    Some((locks, request))
}
