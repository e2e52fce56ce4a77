//! The place on a page: kept for Back, moved to what is wanted.

use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// Where the page is scrolled to, in CSS pixels.
pub fn position() -> f64 {
    window().scroll_y().unwrap_or(0.0)
}

/// Scrolls to a place without animation.
pub fn to(y: f64) {
    window().scroll_to_with_x_and_y(0.0, y);
}

/// Tells the browser that the app restores places itself.
pub fn take_over_restoration() {
    if let Ok(history) = window().history() {
        // Browsers without it restore the place themselves.
        let _ = history.set_scroll_restoration(web_sys::ScrollRestoration::Manual);
    }
}

/// Scrolls so that the element with this id is in view.
pub fn to_element(id: &str) {
    if let Some(element) = document().get_element_by_id(id) {
        element.scroll_into_view();
    }
}

/// Scrolls no further than is needed to see the element.
pub fn just_into_view(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Scrolls a row sideways, no further than is needed to see the element in it; the page stays where it is.
pub fn along_row(element: &Element) {
    let place = position();
    just_into_view(element);
    to(place);
}

/// Puts the focus on the first element that a selector names, once what is changing now stands.
pub fn focus_on(selector: &'static str) {
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(selector) {
            focus(&element);
        }
    });
}

/// Whether nothing has the focus, as when what had it is gone or hidden.
pub fn is_focus_lost() -> bool {
    document().active_element().is_none_or(|focused| focused.tag_name() == "BODY")
}

/// Has the focus caught, if it is lost once what is changing now stands; who is elsewhere by then stays there.
pub fn when_focus_is_lost(catch: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        if is_focus_lost() {
            catch();
        }
    });
}

/// Scrolls so that the element stands in the middle.
pub fn to_middle(element: &Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Puts the focus on an element.
pub fn focus(element: &Element) {
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // One that has just left the document cannot have the focus, and need not.
        let _ = element.focus();
    }
}

/// Puts the focus on an element without scrolling to it.
pub fn focus_in_place(element: &Element) {
    let options = web_sys::FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        // One that has just left the document cannot have the focus, and need not.
        let _ = element.focus_with_options(&options);
    }
}
