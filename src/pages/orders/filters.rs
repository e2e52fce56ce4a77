//! Which orders are shown, as links: the address holds it.

use contract::marketplace::{OrderStatus, OrdersOf, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::status_words;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::link::href;
use crate::route::Route;
use crate::route::orders::{OrderFilter, OrdersView};
use crate::store::orders::{Tally, tally};
use crate::store::{Store, actor};

/// What waits, and the lists by side.
#[component]
pub fn Views(
    /// What is shown.
    shown: Memo<OrdersView>,
) -> impl IntoView {
    let actor = actor();
    let list = |of| OrdersView::List(OrderFilter { of, status: None });
    let views = [
        (OrdersView::ToDo, "To do"),
        (list(OrdersOf::Both), "All"),
        (list(OrdersOf::One(Role::Buyer)), "Bought"),
        (list(OrdersOf::One(Role::Seller)), "Sold"),
    ];
    let link = |(view, label): (OrdersView, &'static str)| {
        let address = href(&Route::In(actor.clone(), view.place()));
        let is_current = move || shown.with(|shown| side(shown) == side(&view));
        view! { <a href=address data-noscroll="" aria-current=follow(move || is_current().then_some("page"))>{label}</a> }
    };
    view! { <nav class="tabs" aria-label="Orders">{views.into_iter().map(link).collect_view()}</nav> }
}

/// Which tab a view belongs to.
const fn side(view: &OrdersView) -> Option<&'static str> {
    match view {
        OrdersView::ToDo => None,
        OrdersView::List(filter) => Some(filter.of.as_str()),
    }
}

/// All statuses with how many orders stand there.
#[component]
pub fn Statuses(
    /// What is listed.
    filter: Memo<OrderFilter>,
) -> impl IntoView {
    let of = Memo::new(move |_| filter.get().of);
    let counted = counted(of);
    let actor = actor();
    let links = dynamic(move || {
        let of = of.get();
        let statuses = std::iter::once(None).chain(OrderStatus::ALL.iter().cloned().map(Some));
        let link = |status: Option<OrderStatus>| {
            let address = href(&Route::In(actor.clone(), OrderFilter { of, status: status.clone() }.place()));
            let label = status.as_ref().map_or_else(|| "All".to_owned(), status_words);
            let own = status.clone();
            let is_current = follow(move || filter.with(|filter| filter.status == own).then_some("true"));
            let count = dynamic(move || counted.with(|tally| tally.as_ref().map(|tally| figure(tally, status.as_ref()))));
            view! { <a href=address data-noscroll="" aria-current=is_current>{label}{count}</a> }
        };
        statuses.map(link).collect_view()
    });
    view! { <nav class="statuses" aria-label="Status">{links}</nav> }
}

/// How many; where not all orders were counted, at least so many.
fn figure(tally: &Tally, status: Option<&OrderStatus>) -> AnyView {
    let count = [tally.count(status).to_string().as_str(), if tally.is_complete { "" } else { "+" }].concat();
    let title = (!tally.is_complete).then_some("Counted among the latest 500 orders: the service has no counters");
    view! { " "<small title=title>{count}</small> }.into_any()
}

/// The counts of a side; nothing until they are there, or when they could not be read.
fn counted(of: Memo<OrdersOf>) -> RwSignal<Option<Tally>> {
    let (store, actor) = (Store::here(), actor());
    let counted = RwSignal::new(None);
    Effect::new(move |_| {
        let (asked, actor) = (of.get(), actor.clone());
        counted.set(None);
        spawn_local(async move {
            let outcome = tally(store, &actor, asked).await;
            if of.try_get_untracked() == Some(asked) {
                counted.try_set(outcome.ok());
            }
        });
    });
    counted
}
