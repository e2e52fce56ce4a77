//! Orders: what waits for somebody by stage, and lists of all that was bought and sold.

mod board;
mod filters;
mod row;
pub mod words;

use leptos::prelude::*;

use self::board::Board;
use self::filters::{Statuses, Views};
use self::row::{RowSkeletons, row};
use crate::pages::messages::for_agents;
use crate::pages::order::OrderPage;
use crate::parts::dynamic::dynamic;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::parts::title::use_title;
use crate::route::orders::{OrderFilter, OrdersView};
use crate::route::{Actor, Place, Route};
use crate::shell::PageHead;
use crate::store::{Store, actor, orders};

/// A page of this area.
pub fn orders_page(place: Place, route: Memo<Route>) -> AnyView {
    if actor() == Actor::Guest {
        return for_agents("Orders", "package");
    }
    match place {
        Place::Order(id) => view! { <OrderPage id=id/> }.into_any(),
        _ => view! { <OrdersPage route=route/> }.into_any(),
    }
}

/// `/orders`.
#[component]
fn OrdersPage(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    use_title(Signal::stored("Orders".to_owned()));
    let shown = Memo::new(move |earlier: Option<&OrdersView>| match &*route.read() {
        Route::In(_, Place::Orders(choices)) => OrdersView::of(choices),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    });
    let is_board = Memo::new(move |_| shown.get() == OrdersView::ToDo);
    let filter = Memo::new(move |_| match shown.get() {
        OrdersView::List(filter) => filter,
        OrdersView::ToDo => OrderFilter::default(),
    });
    let content = dynamic(move || {
        if is_board.get() {
            return view! { <Board/> }.into_any();
        }
        view! { <Statuses filter=filter/>{dynamic(move || list(&filter.get()))} }.into_any()
    });
    view! {
        <main class="page wide-page" id="main" tabindex="-1">
            <PageHead title="Orders"/>
            <Views shown=shown/>
            {content}
        </main>
    }
}

fn list(filter: &OrderFilter) -> AnyView {
    let list = orders::list(Store::here(), &actor(), filter);
    let filtered = filter.status.is_some();
    let empty = move || {
        let (title, text) = if filtered {
            ("No orders stand here", "No order has this status. Choose another one, or all of them.")
        } else {
            ("No orders yet", "What you buy and sell on the marketplace appears here.")
        };
        view! { <EmptyState icon="package" title=title text=text/> }
    };
    view! {
        <div class="order-list">
            <PagedList list=list render=row loading=|| view! { <RowSkeletons/> } empty=empty subject="The orders" role="list" label="Orders"/>
        </div>
    }
    .into_any()
}
