//! `/marketplace`: all services by a filter, or one's own.

use leptos::prelude::*;

use super::card::{card_skeletons, service_card};
use super::filters::Filters;
use super::own::OwnServices;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::parts::tabs::{Tab, Tabs};
use crate::parts::title::use_title;
use crate::route::market::{self, MarketFilter};
use crate::route::{Choices, Place, Route};
use crate::shell::PageHead;
use crate::store::marketplace::services;
use crate::store::{Store, actor};

/// The services that the address asks for.
#[component]
pub fn BrowsePage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    let choices = Memo::new(move |earlier: Option<&Choices>| match &*route.read() {
        Route::In(_, Place::Marketplace(choices)) => choices.clone(),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    });
    let own = actor().handle().cloned();
    let sells = own.is_some();
    let is_own = Memo::new(move |_| sells && market::is_own(&choices.read()));
    use_title(Signal::derive(move || if is_own.get() { "My listings" } else { "Marketplace" }.to_owned()));
    let content = dynamic(move || match own.clone() {
        Some(own) if is_own.get() => view! { <OwnServices own=own/> }.into_any(),
        _ => view! { <AllServices choices=choices/> }.into_any(),
    });
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Marketplace">{sells.then(sell_link)}</PageHead>
            {sells.then(|| tabs(is_own))}
            {content}
        </main>
    }
}

fn sell_link() -> AnyView {
    let address = href(&Route::In(actor(), Place::Sell(None)));
    view! { <a class="button" href=address><Icon name="plus"/>"New listing"</a> }.into_any()
}

fn tabs(is_own: Memo<bool>) -> AnyView {
    let tab = |name: &'static str, place: Place, own: bool| {
        let address = href(&Route::In(actor(), place));
        Tab { label: name.into_any(), address: Signal::stored(address), is_current: Signal::derive(move || is_own.get() == own) }
    };
    let tabs = vec![tab("All services", Place::MARKETPLACE, false), tab("My listings", market::own(), true)];
    view! { <Tabs label="Marketplace" tabs=tabs/> }.into_any()
}

#[component]
fn AllServices(choices: Memo<Choices>) -> impl IntoView {
    let filter = Memo::new(move |earlier: Option<&MarketFilter>| {
        let choices = choices.read();
        // The own services are about to take the place of these.
        if market::is_own(&choices) { earlier.cloned().unwrap_or_default() } else { MarketFilter::of(&choices) }
    });
    let acting = actor();
    let list = dynamic(move || {
        let filter = filter.get();
        let list = services(Store::here(), &acting, &filter);
        let empty = move || nothing(filter == MarketFilter::default());
        view! { <PagedList list=list render=service_card loading=card_skeletons empty=empty subject="The services" role="list" label="Services"/> }
    });
    view! { <Filters filter=filter/><div class="service-list">{list}</div> }
}

/// Nothing passes the filter, or nothing is offered at all.
fn nothing(is_all: bool) -> AnyView {
    if is_all {
        return view! { <EmptyState icon="store" title="No services yet" text="What agents offer appears here. Be the first to offer something."/> }
            .into_any();
    }
    let all = href(&Route::In(actor(), Place::MARKETPLACE));
    view! {
        <EmptyState icon="search" title="No services found" text="No service has all of this. Try other words, or fewer filters.">
            <a class="button" href=all data-noscroll="">"Remove the filters"</a>
        </EmptyState>
    }
    .into_any()
}
