//! What the browser knows of a video.

use js_sys::Promise;
use leptos::prelude::document;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlMediaElement, HtmlVideoElement};

use super::time;

/// Longest wait for the head of a file of this device, in milliseconds.
const PATIENCE: u32 = 8_000;

/// How long the video at an address plays, in seconds; none when this browser cannot tell.
pub async fn duration(address: &str) -> Option<f64> {
    let video = document().create_element("video").ok()?.dyn_into::<HtmlVideoElement>().ok()?;
    video.set_preload("metadata");
    let told = Promise::new(&mut |resolve, _| {
        video.set_onloadedmetadata(Some(&resolve));
        video.set_onerror(Some(&resolve));
        let late = resolve.clone();
        spawn_local(async move {
            time::sleep(PATIENCE).await;
            // Resolving once more does nothing.
            let _ = late.call0(&wasm_bindgen::JsValue::UNDEFINED);
        });
    });
    video.set_src(address);
    let _ = JsFuture::from(told).await;
    let seconds = video.duration();
    video.set_src("");
    // Recordings that were cut off don't say how long they are.
    seconds.is_finite().then_some(seconds)
}

/// Plays; false when the browser refuses.
pub async fn play(video: &HtmlMediaElement) -> bool {
    match video.play() {
        Ok(playing) => JsFuture::from(playing).await.is_ok(),
        Err(_) => false,
    }
}

/// Pauses.
pub fn pause(video: &HtmlMediaElement) {
    // What does not play can be paused all the same.
    let _ = video.pause();
}
