//! The marketplace: finding services, ordering one, and selling one's own.

mod browse;
mod card;
mod filters;
mod own;
pub mod sell;
mod service;
pub mod words;

use leptos::prelude::*;

use self::browse::BrowsePage;
use self::service::ServicePage;
use crate::route::{Place, Route};

/// The page of a place of the marketplace.
pub fn market_page(place: Place, route: Memo<Route>) -> AnyView {
    match place {
        Place::Service(id) => view! { <ServicePage id=id/> }.into_any(),
        _ => view! { <BrowsePage route=route/> }.into_any(),
    }
}
