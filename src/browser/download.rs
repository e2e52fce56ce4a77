//! Saving a text or a picture as a file.

use std::time::Duration;

use leptos::prelude::{document, set_timeout};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Blob;

/// Some browsers read the file only when the person has said where to save it: it is kept this long.
const KEPT: Duration = Duration::from_secs(120);

/// Offers `text` as a download named `name`.
///
/// # Errors
/// When the browser cannot make the file.
pub fn save(name: &str, text: &str) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type("text/plain;charset=utf-8");
    save_blob(name, &Blob::new_with_str_sequence_and_options(&parts, &options)?)
}

/// Offers `blob` as a download named `name`.
///
/// # Errors
/// When the browser cannot make the file.
pub fn save_blob(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let url = web_sys::Url::create_object_url_with_blob(blob)?;
    let link: web_sys::HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    set_timeout(
        move || {
            // An address that is not known any more needs no revoking.
            let _ = web_sys::Url::revoke_object_url(&url);
        },
        KEPT,
    );
    Ok(())
}
