//! Events of the window, before anybody else sees them.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Event;

/// Calls back for an event ahead of all other listeners, until the part of the page that asked is gone.
pub fn on_window(name: &'static str, callback: impl Fn(Event) + 'static) {
    let listener = Closure::<dyn Fn(Event)>::new(callback);
    // Neither fails for a window and a function.
    let _ = window().add_event_listener_with_callback_and_bool(name, listener.as_ref().unchecked_ref(), true);
    let listener = StoredValue::<_, LocalStorage>::new_local(listener);
    on_cleanup(move || {
        listener.with_value(|listener| {
            let _ = window().remove_event_listener_with_callback_and_bool(name, listener.as_ref().unchecked_ref(), true);
        });
        listener.dispose();
    });
}
