//! Which of several elements an event of the mouse is about, for one listener around all of them.

use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

/// The element under the pointer, or the one around it that the selector names.
pub fn pressed(event: &MouseEvent, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}
