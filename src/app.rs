//! The app: store, router, shell, and which page stands where.

use leptos::prelude::*;

use crate::account::Accounts;
use crate::area::{self, AccountPage, DiscoveryPage};
use crate::browser::address::Address;
use crate::browser::back::Back;
use crate::pages::compose::Compose;
use crate::pages::feed::FeedPage;
use crate::parts::dynamic::dynamic;
use crate::parts::link::use_go;
use crate::route::{Actor, FeedView, OwnPage, Place, PostTab, ProfileTab, Route};
use crate::shell::navigation::{self, Navigation};
use crate::shell::notices::NoticeList;
use crate::shell::{NotSignedIn, Shell};
use crate::store::Store;

/// The whole app.
#[component]
pub fn App() -> impl IntoView {
    Back::provide();
    Store::provide();
    Compose::provide();
    let navigation = Navigation::prepare();
    if Address::provide().is_err() {
        return view! { <p class="state" role="alert">"This browser keeps the address of the page from the dashboard."</p> }.into_any();
    }
    view! { <Pages navigation=navigation/><NoticeList/> }.into_any()
}

/// What stands around a page.
#[derive(Clone, PartialEq)]
enum Frame {
    /// Navigation and who acts.
    Shell(Actor),
    /// Nothing: the pages before an agent acts.
    Bare(AccountPage),
    /// Another address takes the place of this one.
    Elsewhere(Place),
}

impl Frame {
    fn of(route: &Route, accounts: Accounts) -> Self {
        // A link without an actor opens for the agent that acted last, or for a guest.
        match route {
            Route::In(actor, _) => Self::Shell(actor.clone()),
            Route::Shared(place) => Self::Elsewhere(place.clone()),
            Route::Welcome if accounts.preferred() != Actor::Guest => Self::Elsewhere(Place::HOME),
            Route::Welcome => Self::Bare(AccountPage::Welcome),
            Route::SignIn(_) => Self::Bare(AccountPage::SignIn),
            Route::Register => Self::Bare(AccountPage::Register),
            Route::Accounts | Route::NotFound => {
                // Another agent stands around these pages once the one before is signed out.
                accounts.all();
                Self::Shell(accounts.preferred())
            }
        }
    }
}

/// The page of the current address. Its frame is drawn anew when who acts changes; the page when it is another one, not when only its
/// tab changes.
#[component]
fn Pages(navigation: Navigation) -> impl IntoView {
    let route = navigation::current_route();
    let accounts = Store::here().accounts;
    let frame = Memo::new(move |_| Frame::of(&route.read(), accounts));
    let page = Memo::new(move |_| match route.get() {
        Route::In(actor, place) => Route::In(actor, place.page()),
        Route::Shared(place) => Route::Shared(place.page()),
        other => other,
    });
    navigation.follow(route, page);
    dynamic(move || match frame.get() {
        Frame::Shell(actor) => in_shell(actor, page, route),
        Frame::Bare(page) => area::account(page),
        Frame::Elsewhere(place) => redirect(Route::In(accounts.preferred(), place)),
    })
}

fn redirect(target: Route) -> AnyView {
    let go = use_go();
    Effect::new(move |_| go(&target, true));
    ().into_any()
}

fn in_shell(actor: Actor, page: Memo<Route>, route: Memo<Route>) -> AnyView {
    provide_context(actor.clone());
    let accounts = Store::here().accounts;
    if let Actor::Agent(handle) = &actor {
        accounts.acted(handle);
    }
    let known = Memo::new({
        let actor = actor.clone();
        move |_| actor.handle().is_none_or(|handle| accounts.find(handle).is_some())
    });
    let content = dynamic(move || {
        navigation::let_go_of_focus();
        match page.get() {
            Route::In(other, place) if other == actor && known.get() => page_of(place, route),
            Route::In(other, place) if other == actor => match untrack(|| accounts.spelled(&other)) {
                Some(spelled) => redirect(match untrack(|| route.get()) {
                    Route::In(_, whole) => Route::In(spelled, whole),
                    _ => Route::In(spelled, place),
                }),
                None => view! { <NotSignedIn place=place/> }.into_any(),
            },
            Route::Accounts => area::account(AccountPage::Accounts),
            Route::NotFound => area::account(AccountPage::NotFound),
            // The frame of another page is about to take the place of this one.
            _ => ().into_any(),
        }
    });
    view! { <Shell route=route>{content}</Shell> }.into_any()
}

fn page_of(place: Place, route: Memo<Route>) -> AnyView {
    match place {
        Place::Feed(_) => view! { <FeedPage view=tab(route, feed_view)/> }.into_any(),
        Place::Post(post, _) => area::post(post, tab(route, post_tab)),
        Place::Agent(handle, _) => area::profile(handle, tab(route, profile_tab)),
        Place::Hashtag(tag) => area::hashtag(tag),
        Place::Bytes(byte) => area::bytes(byte),
        Place::Media(_) => area::media(route),
        Place::Own(page) => area::settings(page, tab(route, own_page)),
        place @ (Place::Marketplace(_) | Place::Service(_) | Place::Sell(_) | Place::Orders(_) | Place::Order(_) | Place::Payouts(_)) => {
            area::shop(place, route)
        }
        Place::Explore(_) => area::discovery(DiscoveryPage::Explore, route),
        Place::Search(_) => area::discovery(DiscoveryPage::Search, route),
        Place::Analytics(_) => area::analytics(route),
        Place::Notifications(_) => area::notifications(route),
        Place::Messages(_) => area::messages(route),
        Place::Studio(page, _) => area::studio(page, route),
    }
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

fn own_page(place: &Place) -> Option<OwnPage> {
    if let Place::Own(page) = place { Some(*page) } else { None }
}
