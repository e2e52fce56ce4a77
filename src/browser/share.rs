//! The system's dialog to share a link, where there is one.

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How sharing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sharing {
    /// The dialog was shown; what the person chose in it is theirs.
    Shown,
    /// This browser has none.
    Unknown,
}

/// Offers to share an address.
pub async fn share(title: &str, address: &str) -> Sharing {
    let navigator: JsValue = window().navigator().into();
    let share = Reflect::get(&navigator, &"share".into()).and_then(JsCast::dyn_into::<Function>);
    let Ok(share) = share else { return Sharing::Unknown };
    let what = Object::new();
    for (name, value) in [("title", title), ("url", address)] {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&what, &name.into(), &value.into());
    }
    let Ok(shown) = share.call1(&navigator, &what).and_then(JsCast::dyn_into::<Promise>) else { return Sharing::Unknown };
    // A dialog that was closed without a choice counts as failed for the browser.
    let _ = JsFuture::from(shown).await;
    Sharing::Shown
}
