//! Popovers and dialogs.

use js_sys::{Function, Reflect};
use leptos::prelude::document;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlDialogElement};

/// Closes a popover, if it is open.
pub fn hide(element: &Element) {
    if is_open(element)
        && let Ok(hide) = Reflect::get(element, &"hidePopover".into()).and_then(JsCast::dyn_into::<Function>)
    {
        // Fails only when it was closed meanwhile.
        let _: Result<JsValue, JsValue> = hide.call0(element);
    }
}

/// Whether a popover is open.
pub fn is_open(element: &Element) -> bool {
    element.matches(":popover-open").unwrap_or(false)
}

/// Opens a dialog over the page. A menu that it was wished from gives the focus back first: closing the dialog returns it to where it
/// was at this moment, and an item of a closed menu cannot take it.
pub fn open_dialog(dialog: &HtmlDialogElement) {
    if !dialog.open() {
        if let Some(popover) = focused_popover().filter(|popover| !popover.contains(Some(dialog))) {
            hide(&popover);
        }
        // Fails only for a dialog outside the document.
        let _ = dialog.show_modal();
    }
}

/// The open popover that holds what has the focus.
fn focused_popover() -> Option<Element> {
    document().active_element()?.closest(":popover-open").ok().flatten()
}
