//! Whether an element stays in the view long enough to count as seen.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::Reflect;
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

/// The margin of those who ask how much of an element is seen; for them the browser tells every tenth.
const NONE: &str = "0px";

/// Calls back once, when half of the element (or of the window) was filled by it for a second.
pub fn on_seen(element: &Element, callback: impl Fn() + 'static) {
    let state = Rc::new(Cell::new(Seen::Since(None)));
    let callback = Rc::new(callback);
    let gone = SendWrapper::new(Rc::clone(&state));
    on_cleanup(move || gone.set(Seen::Done));
    watch(element, NONE, move |entry| match (is_half(entry), state.get()) {
        (true, Seen::Since(None)) => {
            let turn = next_number();
            state.set(Seen::Since(Some(turn)));
            let (state, callback) = (Rc::clone(&state), Rc::clone(&callback));
            spawn_local(async move {
                time::sleep(SEEN_AFTER).await;
                if state.get() == Seen::Since(Some(turn)) {
                    state.set(Seen::Done);
                    callback();
                }
            });
        }
        (false, Seen::Since(Some(_))) => state.set(Seen::Since(None)),
        _ => {}
    });
}

#[derive(Clone, Copy, PartialEq)]
enum Seen {
    /// Without a break since a turn, if it is seen at all.
    Since(Option<u32>),
    /// Long enough, or gone.
    Done,
}

fn is_half(entry: &IntersectionObserverEntry) -> bool {
    let window = entry.root_bounds().map_or(f64::INFINITY, |bounds| bounds.height());
    entry.intersection_ratio() >= 0.5 || entry.intersection_rect().height() >= window / 2.0
}

/// What is called when an element comes near or leaves.
type OnChange = Rc<dyn Fn(&IntersectionObserverEntry)>;

thread_local! {
    /// One observer for all elements with the same margin: the browser looks at each observer in every frame.
    static OBSERVERS: RefCell<Vec<(&'static str, IntersectionObserver)>> = const { RefCell::new(Vec::new()) };
    /// What is called for the elements, by the number that each carries; the numbers rise.
    static WATCHED: RefCell<Vec<(u32, OnChange)>> = const { RefCell::new(Vec::new()) };
}

/// Calls back whenever the element comes within `margin` (CSS, e.g. `1200px 0px`) of the view, or leaves it, as long as the part that is
/// being drawn is there.
pub fn watch(element: &Element, margin: &'static str, on_change: impl Fn(&IntersectionObserverEntry) + 'static) {
    let Some(observer) = observer_of(margin) else { return };
    let number = next_number();
    WATCHED.with_borrow_mut(|watched| watched.push((number, Rc::new(on_change))));
    // An element takes any property; one that did not would just never be seen. One margin is watched once for an element.
    let _ = Reflect::set(element, &margin.into(), &number.into());
    observer.observe(element);
    let watched = SendWrapper::new((observer, element.clone()));
    on_cleanup(move || {
        let (observer, element) = watched.take();
        observer.unobserve(&element);
        WATCHED.with_borrow_mut(|watched| place_of(watched, number).map(|place| watched.remove(place)));
    });
}

fn place_of(watched: &[(u32, OnChange)], number: u32) -> Option<usize> {
    watched.binary_search_by_key(&number, |(number, _)| *number).ok()
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
        if margin == NONE {
            options.set_threshold(&(0..=10).map(|tenth| JsValue::from_f64(f64::from(tenth) / 10.0)).collect::<js_sys::Array>());
        }
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
    let on_change =
        number.and_then(|number| WATCHED.with_borrow(|watched| place_of(watched, number).map(|place| Rc::clone(&watched[place].1))));
    if let Some(on_change) = on_change {
        on_change(&entry);
    }
}
