//! A time that stays true while the page is open.

use chrono::{DateTime, Utc};
use leptos::ev;
use leptos::prelude::*;
use web_sys::Element;

use crate::browser::press::pressed;
use crate::parts::format;
use crate::parts::stencil::{hook, keep, made, set};
use crate::store::Store;

/// How long ago something was; [`tell_moments`] gives it a tooltip with the exact moment. Unknown times say so.
#[component]
pub fn TimeAgo(
    /// The moment.
    at: Option<DateTime<Utc>>,
) -> impl IntoView {
    view! { <time use:made=hook(move |time| write(time, at))></time> }
}

/// Writes how long ago something was into an element, and keeps it true.
pub fn write(time: &Element, at: Option<DateTime<Utc>>) {
    let Some(at) = at else {
        set(time, "title", "The service did not send the time");
        return time.set_text_content(Some("time unknown"));
    };
    set(time, "datetime", &format::machine(at));
    let (now, time) = (Store::here().now, time.clone());
    keep(move || time.set_text_content(Some(&format::ago(at, now.get()))));
}

/// Gives a time its tooltip when the pointer comes over it: writing the exact moments of a whole list takes longer than drawing it.
pub fn tell_moments() {
    let handle = window_event_listener(ev::mouseover, |event| {
        let Some(time) = pressed(&event, "time[datetime]:not([title])") else { return };
        let at = time.get_attribute("datetime").and_then(|at| DateTime::parse_from_rfc3339(&at).ok());
        if let Some(at) = at {
            set(&time, "title", &format::moment(at.to_utc()));
        }
    });
    on_cleanup(move || handle.remove());
}
