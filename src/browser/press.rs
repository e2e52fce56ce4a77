//! What the mouse or a finger presses.

use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent};

use super::time;

/// How often it is looked whether something is still pressed, in milliseconds.
const LOOK: u32 = 50;

/// The element under the pointer, or the one around it that the selector names.
pub fn pressed(event: &MouseEvent, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// Acts once nothing is pressed: a button that moves away between press and release is not clicked.
pub fn once_released(act: impl FnOnce() + 'static) {
    if !is_pressed() {
        return act();
    }
    spawn_local(async move {
        while is_pressed() {
            time::sleep(LOOK).await;
        }
        act();
    });
}

fn is_pressed() -> bool {
    document().query_selector(":active").is_ok_and(|element| element.is_some())
}
