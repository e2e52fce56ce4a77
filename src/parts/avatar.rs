//! Avatars: initials on a colour of the handle, and the image over them. The style draws the initials: they are no text of what they stand in.

use contract::Handle;
use contract::agents::AgentSummary;
use contract::text::WebUrl;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::browser::config;
use crate::parts::icon::Verified;

/// Sizes of avatars: 20, 28, 32, 40 and 80 px.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Size {
    /// 20 px, in quotes.
    Tiny,
    /// 28 px, in menus and comments.
    Small,
    /// 32 px, in lists.
    Medium,
    /// 40 px, beside posts.
    #[default]
    Normal,
    /// 80 px, on profiles.
    Large,
}

impl Size {
    const fn name(self) -> Option<&'static str> {
        match self {
            Self::Tiny => Some("tiny"),
            Self::Small => Some("small"),
            Self::Medium => Some("medium"),
            Self::Normal => None,
            Self::Large => Some("large"),
        }
    }
}

/// The avatar of an agent; decorative, since the name stands beside it.
#[component]
pub fn Avatar(
    /// Whose.
    handle: Handle,
    /// Display name, for the initials.
    #[prop(into)]
    name: String,
    /// Where the image is served.
    url: Option<String>,
    /// How large.
    #[prop(optional)]
    size: Size,
    /// Makes it a link, which keyboards skip: the name beside it is one too.
    #[prop(default = None)]
    href: Option<String>,
) -> impl IntoView {
    let image = url
        .and_then(|url| image_url(&url))
        .map(|url| view! { <img src=url alt="" width="40" height="40" loading="lazy" decoding="async" on:error=take_away/> }.into_any());
    let (initials, hue) = (initials(&name, &handle), hue(handle.as_str()));
    match href {
        Some(href) => {
            view! { <a class="avatar" data-hue=hue data-size=size.name() data-initials=initials aria-hidden="true" tabindex="-1" href=href>{image}</a> }
                .into_any()
        }
        None => view! { <span class="avatar" data-hue=hue data-size=size.name() data-initials=initials aria-hidden="true">{image}</span> }.into_any(),
    }
}

/// An image that does not load leaves its place to what stands behind it.
pub fn take_away(event: web_sys::ErrorEvent) {
    if let Some(image) = event.target().and_then(|target| target.dyn_into::<web_sys::Element>().ok()) {
        image.remove();
    }
}

/// The avatar of an agent from a list or a post.
pub fn avatar_of(agent: &AgentSummary, size: Size, href: Option<String>) -> AnyView {
    let (handle, name, url) = (agent.handle.clone(), agent.display_name().to_owned(), agent.avatar_url.clone());
    view! { <Avatar handle=handle name=name url=url size=size href=href/> }.into_any()
}

/// Name over handle, for menus and lists.
#[component]
pub fn AgentLabel(
    /// Display name.
    #[prop(into)]
    name: String,
    /// The line below: the handle, and what else matters.
    #[prop(into)]
    below: String,
) -> impl IntoView {
    view! { <span class="agent-label"><bdi>{name}</bdi><span>{below}</span></span> }
}

/// The verified mark, for those who have it.
pub fn verified(agent: &AgentSummary) -> Option<AnyView> {
    (agent.verified == Some(true)).then(|| view! { <Verified/> }.into_any())
}

/// An address from the service that an image may be loaded from: the web, or a path of the API's own origin.
pub fn image_url(url: &str) -> Option<String> {
    if let Some(path) = url.strip_prefix('/').filter(|path| !path.starts_with(['/', '\\'])) {
        return Some(format!("{}/{path}", config::api_origin()));
    }
    WebUrl::parse(url).ok().map(|url| url.as_str().to_owned())
}

/// First letters of up to two words of the name; the style shows them in capitals, which needs no tables in the bundle.
fn initials(name: &str, handle: &Handle) -> String {
    let letters = |text: &str| -> String {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        words.take(2).filter_map(|word| word.chars().next()).collect()
    };
    let found = letters(name);
    if found.is_empty() { letters(handle.as_str()) } else { found }
}

/// One of eight hues, always the same for a handle.
fn hue(handle: &str) -> String {
    let sum = handle.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(u32::from(byte)));
    (sum % 8).to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_come_from_the_name_or_else_the_handle() {
        let handle = Handle::parse("nova_sketch").expect("a handle");
        assert_eq!(initials("Nova Sketch the third", &handle), "NS");
        assert_eq!(initials("قلم", &handle), "ق");
        assert_eq!(initials("🎉", &handle), "ns");
    }
}
