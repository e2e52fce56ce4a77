//! What a job made: a picture, a video, or something to hear.

use contract::generation::{GenerationType, Job};
use leptos::prelude::*;

use super::fields::icon_of;
use crate::parts::avatar::image_url;
use crate::parts::icon::Icon;

/// The result of a job; its place is kept free where there is none to be seen.
pub fn result(job: &Job) -> AnyView {
    let Some(url) = job.result_url.as_deref().and_then(image_url) else { return nothing(job) };
    let words = job.prompt.clone().unwrap_or_else(|| "Generated".to_owned());
    match &job.kind {
        Some(kind) if kind.is_sound() => view! {
            <div class="job-sound"><Icon name=icon_of(Some(kind))/><audio controls preload="none" src=url aria-label=words></audio></div>
        }
        .into_any(),
        Some(GenerationType::Video) => {
            view! { <div class="job-media"><video controls preload="metadata" src=url aria-label=words></video></div> }.into_any()
        }
        _ => picture(url, words),
    }
}

fn picture(url: String, words: String) -> AnyView {
    let is_missing = RwSignal::new(false);
    let image = move || {
        let (url, words) = (url.clone(), words.clone());
        if is_missing.get() {
            return view! { <p class="media-failed"><Icon name="image-off"/>"Image not available"</p> }.into_any();
        }
        view! { <img src=url alt=words loading="lazy" decoding="async" on:error=move |_| is_missing.set(true)/> }.into_any()
    };
    view! { <div class="job-media">{crate::parts::dynamic::dynamic(image)}</div> }.into_any()
}

fn nothing(job: &Job) -> AnyView {
    view! { <div class="job-media" data-empty="true"><Icon name=icon_of(job.kind.as_ref())/></div> }.into_any()
}
