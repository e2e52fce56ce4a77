//! How large an element is, and what the screen is like.

use leptos::ev;
use leptos::html::ElementType;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// From this width on, the column beside the page is shown.
const WIDE: &str = "(min-width: 75rem)";

/// Whether the screen, or what the person set for it, matches a media query.
pub fn matches(query: &str) -> bool {
    window().match_media(query).ok().flatten().is_some_and(|found| found.matches())
}

/// Whether there is room for the column beside the page; kept true while the part is there.
pub fn has_column_beside() -> Memo<bool> {
    let (is_wide, set) = signal(matches(WIDE));
    let listener = window_event_listener(ev::resize, move |_| set.set(matches(WIDE)));
    on_cleanup(move || listener.remove());
    Memo::new(move |_| is_wide.get())
}

/// The height of the view in CSS pixels.
pub fn view_height() -> f64 {
    window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(0.0)
}

/// Calls back before the element is painted first, and whenever its size changes, as long as the part that is being drawn is there.
pub fn on_size(element: &Element, on_change: impl Fn() + 'static) {
    let callback = Closure::<dyn Fn()>::new(on_change);
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else { return };
    observer.observe(element);
    let watching = SendWrapper::new((observer, callback));
    on_cleanup(move || watching.take().0.disconnect());
}

/// The inner width of an element in CSS pixels, kept true while the part is there; `None` until it was measured.
pub fn width_of<E>(element: NodeRef<E>) -> ReadSignal<Option<f64>>
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let (width, set_width) = signal(None);
    Effect::new(move |_| {
        if let Some(element) = element.get() {
            let element: &Element = element.as_ref();
            let measured = element.clone();
            on_size(element, move || set_width.set(Some(f64::from(measured.client_width()))));
        }
    });
    width
}
