//! Whether an element stays in the view long enough to count as seen.

use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use js_sys::Reflect;
use leptos::html::ElementType;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::{JsCast, JsValue};
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

/// What is called when an element comes near or leaves.
type OnChange = Rc<dyn Fn(&IntersectionObserverEntry)>;

thread_local! {
    /// One observer for all elements with the same margin: the browser looks at each observer in every frame.
    static OBSERVERS: RefCell<Vec<(&'static str, IntersectionObserver)>> = const { RefCell::new(Vec::new()) };
    /// What is called for the elements, by the number that each carries.
    static WATCHED: RefCell<HashMap<u32, OnChange>> = RefCell::default();
}

/// Calls back whenever the element comes within `margin` (CSS, e.g. `1200px 0px`) of the view, or leaves it.
pub fn watch<E>(element: NodeRef<E>, margin: &'static str, on_change: impl Fn(&IntersectionObserverEntry) + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let Some(observer) = observer_of(margin) else { return };
    let number = next_number();
    WATCHED.with_borrow_mut(|watched| watched.insert(number, Rc::new(on_change)));
    let watching = observer.clone();
    let watched_element = Rc::new(RefCell::new(None::<Element>));
    let known = Rc::clone(&watched_element);
    observe(
        element,
        move |element| {
            // An element takes any property; one that did not would just never be seen.
            let _ = Reflect::set(element, &margin.into(), &number.into());
            watching.observe(element);
            known.replace(Some(element.clone()));
        },
        move || {
            if let Some(element) = watched_element.take() {
                observer.unobserve(&element);
            }
            WATCHED.with_borrow_mut(|watched| watched.remove(&number));
        },
    );
}

fn next_number() -> u32 {
    thread_local!(static LAST: Cell<u32> = const { Cell::new(0) });
    LAST.set(LAST.get().wrapping_add(1));
    LAST.get()
}

fn observer_of(margin: &'static str) -> Option<IntersectionObserver> {
    OBSERVERS.with_borrow_mut(|observers| {
        if let Some((_, known)) = observers.iter().find(|(known, _)| *known == margin) {
            return Some(known.clone());
        }
        let callback =
            Closure::<dyn Fn(js_sys::Array)>::new(move |entries: js_sys::Array| entries.iter().for_each(|entry| tell(margin, entry)));
        let options = IntersectionObserverInit::new();
        options.set_root_margin(margin);
        // The observer and its callback live as long as the page.
        let observer = IntersectionObserver::new_with_options(callback.into_js_value().unchecked_ref(), &options).ok()?;
        observers.push((margin, observer.clone()));
        Some(observer)
    })
}

/// Calls what waits for an element; it is called with nothing borrowed, since it may begin or end to watch others.
fn tell(margin: &'static str, entry: JsValue) {
    let Ok(entry) = entry.dyn_into::<IntersectionObserverEntry>() else { return };
    let number = Reflect::get(&entry.target(), &margin.into()).ok().and_then(|number| u32::try_from_js_value(number).ok());
    let on_change = number.and_then(|number| WATCHED.with_borrow(|watched| watched.get(&number).cloned()));
    if let Some(on_change) = on_change {
        on_change(&entry);
    }
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
