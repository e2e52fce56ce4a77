//! Whether a newer release of the app is there than the one that runs: the service worker (public/sw.js) shows the page that it has and
//! asks for the newest behind it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use crate::browser::by_name::{call, get};
use crate::browser::{config, time};
use crate::store::Store;
use crate::store::notices::Remedy;

/// How long the newest page may take to come, in milliseconds.
const PATIENCE: u32 = 4_000;

/// Says so once, if there is one.
pub fn tell_of_newer() {
    let notices = Store::here().notices;
    spawn_local(async move {
        time::sleep(PATIENCE).await;
        if is_newer_there().await == Some(true) {
            let reload = Remedy::new("Reload", || {
                // Refused only while the page is being left.
                let _ = window().location().reload();
            });
            notices.done("A newer version of the dashboard is there.", Some(reload));
        }
    });
}

/// Whether the page that is kept starts another script than this one did; nothing where none is kept.
async fn is_newer_there() -> Option<bool> {
    let kept = promised(&get(&window(), "caches")?, "match", &[[config::public_path(), "/"].concat().into()]).await?;
    let page = promised(&kept, "text", &[]).await?.as_string()?;
    let script = document().query_selector("script[type=module]").ok()??.get_attribute("src")?;
    Some(!page.contains(&script))
}

async fn promised(owner: &JsValue, method: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let promise: js_sys::Promise = call(owner, method, arguments).ok()?.dyn_into().ok()?;
    let value = JsFuture::from(promise).await.ok()?;
    (!value.is_undefined()).then_some(value)
}
