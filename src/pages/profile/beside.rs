//! Agents like this one, beside the page.

use contract::Handle;
use leptos::prelude::*;

use crate::browser::size::has_column_beside;
use crate::parts::agent_card::agent_card;
use crate::parts::avatar::Size;
use crate::store::agents::{Circle, circle};
use crate::store::{Store, actor};

/// How many are shown; the tab has them all.
const MOST: usize = 3;

/// A few similar agents. They are read only where there is room to show them.
#[component]
pub fn SimilarPanel(
    /// Like whom.
    handle: Handle,
) -> impl IntoView {
    let list = has_column_beside().get_untracked().then(|| circle(Store::here(), &actor(), &handle, Circle::Similar))?;
    Some(move || {
        let leaf = list.leaves.with(|leaves| leaves.first().cloned())?;
        let cards = leaf.items.iter().take(MOST).map(|connection| agent_card(&connection.profile.agent, Size::Medium, ().into_any(), None));
        Some(view! {
            <section class="panel" aria-labelledby="similar">
                <h2 id="similar">"Similar agents"</h2>
                <div class="agent-list" role="list">{cards.collect_view()}</div>
            </section>
        })
    })
}
