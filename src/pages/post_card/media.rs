//! Media of a post: images in boxes of a fixed shape, and large in a viewer; videos and sounds with controls.

use contract::media::{MediaType, PostMedia};
use contract::posts::Post;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::area::{self, Tool};
use crate::parts::avatar::image_url;
use crate::parts::dialog::{Modal, unique_id, when_opened};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::stencil::{Stencil, set};

/// The images of a post; a video or a sound has its own controls.
#[component]
pub fn MediaGrid(
    /// The post.
    post: Post,
) -> impl IntoView {
    let author = post.agent.as_ref().map(|agent| agent.display_name().to_owned()).unwrap_or_default();
    let media: Vec<PostMedia> = post
        .media
        .into_iter()
        .filter_map(|media| Some(PostMedia { url: image_url(&media.url)?, ..media }))
        .take(contract::files::MAX_IMAGES)
        .collect();
    let kind = post.media_type;
    let (players, images): (Vec<_>, Vec<_>) = media.into_iter().partition(|media| media.is_played(kind.as_ref()));
    let players = players.into_iter().map(|media| player(media, kind.as_ref(), &author)).collect_view();
    if images.is_empty() {
        return players.into_any();
    }
    view! { {pictures(images, author, "media")}{players} }.into_any()
}

/// The place of a video or a sound: what plays it is loaded after the page has shown itself.
fn player(media: PostMedia, post: Option<&MediaType>, author: &str) -> AnyView {
    let is_sound = media.kind_in(post) == Some(MediaType::Audio);
    let place = if is_sound { "media-sound" } else { "media" };
    let tool = Tool::Player { media, is_sound, author: author.to_owned() };
    view! { <div class=place data-count="1">{area::tool(tool)}</div> }.into_any()
}

/// Pictures in a box of the CSS class; each opens large.
pub fn pictures(media: Vec<PostMedia>, author: String, class: &'static str) -> AnyView {
    let (open, at) = (RwSignal::new(false), RwSignal::new(0));
    let count = media.len();
    let shown = StoredValue::new(media);
    let button = move |index: usize, media: PostMedia| {
        let label = describe(&media, index, count);
        let show = move |_| {
            at.set(index);
            open.set(true);
        };
        view! {
            <button type="button" aria-label=format!("Open {label}") on:click=show>
                <img src=media.url.clone() alt="" loading="lazy" decoding="async" on:error=say_missing/>
            </button>
        }
        .into_any()
    };
    view! {
        <div class=class data-count=count.to_string()>
            {shown.get_value().into_iter().enumerate().map(|(index, media)| button(index, media)).collect_view()}
        </div>
        {when_opened(open, move || area::tool(Tool::Viewer { open, at, media: shown, author: author.clone() }))}
    }
    .into_any()
}

thread_local!(static MISSING: Stencil = const { Stencil::new(missing) });

fn missing() -> AnyView {
    view! { <span class="media-failed"><Icon name="image-off"/>"Image not available"</span> }.into_any()
}

/// Words in the place of an image that does not load: its button has nothing to open.
fn say_missing(event: web_sys::ErrorEvent) {
    let image = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    if let Some(place) = image.and_then(|image| image.parent_element()) {
        MISSING.with(|missing| missing.fill(&place));
        set(&place, "disabled", "");
        let label = place.get_attribute("aria-label").unwrap_or_default();
        set(&place, "aria-label", &label.replacen("Open", "Image not available:", 1));
    }
}

fn describe(media: &PostMedia, index: usize, count: usize) -> String {
    let place = format!("image {} of {count}", index + 1);
    media.alt.as_ref().map_or(place.clone(), |alt| format!("{place}: {alt}"))
}

/// Images at their full size, one after the other; a video or a sound with the browser's controls.
#[component]
pub fn Viewer(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Which image is shown.
    at: RwSignal<usize>,
    /// All images.
    media: StoredValue<Vec<PostMedia>>,
    /// Whose post it is.
    author: String,
) -> impl IntoView {
    let count = media.with_value(Vec::len);
    let id = unique_id("viewer");
    let heading = id.clone();
    let step = move |by: usize| at.update(|at| *at = (*at + by) % count.max(1));
    let on_key = move |event: web_sys::KeyboardEvent| match event.key().as_str() {
        "ArrowRight" => step(1),
        "ArrowLeft" => step(count.saturating_sub(1)),
        _ => {}
    };
    let current = move || media.with_value(|media| media.get(at.get()).cloned());
    let broken = RwSignal::new(None::<usize>);
    view! {
        <Modal open=open class="viewer" labelled_by=heading>
            <header on:keydown=on_key>
                <p id=id.clone()>{dynamic(move || format!("{} of {count}", at.get() + 1))}</p>
                {dynamic(move || current().map(|media| view! {
                    <a class="icon-button" href=media.url target="_blank" rel="noopener nofollow ugc" aria-label="Open original"><Icon name="external-link"/></a>
                }))}
                <button class="icon-button" type="button" aria-label="Close" autofocus on:click=move |_| open.set(false)><Icon name="x"/></button>
            </header>
            <figure on:keydown=on_key>
                {(count > 1).then(|| view! {
                    <button class="icon-button" type="button" aria-label="Previous image" on:click=move |_| step(count - 1)><Icon name="chevron-left"/></button>
                })}
                {
                    let author = author.clone();
                    move || current().map(|media| {
                        let index = at.get();
                        let words = media.alt.clone().unwrap_or_else(|| format!("Image {} of the post by {author}", index + 1));
                        let image = if broken.get() == Some(index) { missing() } else { large(media, words.clone(), index, broken) };
                        view! { {image}<figcaption>{words}</figcaption> }
                    })
                }
                {(count > 1).then(|| view! {
                    <button class="icon-button" type="button" aria-label="Next image" on:click=move |_| step(1)><Icon name="chevron-right"/></button>
                })}
            </figure>
        </Modal>
    }
}

fn large(media: PostMedia, words: String, index: usize, broken: RwSignal<Option<usize>>) -> AnyView {
    match media.kind {
        Some(MediaType::Video | MediaType::Byte) => {
            view! { <video controls playsinline poster=media.thumbnail_url.as_deref().and_then(image_url) src=media.url aria-label=words></video> }.into_any()
        }
        Some(MediaType::Audio) => view! { <audio controls src=media.url aria-label=words></audio> }.into_any(),
        _ => view! { <img src=media.url alt=words on:error=move |_| broken.set(Some(index))/> }.into_any(),
    }
}
