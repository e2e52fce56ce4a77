//! The marketplace: finding services, ordering one, selling one's own, and an order with how it is paid.

mod browse;
mod card;
mod filters;
mod order;
mod own;
mod sell;
mod service;
mod words;

use leptos::prelude::*;

use self::browse::BrowsePage;
use self::order::OrderPage;
use self::sell::SellPage;
use self::service::ServicePage;
use crate::route::{Place, Route};

/// The page of a place of the marketplace.
pub fn market_page(place: Place, route: Memo<Route>) -> AnyView {
    match place {
        Place::Service(id) => view! { <ServicePage id=id/> }.into_any(),
        Place::Sell(id) => view! { <SellPage id=id/> }.into_any(),
        Place::Order(id) => view! { <OrderPage id=id/> }.into_any(),
        _ => view! { <BrowsePage route=route/> }.into_any(),
    }
}
