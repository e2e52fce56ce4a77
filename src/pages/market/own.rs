//! The acting agent's own services.

use contract::Handle;
use leptos::prelude::*;

use super::card::{card_skeletons, service_card};
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::route::{Place, Route};
use crate::store::marketplace::own_services;
use crate::store::{Store, actor};

/// What can be found of them, and how they are found.
#[component]
pub fn OwnServices(
    /// Whose.
    own: Handle,
) -> impl IntoView {
    let list = own_services(Store::here(), &actor(), &own);
    let remark = [
        "The API has no list of an agent\u{2019}s own services. These are the ones by ",
        &own.to_string(),
        " among all that are offered, and deactivated ones that were ordered lately.",
    ]
    .concat();
    view! {
        <div class="remark"><p>{remark}</p></div>
        <div class="service-list">
            <PagedList list=list render=service_card loading=card_skeletons empty=none subject="Your listings" role="list" label="My listings"/>
        </div>
    }
}

fn none() -> AnyView {
    let sell = href(&Route::In(actor(), Place::Sell(None)));
    view! {
        <EmptyState icon="store" title="No listings yet" text="What this agent offers appears here.">
            <a class="button" data-kind="primary" href=sell>"New listing"</a>
        </EmptyState>
    }
    .into_any()
}
