//! Notifications on the desktop: only where the browser has them and the person allows them.

use js_sys::Reflect;
use leptos::prelude::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Notification, NotificationOptions, NotificationPermission};

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

/// What is allowed now.
pub fn permission() -> Permission {
    if Reflect::has(&window(), &"Notification".into()) != Ok(true) {
        return Permission::Missing;
    }
    match Notification::permission() {
        NotificationPermission::Granted => Permission::Granted,
        NotificationPermission::Denied => Permission::Denied,
        _ => Permission::Open,
    }
}

/// Asks the person; to be called from a click.
pub async fn ask() -> Permission {
    if permission() == Permission::Open
        && let Ok(asked) = Notification::request_permission()
    {
        // What was decided is read from the browser.
        let _ = JsFuture::from(asked).await;
    }
    permission()
}

/// Whether somebody works in this very window.
pub fn is_in_use() -> bool {
    document().has_focus().unwrap_or(true)
}

/// Shows a notification in the place of an earlier one with the same tag. A click on it brings the window to the front first.
pub fn show(title: &str, text: &str, tag: &str, on_click: impl FnOnce() + 'static) {
    let options = NotificationOptions::new();
    options.set_body(text);
    options.set_tag(tag);
    // Some browsers for phones only let service workers show them.
    let Ok(shown) = Notification::new_with_options(title, &options) else { return };
    let closing = shown.clone();
    let click = Closure::once_into_js(move || {
        let _ = window().focus();
        closing.close();
        on_click();
    });
    shown.set_onclick(Some(click.unchecked_ref()));
}
