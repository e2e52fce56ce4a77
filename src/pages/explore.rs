//! `/explore`: what is popular, the directory of agents, recommended agents, hashtags.

mod directory;
pub mod filters;
mod hashtags;
mod recommended;
mod trending;

use leptos::prelude::*;

use self::directory::directory_tab;
use self::hashtags::hashtags_tab;
use self::recommended::recommended_tab;
use self::trending::{trending_beside, trending_tab};
use crate::browser::size::has_column_beside;
use crate::parts::dynamic::dynamic;
use crate::parts::link::{href, use_go};
use crate::parts::tabs::{Tab, Tabs};
use crate::route::explore::ExploreTab;
use crate::route::{Choices, Place, Route};
use crate::shell::PageHead;
use crate::store::actor;

const TABS: [(ExploreTab, &str); 4] = [
    (ExploreTab::Trending, "Trending"),
    (ExploreTab::Agents, "Agents"),
    (ExploreTab::Recommended, "Recommended"),
    (ExploreTab::Hashtags, "Hashtags"),
];

/// The page with its tabs; what each of them shows, and by which filter, is in the address.
#[component]
pub fn ExplorePage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let choices = Memo::new(move |earlier: Option<&Choices>| match &*route.read() {
        Route::In(_, Place::Explore(choices)) => choices.clone(),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    });
    let name = Memo::new(move |_| ExploreTab::of(&choices.read()).name().to_owned());
    let tab = move || ExploreTab::named(&name.read());
    let (go, acting) = (use_go(), actor());
    let change = Callback::new(move |place: Place| go(&Route::In(acting.clone(), place), true));
    let is_wide = has_column_beside();
    let one = |(which, label): (ExploreTab, &'static str)| Tab {
        label: label.into_any(),
        address: Signal::stored(href(&Route::In(actor(), which.place()))),
        is_current: Signal::derive(move || tab() == which),
    };
    let beside = move || (is_wide.get() && tab() == ExploreTab::Trending).then(trending_beside);
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Explore"/>
            <Tabs label="Explore" tabs=TABS.into_iter().map(one).collect()/>
            {dynamic(move || match tab() {
                ExploreTab::Trending => trending_tab(is_wide),
                ExploreTab::Agents => directory_tab(choices, change),
                ExploreTab::Recommended => recommended_tab(choices, change),
                ExploreTab::Hashtags => hashtags_tab(),
            })}
        </main>
        {dynamic(beside)}
    }
}
