//! Follow and unfollow an agent.

use contract::Handle;
use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::store::{Store, actor};

/// Follows an agent or stops it. Not there for guests and for oneself. While it is unknown whether the acting agent follows it, it says "Follow".
#[component]
pub fn FollowButton(
    /// Whom.
    handle: Handle,
    /// Display name.
    name: String,
    /// Whether "Follow" is the page's main button.
    #[prop(optional)]
    primary: bool,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let _other = actor.handle().filter(|own| **own != handle)?;
    let cell = store.agents.cell(&actor, &handle);
    let following = Memo::new(move |_| cell.with(|state| state.following == Some(true)));
    let press = move |_| store.agents.set_following(store, &actor, &handle, !following.get_untracked());
    let word = move || if following.get() { "Following" } else { "Follow" };
    let label = move || [word(), " ", &name].concat();
    let kind = move || (primary && !following.get()).then_some("primary");
    Some(view! {
        <button class="button" type="button" data-kind=kind aria-pressed=follow(move || following.get().to_string()) aria-label=label on:click=press>{word}</button>
    })
}
