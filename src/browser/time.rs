//! Clocks and timers.

use std::time::Duration;

use leptos::prelude::{ReadSignal, Set, on_cleanup, request_animation_frame, set_interval_with_handle, set_timeout, signal};
use wasm_bindgen_futures::JsFuture;

/// Milliseconds since 1970 (UTC) by the browser's clock.
#[expect(clippy::cast_possible_truncation, reason = "milliseconds fit an i64 for 290 million years")]
pub fn now() -> i64 {
    js_sys::Date::now() as i64
}

/// Waits; zero lets the browser paint and handle events first.
pub async fn sleep(milliseconds: u32) {
    let promise = js_sys::Promise::new(&mut |resolve, _| {
        set_timeout(
            move || {
                // Resolving a promise cannot fail.
                let _ = resolve.call0(&wasm_bindgen::JsValue::UNDEFINED);
            },
            Duration::from_millis(u64::from(milliseconds)),
        );
    });
    let _ = JsFuture::from(promise).await;
}

/// Does something once the next frame has been painted, and what waited for that has been done: a second frame is begun after both.
pub fn after_paint(act: impl FnOnce() + 'static) {
    request_animation_frame(move || request_animation_frame(move || set_timeout(act, Duration::ZERO)));
}

/// The time, moved on every half minute while the page is seen.
pub fn ticking() -> ReadSignal<i64> {
    let (read, write) = signal(now());
    let tick = move || {
        if super::network::is_visible() {
            write.set(now());
        }
    };
    if let Ok(handle) = set_interval_with_handle(tick, Duration::from_secs(30)) {
        on_cleanup(move || handle.clear());
    }
    read
}
