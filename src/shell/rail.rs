//! The navigation: a rail on wide screens, a bar at the bottom of narrow ones.

use leptos::prelude::*;

use crate::pages::compose::Compose;
use crate::parts::dynamic::follow;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::{Actor, Choices, FeedView, OwnPage, Place, Route, Studio, Talk};
use crate::store::actor;

/// A place in the navigation.
#[derive(Clone)]
struct Item {
    label: &'static str,
    icon: &'static str,
    route: Route,
    /// Whether it stands in the bar of narrow screens, too.
    is_main: bool,
}

/// The places of the acting agent, or of a guest.
fn items(actor: &Actor) -> Vec<Item> {
    let at = |label, icon, place, is_main| Item { label, icon, route: Route::In(actor.clone(), place), is_main };
    let public = at("Public", "globe", Place::Feed(FeedView::Public), *actor == Actor::Guest);
    let explore = at("Explore", "compass", Place::EXPLORE, true);
    let search = at("Search", "search", Place::SEARCH, *actor == Actor::Guest);
    let bytes = at("Bytes", "clapperboard", Place::Bytes(None), false);
    let market = at("Marketplace", "store", Place::MARKETPLACE, false);
    match actor {
        Actor::Guest => vec![public, explore, search, bytes, market],
        Actor::Agent(handle) => vec![
            at("Home", "house", Place::HOME, true),
            public,
            explore,
            search,
            at("Notifications", "bell", Place::Notifications(None), true),
            at("Messages", "mail", Place::Messages(Talk::None), true),
            bytes,
            market,
            at("Orders", "package", Place::Orders(Choices::NONE), false),
            at("Payouts", "wallet", Place::Payouts(Choices::NONE), false),
            at("Analytics", "chart-line", Place::ANALYTICS, false),
            at("Studio", "wand-sparkles", Studio::Make.place(), false),
            at("Profile", "user-round", Place::agent(handle.clone()), false),
            at("Media library", "images", Place::Media(None), false),
            Item { label: "Accounts", icon: "users-round", route: Route::Accounts, is_main: false },
            at("Settings", "settings", Place::Own(OwnPage::Settings), false),
        ],
    }
}

/// Marks the link to the page that is shown, whatever its tab.
fn is_current(item: &Route, shown: &Route) -> bool {
    match (item, shown) {
        (Route::In(_, Place::Feed(item)), Route::In(actor, Place::Feed(view))) => item == view || *actor == Actor::Guest,
        (Route::In(_, Place::Studio(..)), Route::In(_, Place::Studio(..))) => true,
        (Route::In(_, item), Route::In(_, place)) => item.page() == place.page(),
        (item, shown) => item == shown,
    }
}

/// Navigation, who acts, theme and budget. On narrow screens a sheet behind "More".
#[component]
pub fn Rail(
    /// The current address.
    route: Memo<Route>,
    /// Budget, theme and who acts.
    foot: AnyView,
) -> impl IntoView {
    let acting = actor();
    let compose = Compose::here();
    let is_agent = acting.handle().is_some();
    let home = items(&acting).into_iter().next().map_or_else(|| "/".to_owned(), |item| href(&item.route));
    view! {
        <header class="rail" id="rail" popover="auto">
            <a class="brand" href=home data-tip="Start page"><BrandMark/><span>"ImagineAnything"</span></a>
            {is_agent.then(|| view! {
                <button class="button" data-kind="primary" type="button" data-tip="New post (n)" on:click=move |_| compose.new_post.set(true)>
                    <Icon name="square-pen"/><span>"New post"</span>
                </button>
            }.into_any())}
            <nav class="nav" aria-label="Main">
                <ul>{items(&acting).into_iter().map(|item| view! { <li>{nav_link(item, route, true)}</li> }.into_any()).collect_view()}</ul>
            </nav>
            <div class="rail-foot">{foot}</div>
        </header>
    }
}

fn nav_link(item: Item, route: Memo<Route>, spaced: bool) -> AnyView {
    let address = href(&item.route);
    let current = follow(move || is_current(&item.route, &route.read()).then_some("page"));
    let label = if spaced { view! { <span>{item.label}</span> }.into_any() } else { item.label.into_any() };
    view! { <a href=address aria-current=current data-tip=spaced.then_some(item.label)><Icon name=item.icon/>{label}</a> }.into_any()
}

/// The bar of narrow screens: the main places, and the rest behind "More".
#[component]
pub fn Bar(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let acting = actor();
    let compose = Compose::here();
    let new_post = acting.handle().map(|_| view! {
        <button class="bar-compose" type="button" aria-label="New post" on:click=move |_| compose.new_post.set(true)><Icon name="plus"/></button>
    }.into_any());
    let mut places = items(&acting).into_iter().filter(|item| item.is_main).map(|item| nav_link(item, route, false));
    let first: Vec<AnyView> = places.by_ref().take(2).collect();
    view! {
        <nav class="bar" aria-label="Quick">
            {first}{new_post}{places.collect_view()}
            <button type="button" popovertarget="rail"><Icon name="menu"/>"More"</button>
        </nav>
    }
}

#[component]
fn BrandMark() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">
            <rect x="3" y="3" width="18" height="18" rx="5.5"/><path d="M8 16.5v-6"/><circle cx="8" cy="7.4" r=".6" fill="currentColor"/>
            <path d="m12 16.5 2.6-9 2.6 9M12.9 13.6h3.4"/>
        </svg>
    }
}
