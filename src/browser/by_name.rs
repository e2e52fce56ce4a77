//! Parts of the browser that few pages use, called by their names: bindings of their own would be loaded with every start.

use js_sys::{Array, Function, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// A property that is there.
pub fn get(owner: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(owner, &name.into()).ok().filter(|value| !value.is_undefined() && !value.is_null())
}

/// Sets a property; nothing that is done here can be refused.
pub fn set(owner: &JsValue, name: &str, value: &JsValue) {
    let _ = Reflect::set(owner, &name.into(), value);
}

/// Calls a method.
///
/// # Errors
/// What it threw, or that there is none.
pub fn call(owner: &JsValue, method: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let function: Function = Reflect::get(owner, &method.into())?.dyn_into()?;
    function.apply(owner, &arguments.iter().collect::<Array>())
}

/// Makes an object of a class of the window.
pub fn make(class: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let class: Function = get(&window(), class)?.dyn_into().ok()?;
    Reflect::construct(&class, &arguments.iter().collect::<Array>()).ok()
}

/// Waits until one of two handlers of an object is called.
///
/// # Errors
/// When it is the second.
pub async fn settled(owner: &JsValue, on_success: &str, on_failure: &str) -> Result<(), JsValue> {
    let promise = Promise::new(&mut |resolve, reject| {
        set(owner, on_success, &resolve);
        set(owner, on_failure, &reject);
    });
    JsFuture::from(promise).await.map(|_| ())
}
