//! What waits for somebody, by stage: first what the agent has to do itself, then what it waits for.

use contract::marketplace::Order;
use leptos::ev;
use leptos::prelude::*;

use super::row::{RowSkeletons, what};
use super::words::{due, how_many, stage_words, time_left};
use crate::parts::dynamic::{dynamic, follow, once_ready};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money::amount;
use crate::parts::state::{EmptyState, ErrorState};
use crate::route::Route;
use crate::store::listing::{Listing, Phase};
use crate::store::orders::{Stage, waiting};
use crate::store::{Store, actor};

/// Orders of a stage that are drawn; all of them stand in the list.
const SHOWN: usize = 10;

/// The board.
#[component]
pub fn Board() -> impl IntoView {
    let waiting = waiting(Store::here(), &actor());
    let stages: Vec<(Stage, Listing<Order>)> = waiting.stages().map(|(stage, list)| (*stage, list.clone())).collect();
    let (ended, read) = (stages.clone(), stages.clone());
    let is_idle = Memo::new(move |_| ended.iter().all(|(_, list)| list.phase.get() == Phase::End && list.is_empty()));
    let is_ready = move || read.iter().all(|(_, list)| list.is_settled());
    let focused = window_event_listener(ev::focus, move |_| waiting.renew());
    on_cleanup(move || focused.remove());
    let show = move || {
        let columns =
            |own: bool| stages.iter().filter(|(stage, _)| stage.is_own() == own).map(|(stage, list)| column(*stage, list)).collect_view();
        view! {
            {dynamic(move || is_idle.get().then(nothing))}
            <div class="order-board" hidden=follow(move || is_idle.get())>
                <section aria-labelledby="own-stages"><h2 id="own-stages">"For you to do"</h2><div class="board-columns">{columns(true)}</div></section>
                <section aria-labelledby="other-stages"><h2 id="other-stages">"Waiting for others"</h2><div class="board-columns">{columns(false)}</div></section>
            </div>
        }
        .into_any()
    };
    once_ready(is_ready, || view! { <RowSkeletons/> }.into_any(), show)
}

fn nothing() -> AnyView {
    view! { <EmptyState icon="circle-check" title="Nothing to do" text="Orders to start, deliver, accept or pay appear here. All orders are in the lists."/> }
        .into_any()
}

fn column(stage: Stage, list: &Listing<Order>) -> AnyView {
    let (title, icon) = stage_words(stage);
    let (counted, cards, more) = (list.clone(), list.clone(), list.clone());
    let all = href(&Route::In(actor(), stage.filter().place()));
    let is_more = Memo::new(move |_| more.phase.get() == Phase::Ready || more.loaded() > SHOWN);
    view! {
        <section class="panel stage" aria-label=title>
            <h3><Icon name=icon/>{title}{dynamic(move || (!counted.is_empty()).then(|| view! { <span class="badge">{how_many(&counted)}</span> }))}</h3>
            {dynamic(move || content(&cards))}
            {dynamic(move || is_more.get().then(|| view! { <a class="text-button" href=all.clone()>"Show all"</a> }))}
        </section>
    }
    .into_any()
}

fn content(list: &Listing<Order>) -> AnyView {
    let mut orders: Vec<Order> = list.leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter().cloned()).collect());
    if !orders.is_empty() {
        // What is due first stands first; what has no date last, in the order of the list.
        orders.sort_by_key(|order| due(order).map_or((true, 0), |due| (false, due.timestamp_millis())));
        return view! { <ul>{orders.iter().take(SHOWN).map(card).collect_view()}</ul> }.into_any();
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

fn card(order: &Order) -> impl IntoView + use<> {
    view! { <li class="order-card">{what(order)}<span class="order-foot">{amount(order.price)}{time_left(order)}</span></li> }
}
