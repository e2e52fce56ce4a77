//! Going from page to page: the current route, focus, title, and the place on the page that Back returns to.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::browser::address::Address;
use crate::browser::{config, popover, scroll};
use crate::few::Few;
use crate::parts::icon::Icon;
use crate::parts::title;
use crate::route::{Place, Route, SignIn};
use crate::store::{Store, actor};

/// Keeps the places on the pages that were left.
#[derive(Clone, Copy)]
pub struct Navigation {
    /// Where each address was scrolled to.
    places: StoredValue<Few<String, f64>>,
    /// Whether the navigation under way goes back or forward.
    popped: StoredValue<bool>,
    /// Whether the page is changing: what the browser scrolls meanwhile is nobody's place.
    moving: StoredValue<bool>,
}

impl Navigation {
    /// To be called before the address is followed, so that it hears of Back first.
    pub fn prepare() -> Self {
        scroll::take_over_restoration();
        let navigation = Self { places: StoredValue::default(), popped: StoredValue::new(false), moving: StoredValue::new(false) };
        let popstate = window_event_listener(ev::popstate, move |_| navigation.popped.set_value(true));
        let scrolled = window_event_listener(ev::scroll, move |_| navigation.remember());
        // The browser tells of scrolling with the next frame, when a link may have been followed already.
        let clicked = window_event_listener(ev::click, move |_| navigation.remember());
        on_cleanup(move || {
            popstate.remove();
            scrolled.remove();
            clicked.remove();
        });
        navigation
    }

    fn remember(self) {
        if let (false, Some(address)) = (self.moving.get_value(), address()) {
            self.places.update_value(|places| {
                *places.entry(address) = scroll::position();
            });
        }
    }

    /// Follows the route: completes the navigation, then sets title, focus and place.
    pub fn follow(self, route: Memo<Route>, page: Memo<Route>) {
        let address = Address::here();
        Effect::new(move |earlier: Option<(Route, Route)>| {
            let here = route.get();
            address.arrived();
            let shown = page.get();
            // The feed's views are tabs in its head, but pages in the navigation.
            let is_feed = matches!(here, Route::In(_, Place::Feed(_)));
            let is_other_page = earlier.as_ref().is_none_or(|(route, page)| *page != shown || is_feed && *route != here);
            let popped = self.popped.get_value();
            self.popped.set_value(false);
            if is_other_page {
                title::set_default(&here);
            }
            if is_other_page && earlier.is_some() {
                self.moving.set_value(true);
                let place = if popped { self.place() } else { None };
                request_animation_frame(move || self.arrive(place.unwrap_or(0.0)));
            }
            (here, shown)
        });
    }

    /// Where the current address was left.
    fn place(self) -> Option<f64> {
        let address = address()?;
        self.places.with_value(|places| places.get(&address).copied())
    }

    /// The new page is there: focus its heading, and go to its place.
    fn arrive(self, place: f64) {
        if let Some(rail) = document().get_element_by_id("rail") {
            popover::hide(&rail);
        }
        focus_heading();
        scroll::to(place);
        // Once more when what is above has been laid out.
        request_animation_frame(move || {
            scroll::to(place);
            self.moving.set_value(false);
        });
    }
}

/// Whether the page's heading has the focus, as after every change of page.
pub fn is_heading_focused() -> bool {
    document().active_element().is_some_and(|focused| focused.matches("#main h1").unwrap_or(false))
}

/// Takes the focus off the page, which is about to go. Otherwise the browser finds that out while the old page and the new one both
/// stand, and lays out the two of them for that.
pub fn let_go_of_focus() {
    let focused = document().active_element().filter(|focused| focused.closest("main, .context").is_ok_and(|page| page.is_some()));
    if let Some(focused) = focused.and_then(|focused| focused.dyn_into::<HtmlElement>().ok()) {
        // Where it is refused, the page goes with it.
        let _ = focused.blur();
    }
}

/// Where the focus goes on a new page: its heading, or the field that the page is there for.
const HEADING: &str = "#main [autofocus], #main:not(:has([autofocus])) h1";

/// Moves the focus to the page's heading.
pub fn focus_heading() {
    if let Ok(Some(heading)) = document().query_selector(HEADING) {
        scroll::focus_in_place(&heading);
    }
}

fn address() -> Option<String> {
    let location = window().location();
    Some(location.pathname().ok()? + &location.search().ok()?)
}

/// The route of the current address.
pub fn current_route() -> Memo<Route> {
    let url = Address::here().url();
    let prefix = config::public_path();
    Memo::new(move |_| {
        let url = url.read();
        let path = url.path().strip_prefix(prefix).unwrap_or(url.path());
        let path = js_sys::decode_uri_component(path).map_or_else(|_| path.to_owned(), String::from);
        Route::parse(&path, url.search())
    })
}

/// The sign-in page for the agent that acts, which leads back to the current page.
pub fn sign_in_here() -> Route {
    let next = match current_route().get_untracked() {
        Route::In(_, here) => Some(Box::new(Route::Shared(here))),
        _ => None,
    };
    let account = actor().handle().and_then(|handle| Store::here().accounts.find(handle));
    Route::SignIn(SignIn { client: account.map(|account| account.client_id), next })
}

/// Goes back to where the person came from.
#[component]
pub fn BackButton() -> impl IntoView {
    let back = move |_| {
        if let Ok(history) = window().history() {
            // At the first page there is nothing to go back to.
            let _ = history.back();
        }
    };
    view! { <button class="icon-button" type="button" aria-label="Back" on:click=back><Icon name="arrow-left"/></button> }
}
