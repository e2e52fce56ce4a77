//! Tabs that don't all fit: the one that is shown is scrolled into view.

use leptos::html;
use leptos::prelude::*;

use crate::browser::scroll;

/// For the element around the tabs. `track` tracks which one is shown.
pub fn with_current_in_view(track: impl Fn() + 'static) -> NodeRef<html::Nav> {
    let element = NodeRef::<html::Nav>::new();
    Effect::new(move |_| {
        track();
        if let Some(element) = element.get() {
            request_animation_frame(move || {
                if let Ok(Some(current)) = element.query_selector("[aria-current]") {
                    scroll::just_into_view(&current);
                }
            });
        }
    });
    element
}
