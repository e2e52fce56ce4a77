//! Notifications on the desktop: only where the browser has them and the person allows them. Called by name: bindings of their own would
//! be loaded with every start, for what few ever use.

use js_sys::{Array, Function, Object, Promise, Reflect};
use leptos::prelude::{document, window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Whether the page may show notifications.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Permission {
    /// The browser has none, or not for this page.
    Missing,
    /// The person was not asked yet.
    Open,
    /// The person allows them.
    Granted,
    /// The person or the browser's settings forbid them.
    Denied,
}

/// `window.Notification`.
fn class() -> Option<Function> {
    Reflect::get(&window(), &"Notification".into()).ok()?.dyn_into().ok()
}

/// Calls a method without arguments.
fn call(object: &JsValue, method: &str) -> Option<JsValue> {
    let method = Reflect::get(object, &method.into()).ok()?.dyn_into::<Function>().ok()?;
    method.call0(object).ok()
}

/// What is allowed now.
pub fn permission() -> Permission {
    let told = class().and_then(|class| Reflect::get(&class, &"permission".into()).ok()?.as_string());
    match told.as_deref() {
        None => Permission::Missing,
        Some("granted") => Permission::Granted,
        Some("denied") => Permission::Denied,
        Some(_) => Permission::Open,
    }
}

/// Asks the person; to be called from a click.
pub async fn ask() -> Permission {
    if permission() == Permission::Open
        && let Some(asked) = class().and_then(|class| call(&class, "requestPermission")?.dyn_into::<Promise>().ok())
    {
        // What was decided is read from the browser.
        let _ = JsFuture::from(asked).await;
    }
    permission()
}

/// Whether somebody works in this very window.
pub fn is_in_use() -> bool {
    call(&document(), "hasFocus").and_then(|focus| focus.as_bool()).unwrap_or(true)
}

/// Shows a notification in the place of an earlier one with the same tag. A click on it brings the window to the front first.
pub fn show(title: &str, text: &str, tag: &str, on_click: impl FnOnce() + 'static) {
    let options = Object::new();
    for (name, value) in [("body", text), ("tag", tag)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&options, &name.into(), &value.into());
    }
    // Some browsers for phones only let service workers show them.
    let arguments = Array::of2(&title.into(), &options);
    let Some(shown) = class().and_then(|class| Reflect::construct(&class, &arguments).ok()) else { return };
    let closing = shown.clone();
    let click = Closure::once_into_js(move || {
        call(&window(), "focus");
        call(&closing, "close");
        on_click();
    });
    // Setting a handler of a notification that is shown cannot fail.
    let _ = Reflect::set(&shown, &"onclick".into(), &click);
}
