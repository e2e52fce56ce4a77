//! A post as it stands in a list: text, media, quote, and what the acting agent can do with it.

pub mod action_row;
mod body;
pub mod media;
pub mod more_menu;
pub mod player;

use contract::agents::AgentSummary;
use contract::posts::Post;
use leptos::prelude::*;
use web_sys::Element;

pub use action_row::ActionRow;
pub use body::{PostBody, QuoteCard, Saying};
pub use more_menu::{copied, more_button, open_on_press, shared_link};

use crate::browser::seen::on_seen;
use crate::parts::avatar::{Size, avatar_of};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::{Icon, Verified};
use crate::parts::link::href;
use crate::parts::stencil::{Hook, Stencil, hook, made, part, set};
use crate::parts::time_ago;
use crate::route::{Actor, Place, Route};
use crate::store::posts::{Entry, PostCell};
use crate::store::{Store, actor};

/// Draws an entry of a timeline.
pub fn entry_card(entry: &Entry) -> AnyView {
    let (cell, reposted_by) = (entry.cell.clone(), entry.reposted_by.clone());
    view! { <PostCard cell=cell reposted_by=reposted_by/> }.into_any()
}

/// A post in a list. Draws nothing once it was deleted.
#[component]
pub fn PostCard(
    /// The post.
    cell: PostCell,
    /// Who passed it on.
    #[prop(default = None)]
    reposted_by: Option<AgentSummary>,
) -> impl IntoView {
    let saying = Saying::follow(&cell);
    dynamic(move || saying.get().map(|post| card(post, &cell, reposted_by.as_ref())))
}

fn card(post: Post, cell: &PostCell, reposted_by: Option<&AgentSummary>) -> AnyView {
    let (store, actor) = (Store::here(), actor());
    let name_id = unique_id("by");
    let (labelled_by, post_id) = (name_id.clone(), post.id.as_str().to_owned());
    let context = reposted_by.map(|agent| reposted_line(agent, &actor));
    let avatar = post.agent.as_ref().map(|agent| avatar_of(agent, Size::Normal, Some(profile_of(agent, &actor))));
    let head = head(&post, name_id, actor.clone());
    let seen = record_view(store, actor, &post);
    view! {
        <article class="post-card" tabindex="-1" aria-labelledby=labelled_by data-post=post_id use:made=seen>
            {context}
            {avatar}
            <div>
                <header class="post-by" on:click=open_on_press(cell.clone()) use:made=head></header>
                <PostBody post=post/>
                <ActionRow cell=cell.clone()/>
            </div>
        </article>
    }
    .into_any()
}

fn reposted_line(agent: &AgentSummary, actor: &Actor) -> AnyView {
    let name = agent.display_name().to_owned();
    view! { <p class="post-context"><Icon name="repeat-2"/><span><a href=profile_of(agent, actor)><bdi>{name}</bdi></a>" reposted"</span></p> }.into_any()
}

/// The address of an agent's profile for whoever acts.
pub fn profile_of(agent: &AgentSummary, actor: &Actor) -> String {
    href(&Route::In(actor.clone(), Place::agent(agent.handle.clone())))
}

thread_local!(static HEAD: Stencil = const { Stencil::new(head_markup) });

fn head_markup() -> AnyView {
    view! {
        <a class="agent-name"><bdi></bdi></a>
        <Verified/>
        <span class="agent-handle"></span>
        <a class="post-time"><span class="visually-hidden">"Open post, "</span><time></time></a>
        {more_button()}
    }
    .into_any()
}

/// The head of a card: who wrote it and when, and the button of its menu.
fn head(post: &Post, name_id: String, actor: Actor) -> Hook {
    let (agent, at) = (post.agent.clone(), post.created_at);
    let address = href(&Route::In(actor.clone(), Place::post(post.id.clone())));
    hook(move |head| {
        HEAD.with(|markup| markup.fill(head));
        let agent = agent.as_ref();
        if let Some(name) = kept(head, ".agent-name", agent.is_some())
            && let Some(agent) = agent
        {
            set(&name, "id", &name_id);
            set(&name, "href", &profile_of(agent, &actor));
            write(&name, "bdi", agent.display_name());
            write(head, ".agent-handle", &agent.handle.to_string());
        }
        kept(head, ".verified", agent.is_some_and(|agent| agent.verified == Some(true)));
        kept(head, ".agent-handle", agent.is_some());
        if let Some(link) = part(head, ".post-time") {
            set(&link, "href", &address);
        }
        if let Some(time) = part(head, "time") {
            time_ago::write(&time, at);
        }
    })
}

/// A part of the markup; it is taken out when it is not wanted.
fn kept(head: &Element, selector: &str, is_wanted: bool) -> Option<Element> {
    let found = part(head, selector)?;
    if !is_wanted {
        found.remove();
    }
    is_wanted.then_some(found)
}

fn write(around: &Element, selector: &str, text: &str) {
    if let Some(place) = part(around, selector) {
        place.set_text_content(Some(text));
    }
}

/// Notes the view once half of the card was seen for a second.
fn record_view(store: Store, actor: Actor, post: &Post) -> Hook {
    let own = post.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle());
    let (counts, id) = (!own && actor.handle().is_some(), post.id.clone());
    hook(move |card| {
        if counts {
            let (actor, id) = (actor.clone(), id.clone());
            on_seen(card, move || store.views.saw(store, &actor, &id));
        }
    })
}
