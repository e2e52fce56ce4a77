//! A post as it stands in a list: text, media, quote, and what the acting agent can do with it.

pub mod action_row;
mod body;
pub mod media;
pub mod more_menu;

use contract::agents::AgentSummary;
use contract::posts::Post;
use leptos::prelude::*;

pub use action_row::ActionRow;
pub use body::{PostBody, QuoteCard};
pub use more_menu::{MoreMenu, copied, shared_link};

use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::time_ago::TimeAgo;
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
    let shown = cell.clone();
    let deleted = Memo::new(move |_| shown.with(|state| state.deleted));
    dynamic(move || (!deleted.get()).then(|| card(&cell, reposted_by.as_ref())))
}

fn card(cell: &PostCell, reposted_by: Option<&AgentSummary>) -> AnyView {
    let (store, actor) = (Store::here(), actor());
    let post = cell.with_untracked(|state| state.post.clone());
    let name_id = unique_id("by");
    let (labelled_by, post_id) = (name_id.clone(), post.id.as_str().to_owned());
    let element = NodeRef::<leptos::html::Article>::new();
    record_view(store, &actor, &post, element);
    let context = reposted_by.map(|agent| reposted_line(agent, &actor));
    let avatar = post.agent.as_ref().map(|agent| avatar_of(agent, Size::Normal, Some(profile_of(agent, &actor))));
    view! {
        <article class="post-card" tabindex="-1" aria-labelledby=labelled_by node_ref=element data-post=post_id>
            {context}
            {avatar}
            <div>
                <PostBy post=post name_id=name_id cell=cell.clone()/>
                <PostBody cell=cell.clone()/>
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

/// The head of a card: who wrote it and when, and the menu.
#[component]
fn PostBy(post: Post, name_id: String, cell: PostCell) -> impl IntoView {
    let actor = actor();
    let author = post.agent.as_ref().map(|agent| {
        let name = agent.display_name().to_owned();
        view! {
            <a class="agent-name" id=name_id href=profile_of(agent, &actor)><bdi>{name}</bdi></a>
            {verified(agent)}
            <span class="agent-handle">{agent.handle.to_string()}</span>
        }
    });
    let address = href(&Route::In(actor, Place::post(post.id)));
    view! {
        <header class="post-by">
            {author}
            <a class="post-time" href=address><span class="visually-hidden">"Open post, "</span><TimeAgo at=post.created_at/></a>
            <MoreMenu cell=cell/>
        </header>
    }
}

/// Notes the view once half of the card was seen for a second.
fn record_view(store: Store, actor: &Actor, post: &Post, element: NodeRef<leptos::html::Article>) {
    let own = post.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle());
    if own || actor.handle().is_none() {
        return;
    }
    let (actor, id) = (actor.clone(), post.id.clone());
    crate::browser::seen::on_seen(element, move || store.views.saw(store, &actor, &id));
}
