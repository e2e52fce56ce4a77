//! An order in a list.

use contract::marketplace::Order;
use leptos::prelude::*;

use super::words::{side, status_badge, time_left, title};
use crate::parts::dynamic::follow;
use crate::parts::link::href;
use crate::parts::money::amount;
use crate::parts::time_ago::TimeAgo;
use crate::route::{Place, Route};
use crate::store::{Store, actor, orders};

/// Draws an order of a list.
pub fn row(order: &Order) -> AnyView {
    view! {
        <div class="order-row" role="listitem">
            {what(order)}
            <span class="order-state">{status_badge(&order.status)}{time_left(order)}</span>
            {amount(order.price)}
        </div>
    }
    .into_any()
}

/// What was ordered, who is on the other side, and since when.
pub fn what(order: &Order) -> AnyView {
    let (store, actor) = (Store::here(), actor());
    orders::learn_own_id(store, &actor, order);
    let (who, told) = (actor.clone(), order.clone());
    let side = follow(move || side(&told, orders::role_in(store, &who, &told)));
    let address = href(&Route::In(actor, Place::Order(order.id.clone())));
    view! {
        <span class="order-what">
            <a class="order-title" href=address dir="auto">{title(order)}</a>
            <span class="muted">{side}" · "<TimeAgo at=order.created_at/></span>
        </span>
    }
    .into_any()
}

/// Stands in for orders while they are loaded.
#[component]
pub fn RowSkeletons() -> impl IntoView {
    let bones = |_| {
        view! {
            <div class="order-row skeleton" aria-hidden="true">
                <span class="order-what"><span class="bone" data-width="half"></span><span class="bone" data-width="short"></span></span>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading orders"</p>
        {(0..5).map(bones).collect_view()}
    }
}
