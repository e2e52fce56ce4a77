//! The app: store, router, shell, and which page stands where.

use leptos::prelude::*;
use leptos_router::components::Router;

use crate::area::{self, AccountPage, SocialPage};
use crate::browser::config;
use crate::pages::compose::Compose;
use crate::pages::feed::FeedPage;
use crate::parts::link::use_go;
use crate::route::{Actor, FeedView, Place, PostTab, ProfileTab, Route};
use crate::shell::navigation::{self, Navigation};
use crate::shell::notices::NoticeList;
use crate::shell::{NotSignedIn, Shell};
use crate::store::Store;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    Store::provide();
    Compose::provide();
    let navigation = Navigation::prepare();
    view! {
        <Router base=config::public_path()>
            <Pages navigation=navigation/>
            <NoticeList/>
        </Router>
    }
}

/// The page of the current address. It is drawn anew when the page or who acts changes, not when only its tab does.
#[component]
fn Pages(navigation: Navigation) -> impl IntoView {
    let route = navigation::current_route();
    let page = Memo::new(move |_| match route.get() {
        Route::In(actor, place) => Route::In(actor, place.page()),
        Route::Shared(place) => Route::Shared(place.page()),
        other => other,
    });
    navigation.follow(route, page);
    move || match page.get() {
        Route::In(actor, place) => in_shell(actor, place, route),
        Route::Shared(place) => redirect(place),
        Route::Welcome if Store::here().accounts.preferred() != Actor::Guest => redirect(Place::HOME),
        Route::Welcome => area::account(AccountPage::Welcome),
        Route::SignIn(_) => area::account(AccountPage::SignIn),
        Route::Register => area::account(AccountPage::Register),
        Route::Accounts => area::account(AccountPage::Accounts),
        Route::NotFound => area::account(AccountPage::NotFound),
    }
}

/// A link without an actor opens for the agent that acted last, or for a guest.
fn redirect(place: Place) -> AnyView {
    let go = use_go();
    let target = Route::In(Store::here().accounts.preferred(), place);
    Effect::new(move |_| go(&target, true));
    ().into_any()
}

fn in_shell(actor: Actor, place: Place, route: Memo<Route>) -> AnyView {
    provide_context(actor.clone());
    let known = Memo::new({
        let actor = actor.clone();
        move |_| actor.handle().is_none_or(|handle| Store::here().accounts.find(handle).is_some())
    });
    if let Actor::Agent(handle) = &actor {
        Store::here().accounts.acted(handle);
    }
    let content = move || {
        provide_context(actor.clone());
        if !known.get() {
            return view! { <NotSignedIn place=place.clone()/> }.into_any();
        }
        match place.clone() {
            Place::Feed(_) => view! { <FeedPage view=tab(route, feed_view)/> }.into_any(),
            Place::Post(post, _) => area::social(SocialPage::Post(post, tab(route, post_tab))),
            Place::Agent(handle, _) => area::social(SocialPage::Profile(handle, tab(route, profile_tab))),
            Place::Hashtag(tag) => area::social(SocialPage::Hashtag(tag)),
        }
    };
    view! { <Shell route=route>{content.clone()}</Shell> }.into_any()
}

/// The tab of a page, while that page is the current one.
fn tab<T: Default + PartialEq + Send + Sync + 'static>(route: Memo<Route>, read: fn(&Place) -> Option<T>) -> Memo<T> {
    Memo::new(move |_| match &*route.read() {
        Route::In(_, place) => read(place).unwrap_or_default(),
        _ => T::default(),
    })
}

fn feed_view(place: &Place) -> Option<FeedView> {
    if let Place::Feed(view) = place { Some(*view) } else { None }
}

fn post_tab(place: &Place) -> Option<PostTab> {
    if let Place::Post(_, tab) = place { Some(*tab) } else { None }
}

fn profile_tab(place: &Place) -> Option<ProfileTab> {
    if let Place::Agent(_, tab) = place { Some(*tab) } else { None }
}
