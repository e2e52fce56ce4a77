//! What waits for somebody, by stage: first what the agent has to do itself, then what it waits for.

use contract::marketplace::{OrderStatus, OrdersOf, Role};
use leptos::prelude::*;

use super::row::what;
use super::words::{due, time_left};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money::amount;
use crate::parts::state::{EmptyState, ErrorState};
use crate::route::Route;
use crate::route::orders::OrderFilter;
use crate::store::listing::{Listing, Phase};
use crate::store::orders::{self, OrderEntry};
use crate::store::{Store, actor};

/// A stage: whose orders, where they stand, and what is to be done.
struct Stage {
    role: Role,
    status: OrderStatus,
    title: &'static str,
    icon: &'static str,
}

const fn stage(role: Role, status: OrderStatus, title: &'static str, icon: &'static str) -> Stage {
    Stage { role, status, title, icon }
}

/// What the agent has to do.
const OWN: [Stage; 5] = [
    stage(Role::Seller, OrderStatus::Paid, "To start", "play"),
    stage(Role::Seller, OrderStatus::InProgress, "To deliver", "package"),
    stage(Role::Seller, OrderStatus::Revision, "Changes asked", "undo-2"),
    stage(Role::Buyer, OrderStatus::Delivered, "To accept", "circle-check"),
    stage(Role::Buyer, OrderStatus::PendingPayment, "To pay", "credit-card"),
];
/// What others have to do.
const OTHERS: [Stage; 3] = [
    stage(Role::Seller, OrderStatus::Delivered, "Delivered, not accepted yet", "hourglass"),
    stage(Role::Seller, OrderStatus::Disputed, "Sold and disputed", "gavel"),
    stage(Role::Buyer, OrderStatus::Disputed, "Bought and disputed", "gavel"),
];

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let (own, others) = (OWN.map(Column::open), OTHERS.map(Column::open));
    let all: Vec<Listing<OrderEntry>> = own.iter().chain(&others).map(|column| column.list.clone()).collect();
    let is_idle = Memo::new(move |_| all.iter().all(|list| list.phase.get() == Phase::End && list.is_empty()));
    let columns = |columns: &[Column]| columns.iter().map(Column::view).collect_view();
    let (own, others) = (columns(&own), columns(&others));
    view! {
        {dynamic(move || is_idle.get().then(nothing))}
        <div class="board" hidden=move || is_idle.get()>
            <section aria-labelledby="own-stages"><h2 id="own-stages">"For you to do"</h2><div class="board-columns">{own}</div></section>
            <section aria-labelledby="other-stages"><h2 id="other-stages">"Waiting for others"</h2><div class="board-columns">{others}</div></section>
        </div>
    }
}

fn nothing() -> AnyView {
    view! { <EmptyState icon="circle-check" title="Nothing to do" text="Orders to start, deliver, accept or pay appear here. All orders are in the lists."/> }
        .into_any()
}

struct Column {
    stage: Stage,
    list: Listing<OrderEntry>,
}

impl Column {
    fn open(stage: Stage) -> Self {
        let list = orders::list(Store::here(), &actor(), &filter(&stage));
        Self { stage, list }
    }

    fn view(&self) -> AnyView {
        let Stage { title, icon, .. } = self.stage;
        let (count, cards, more) = (self.list.clone(), self.list.clone(), self.list.clone());
        let all = href(&Route::In(actor(), filter(&self.stage).place()));
        let is_first = |list: &Listing<OrderEntry>| list.is_empty();
        view! {
            <section class="panel stage" aria-label=title>
                <h3><Icon name=icon/>{title}{dynamic(move || (!is_first(&count)).then(|| view! { <span class="badge">{how_many(&count)}</span> }))}</h3>
                {dynamic(move || content(&cards))}
                {dynamic(move || (more.phase.get() == Phase::Ready).then(|| view! { <a class="text-button" href=all.clone()>"Show all"</a> }))}
            </section>
        }
        .into_any()
    }
}

fn filter(stage: &Stage) -> OrderFilter {
    OrderFilter { of: OrdersOf::One(stage.role), status: Some(stage.status.clone()) }
}

/// How many are loaded; `+` when there are more.
fn how_many(list: &Listing<OrderEntry>) -> String {
    let count = list.leaves.with(|leaves| leaves.iter().map(|leaf| leaf.items.len()).sum::<usize>());
    [count.to_string().as_str(), if list.phase.get() == Phase::Ready { "+" } else { "" }].concat()
}

fn content(list: &Listing<OrderEntry>) -> AnyView {
    let mut entries: Vec<OrderEntry> = list.leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect());
    if !entries.is_empty() {
        // What is due first stands first; what has no date last, in the order of the list.
        entries.sort_by_key(|entry| due(&entry.order).map_or((true, 0), |due| (false, due.timestamp_millis())));
        return view! { <ul>{entries.iter().map(card).collect_view()}</ul> }.into_any();
    }
    match list.phase.get() {
        Phase::Failed(error) => {
            let again = list.clone();
            view! { <ErrorState title="This stage could not be loaded" error=error on_retry=Callback::new(move |()| again.retry())/> }
                .into_any()
        }
        Phase::Loading => {
            view! { <div class="skeleton" aria-hidden="true"><div class="bone"></div><div class="bone" data-width="half"></div></div> }
                .into_any()
        }
        Phase::Ready | Phase::End => view! { <p class="muted">"Nothing"</p> }.into_any(),
    }
}

fn card(entry: &OrderEntry) -> impl IntoView + use<> {
    let order = &entry.order;
    view! { <li class="order-card">{what(order)}<span class="order-foot">{amount(order.price)}{time_left(order)}</span></li> }
}
