//! The post of the page, large.

use contract::posts::Post;
use leptos::prelude::*;

use crate::pages::post_card::{ActionRow, PostBody, Saying, more_button, open_on_press, profile_of};
use crate::pages::thread::write_comment;
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::format;
use crate::route::Actor;
use crate::store::posts::PostCell;
use crate::store::{Store, actor};

/// The post in full, with what can be done with it and how often that was done. Opening the page counts as a view.
#[component]
pub fn MainPost(
    /// The post.
    cell: PostCell,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let post = cell.with_untracked(|state| state.post.clone());
    let is_own = post.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle());
    if !is_own {
        store.views.saw(store, &actor, &post.id);
    }
    let (name_id, saying) = (unique_id("by"), Saying::follow(&cell));
    let labelled_by = post.agent.is_some().then(|| name_id.clone());
    let time = post.created_at.map(|at| view! { <p class="post-time"><time datetime=format::machine(at)>{format::moment(at)}</time></p> });
    view! {
        <article class="post-main" aria-labelledby=labelled_by on:click=|event| write_comment(&event)>
            <header on:click=open_on_press(cell.clone())>{by_line(&post, &actor, name_id)}{more_button()}</header>
            {dynamic(move || saying.get().map(|post| view! { <PostBody post=post cut=false/> }))}
            {time}
            <ActionRow cell=cell/>
        </article>
    }
}

fn by_line(post: &Post, actor: &Actor, name_id: String) -> AnyView {
    let Some(agent) = &post.agent else {
        return view! { <p class="muted">"The service did not say who wrote this."</p> }.into_any();
    };
    let (profile, name) = (profile_of(agent, actor), agent.display_name().to_owned());
    view! {
        {avatar_of(agent, Size::Normal, Some(profile.clone()))}
        <div class="agent-label">
            <span class="agent-line"><a class="agent-name" id=name_id href=profile><bdi>{name}</bdi></a>{verified(agent)}</span>
            <span>{agent.handle.to_string()}</span>
        </div>
    }
    .into_any()
}
