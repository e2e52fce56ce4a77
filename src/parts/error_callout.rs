//! Why a form was not taken, above its fields.

use std::time::Duration;

use leptos::prelude::*;

use crate::api::ApiError;
use crate::browser::time;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;

/// The reason, while there is one; nothing of what was typed is touched. `kept` says so.
#[component]
pub fn ErrorCallout(
    /// What failed.
    #[prop(into)]
    error: Signal<Option<ApiError>>,
    /// What was not lost, or what to do.
    #[prop(default = "What you typed is still here.")]
    kept: &'static str,
) -> impl IntoView {
    dynamic(move || error.get().map(|error| view! { <Reason error=error kept=kept/> }))
}

#[component]
fn Reason(error: ApiError, kept: &'static str) -> impl IntoView {
    let icon = if error == ApiError::Offline { "cloud-off" } else { "circle-alert" };
    let announced = error.sentence(time::now());
    let text = match error {
        ApiError::RateLimited { until } => {
            let left = seconds_until(until);
            let shown = move || match left.get() {
                0 => "You can try again now.".to_owned(),
                _ => ApiError::RateLimited { until }.sentence(time::now()),
            };
            // The seconds are seen as they pass, but read out once.
            view! {
                <span class="visually-hidden" role="alert">{announced}</span>
                <p>{follow(shown)}" "{kept}</p>
            }
            .into_any()
        }
        _ => view! { <p role="alert">{announced}" "{kept}</p> }.into_any(),
    };
    view! { <div class="callout" data-kind="danger"><Icon name=icon/>{text}</div> }
}

/// Whole seconds until a moment (Unix milliseconds), counted down to zero.
fn seconds_until(until: i64) -> ReadSignal<i64> {
    let left = move || (until - time::now() + 999).max(0).div_euclid(1000);
    let (seconds, set) = signal(left());
    if let Ok(handle) = set_interval_with_handle(move || set.set(left()), Duration::from_secs(1)) {
        on_cleanup(move || handle.clear());
    }
    seconds
}
