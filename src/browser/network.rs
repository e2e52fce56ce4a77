//! Whether there is a network, and whether the page is seen.

use leptos::ev;
use leptos::prelude::*;

/// Follows the browser's `online` and `offline` events.
pub fn online() -> ReadSignal<bool> {
    let (online, set_online) = signal(window().navigator().on_line());
    let on = window_event_listener(ev::online, move |_| set_online.set(true));
    let off = window_event_listener(ev::offline, move |_| set_online.set(false));
    on_cleanup(move || {
        on.remove();
        off.remove();
    });
    online
}

/// Whether the browser believes that it is offline.
pub fn is_offline() -> bool {
    !window().navigator().on_line()
}

/// Whether the page is in a visible tab.
pub fn is_visible() -> bool {
    !document().hidden()
}
