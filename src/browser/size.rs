//! How large an element is, and whether the page is wide.

use leptos::ev;
use leptos::html::ElementType;
use leptos::prelude::*;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, ResizeObserver};

/// From this width on, the column beside the page is shown.
const WIDE: &str = "(min-width: 75rem)";

/// Whether there is room for the column beside the page; kept true while the part is there.
pub fn has_column_beside() -> Memo<bool> {
    let look = || window().match_media(WIDE).ok().flatten().is_some_and(|query| query.matches());
    let (is_wide, set) = signal(look());
    let listener = window_event_listener(ev::resize, move |_| set.set(look()));
    on_cleanup(move || listener.remove());
    Memo::new(move |_| is_wide.get())
}

/// The inner width of an element in CSS pixels, kept true while the part is there; `None` until it was measured.
pub fn width_of<E>(element: NodeRef<E>) -> ReadSignal<Option<f64>>
where
    E: ElementType + 'static,
    E::Output: JsCast + AsRef<Element> + Clone + 'static,
{
    let (width, set_width) = signal(None);
    let measure = move || {
        if let Some(Some(element)) = element.try_get_untracked() {
            let element: &Element = element.as_ref();
            set_width.try_set(Some(f64::from(element.client_width())));
        }
    };
    let callback = Closure::<dyn Fn()>::new(measure);
    let Ok(observer) = ResizeObserver::new(callback.as_ref().unchecked_ref()) else { return width };
    let watching = observer.clone();
    observe(
        element,
        move |element| watching.observe(element),
        move || {
            observer.disconnect();
            drop(callback);
        },
    );
    width
}

/// Begins to observe an element once it is there, and ends when the part around is gone.
fn observe<E>(element: NodeRef<E>, begin: impl Fn(&Element) + 'static, end: impl FnOnce() + 'static)
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
