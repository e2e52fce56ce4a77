//! The studio: connected services, generating, the jobs, the history, and the matrix.

mod again;
mod board;
mod fields;
mod form;
pub mod history;
mod job;
mod make;
pub mod matrix;
mod media;
mod possible;
mod services;
mod voices;

use leptos::prelude::*;

use self::board::board;
use self::make::make_view;
use self::services::services_view;
use crate::pages::messages::for_agents;
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::tabs::{Tab, Tabs};
use crate::route::{Choices, Place, Route, Studio};
use crate::shell::PageHead;
use crate::store::generation::{self, Workshop};
use crate::store::{Store, actor};

/// A page of the studio that is not of the history.
pub fn page(page: Studio, route: Memo<Route>) -> AnyView {
    let Some(own) = actor().handle().cloned() else { return for_agents(page.title(), "wand-sparkles") };
    let shop = Workshop::shown(Store::here(), &own);
    let content = match page {
        Studio::Services => services_view(&own),
        Studio::Jobs => view! { <div class="studio-body">{board(shop.clone())}</div> }.into_any(),
        _ => make_view(&shop, choices(route)),
    };
    frame(page, &shop, content)
}

/// Looks after what any signed-in agent began; draws nothing.
pub fn watch() -> AnyView {
    let store = Store::here();
    for own in generation::busy(store) {
        Workshop::of(store, &own);
    }
    ().into_any()
}

/// What the address says beside its path.
fn choices(route: Memo<Route>) -> Memo<Choices> {
    Memo::new(move |earlier: Option<&Choices>| match &*route.read() {
        Route::In(_, Place::Studio(_, choices)) => choices.clone(),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    })
}

/// Heading and tabs around a page of the studio.
fn frame(page: Studio, shop: &Workshop, content: AnyView) -> AnyView {
    let tab = |(which, _): (Studio, &str)| Tab {
        label: label(which, shop),
        address: Signal::stored(href(&Route::In(actor(), which.place()))),
        is_current: Signal::stored(which == page),
    };
    let tabs = Studio::PATHS.into_iter().map(tab).collect();
    view! {
        <main class="page studio" id="main" tabindex="-1">
            <PageHead title=page.title()/>
            <Tabs label="Studio" tabs=tabs/>
            {content}
        </main>
    }
    .into_any()
}

/// The name of a tab; that of the jobs with how many run or wait.
fn label(page: Studio, shop: &Workshop) -> AnyView {
    if page != Studio::Jobs {
        return page.title().into_any();
    }
    let shop = shop.clone();
    let count = Memo::new(move |_| {
        let running = shop.on_board().iter().filter(|job| job.status.is_running()).count();
        running + shop.shelf.with(|shelf| shelf.waiting.len())
    });
    let badge = dynamic(move || {
        (count.get() > 0).then(|| {
            view! { <span class="badge" data-kind="count">{count.get()}<span class="visually-hidden">" running or waiting"</span></span> }
        })
    });
    view! { {page.title()}{badge} }.into_any()
}
