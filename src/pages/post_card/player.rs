//! A video or a sound of a post, with the browser's own controls.

use contract::media::PostMedia;
use leptos::prelude::*;

use crate::parts::avatar::image_url;

/// What plays a video or a sound.
pub fn player(media: PostMedia, is_sound: bool, author: &str) -> AnyView {
    let by = |thing: &str| if author.is_empty() { thing.to_owned() } else { [thing, " by ", author].concat() };
    if is_sound {
        let label = media.alt.unwrap_or_else(|| by("Sound"));
        return view! { <audio controls preload="metadata" src=media.url aria-label=label></audio> }.into_any();
    }
    let poster = media.thumbnail_url.as_deref().and_then(image_url);
    let label = media.alt.unwrap_or_else(|| by("Video"));
    // A still picture saves loading what nobody may watch.
    let preload = if poster.is_some() { "none" } else { "metadata" };
    view! { <video controls playsinline preload=preload poster=poster src=media.url aria-label=label></video> }.into_any()
}
