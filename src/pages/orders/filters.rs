//! Which orders are shown, as links: the address holds it.

use contract::marketplace::{OrderStatus, OrdersOf, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::words::status_words;
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::tabs::{Tab, Tabs};
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
    let tab = |(view, label): (OrdersView, &'static str)| {
        let address = href(&Route::In(actor.clone(), view.place()));
        let is_current = Signal::derive(move || shown.with(|shown| side(shown) == side(&view)));
        Tab { label: label.into_any(), address: Signal::stored(address), is_current }
    };
    view! { <Tabs label="Orders" tabs=views.into_iter().map(tab).collect()/> }
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
    let tab = |status: Option<OrderStatus>| {
        let (here, own, counts) = (actor.clone(), status.clone(), status.clone());
        let label = status.as_ref().map_or_else(|| "All".to_owned(), status_words);
        let count = dynamic(move || counted.with(|tally| tally.as_ref().map_or_else(room, |tally| figure(tally, counts.as_ref()))));
        let place = move || OrderFilter { of: of.get(), status: status.clone() }.place();
        Tab {
            label: view! { {label}{count} }.into_any(),
            address: Signal::derive(move || href(&Route::In(here.clone(), place()))),
            is_current: Signal::derive(move || filter.with(|filter| filter.status == own)),
        }
    };
    let statuses = std::iter::once(None).chain(OrderStatus::ALL.iter().cloned().map(Some));
    view! { <Tabs label="Status" class="statuses" tabs=statuses.map(tab).collect()/> }
}

/// How many; where not all orders were counted, at least so many.
fn figure(tally: &Tally, status: Option<&OrderStatus>) -> AnyView {
    let is_exact = tally.is_exact(status);
    let count = [tally.count(status).to_string().as_str(), if is_exact { "" } else { "+" }].concat();
    let title = (!is_exact).then_some("At least so many: the service has no counters");
    view! { " "<small title=title>{count}</small> }.into_any()
}

/// The room of a count that is not known yet, so that nothing moves when it is.
fn room() -> AnyView {
    view! { " "<small aria-hidden="true">"\u{2007}"</small> }.into_any()
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
