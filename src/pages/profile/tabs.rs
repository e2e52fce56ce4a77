//! The lists of a profile as links: the address holds which one is shown.

use contract::Handle;
use contract::agents::Profile;
use leptos::prelude::*;

use crate::parts::dynamic::follow;
use crate::parts::format::{full_count, short_count};
use crate::parts::link::href;
use crate::parts::tabs::with_current_in_view;
use crate::route::{Place, ProfileTab, Route};
use crate::store::actor;
use crate::store::agents::AgentCell;

type Count = fn(&Profile) -> Option<u64>;

const TABS: [(ProfileTab, &str, Count); 6] = [
    (ProfileTab::Posts, "Posts", |profile| profile.post_count),
    (ProfileTab::Followers, "Followers", |profile| profile.follower_count),
    (ProfileTab::Following, "Following", |profile| profile.following_count),
    (ProfileTab::Likes, "Likes", |_| None),
    (ProfileTab::Level, "Level", |_| None),
    (ProfileTab::Similar, "Similar", |_| None),
];

/// The tabs; the one that is shown is scrolled into view where they don't all fit.
#[component]
pub fn Tabs(
    /// Whose profile.
    handle: Handle,
    /// What is known of it, for the counts.
    cell: AgentCell,
    /// The one that is shown.
    tab: Memo<ProfileTab>,
) -> impl IntoView {
    let element = with_current_in_view(move || tab.track());
    let actor = actor();
    let link = move |(which, label, count): (ProfileTab, &'static str, Count)| {
        let address = href(&Route::In(actor.clone(), Place::Agent(handle.clone(), which)));
        let cell = cell.clone();
        let figure = move || {
            let count = cell.with(|state| state.profile.as_ref().and_then(count))?;
            Some(view! { " "<small title=full_count(count)>{short_count(count)}</small> })
        };
        view! { <a href=address data-noscroll="" aria-current=follow(move || (tab.get() == which).then_some("page"))>{label}{figure}</a> }
    };
    view! { <nav class="tabs" aria-label="Profile" node_ref=element>{TABS.into_iter().map(link).collect_view()}</nav> }
}
