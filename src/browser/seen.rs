//! Whether an element stays in the view long enough to count as seen.

use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit};

use super::time;

/// How long an element must stay half in view, in milliseconds.
const SEEN_AFTER: u32 = 1_000;

/// Calls back once, when half of the element (or of the window) was filled by it for a second.
pub fn on_seen<E>(element: NodeRef<E>, callback: impl Fn() + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let visible = StoredValue::new(false);
    let done = StoredValue::new(false);
    let callback = StoredValue::new_local(callback);
    watch(element, "0px", move |entry| {
        let is_visible = entry.is_intersecting();
        visible.try_set_value(is_visible);
        if is_visible && !done.try_get_value().unwrap_or(true) {
            spawn_local(async move {
                time::sleep(SEEN_AFTER).await;
                if visible.try_get_value() == Some(true) && done.try_get_value() == Some(false) {
                    done.set_value(true);
                    callback.with_value(|callback| callback());
                }
            });
        }
    });
}

/// Calls back whenever the element comes within `margin` (CSS, e.g. `1200px 0px`) of the view, or leaves it.
pub fn watch<E>(element: NodeRef<E>, margin: &str, on_change: impl Fn(&IntersectionObserverEntry) + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let callback = Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| {
        if let Ok(entry) = entries.pop().dyn_into::<IntersectionObserverEntry>() {
            on_change(&entry);
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(margin);
    let Ok(observer) = IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options) else { return };
    let watching = observer.clone();
    observe(
        element,
        move |element| watching.observe(element),
        move || {
            observer.disconnect();
            drop(callback);
        },
    );
}

/// Begins to observe an element once it is there, and ends when the part around is gone.
pub fn observe<E>(element: NodeRef<E>, begin: impl Fn(&Element) + 'static, end: impl FnOnce() + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            begin(element.as_ref());
        }
    });
    let end = SendWrapper::new(end);
    on_cleanup(move || end.take()());
}
