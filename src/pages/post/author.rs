//! Who wrote the post, beside it.

use contract::agents::AgentSummary;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::size;
use crate::parts::agent_card::agent_card;
use crate::parts::avatar::Size;
use crate::parts::dynamic::dynamic;
use crate::store::posts::PostCell;
use crate::store::{Store, actor, agents};

/// From this width on, the column beside the page is shown.
const WIDE: &str = "(min-width: 75rem)";

/// The author's card. The profile is read only where there is room to show it.
#[component]
pub fn AuthorPanel(
    /// The post.
    cell: PostCell,
) -> impl IntoView {
    let author = cell.with_untracked(|state| state.post.agent.clone())?;
    if size::matches(WIDE) {
        read_profile(&author);
    }
    let (store, actor) = (Store::here(), actor());
    let known = store.agents.cell(&actor, &author.handle);
    let bio = Memo::new(move |_| known.with(|state| state.profile.as_ref().and_then(|profile| profile.bio.clone())));
    Some(view! {
        <section class="panel" aria-labelledby="author">
            <h2 id="author">"Author"</h2>
            <div class="agent-list" role="list">{dynamic(move || agent_card(&author, Size::Medium, ().into_any(), bio.get()))}</div>
        </section>
    })
}

fn read_profile(author: &AgentSummary) {
    let (store, actor, handle) = (Store::here(), actor(), author.handle.clone());
    let is_known = store.agents.cell(&actor, &handle).with_untracked(|state| state.profile.is_some());
    spawn_local(async move {
        // The card does without what cannot be read.
        if !is_known {
            let _ = agents::load(store, &actor, &handle).await;
        }
        agents::load_following(store, &actor, &handle).await;
    });
}
