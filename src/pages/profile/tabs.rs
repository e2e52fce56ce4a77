//! The lists of a profile, some with a figure.

use contract::Handle;
use contract::agents::Profile;
use leptos::prelude::*;

use crate::parts::format::{full_count, short_count};
use crate::parts::link::href;
use crate::parts::tabs::{self, Tab};
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

/// The tabs of a profile.
#[component]
pub fn Tabs(
    /// Whose profile.
    handle: Handle,
    /// What is known of it, for the counts.
    cell: AgentCell,
    /// The one that is shown.
    tab: Memo<ProfileTab>,
) -> impl IntoView {
    let actor = actor();
    let one = move |(which, label, count): (ProfileTab, &'static str, Count)| {
        let address = href(&Route::In(actor.clone(), Place::Agent(handle.clone(), which)));
        let cell = cell.clone();
        let figure = move || {
            let count = cell.with(|state| state.profile.as_ref().and_then(count))?;
            Some(view! { " "<small title=full_count(count)>{short_count(count)}</small> })
        };
        let label = view! { {label}{figure} }.into_any();
        Tab { label, address: Signal::stored(address), is_current: Signal::derive(move || tab.get() == which) }
    };
    view! { <tabs::Tabs label="Profile" tabs=TABS.into_iter().map(one).collect()/> }
}
