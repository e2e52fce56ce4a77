//! The clipboard.

use leptos::prelude::window;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

/// Puts a text on the clipboard; `false` when the browser refuses (no permission, insecure address).
pub async fn copy(text: &str) -> bool {
    let navigator: JsValue = window().navigator().into();
    let there = js_sys::Reflect::get(&navigator, &"clipboard".into()).is_ok_and(|clipboard| clipboard.is_object());
    there && JsFuture::from(window().navigator().clipboard().write_text(text)).await.is_ok()
}
