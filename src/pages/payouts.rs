//! Payouts: what was earned, what can be asked for, and what is missing before money can flow; and the same for all signed-in agents.

mod account;
mod across;
mod csv;
mod earnings;
mod export;
mod focus;
mod list;
mod months;
mod summary;

use contract::marketplace::PayoutStatus;
use leptos::prelude::*;

use self::account::AccountPanel;
use self::across::Across;
use self::earnings::Earnings;
use self::export::Export;
use self::list::{PayoutRows, Skeletons, Statuses};
use self::summary::Summary;
use crate::pages::messages::for_agents;
use crate::parts::dynamic::{dynamic, once_ready};
use crate::parts::link::href;
use crate::parts::tabs::{Tab, Tabs};
use crate::parts::title::use_title;
use crate::route::orders::{across, is_across, payout_status, payouts as place};
use crate::route::{Actor, Choices, Place, Route};
use crate::shell::PageHead;
use crate::store::live::State;
use crate::store::payouts::{account, ledger};
use crate::store::{Store, actor};

/// `/payouts`.
pub fn payouts_page(route: Memo<Route>) -> AnyView {
    if actor() == Actor::Guest {
        return for_agents("Payouts", "wallet");
    }
    use_title(Signal::stored("Payouts".to_owned()));
    let choices = Memo::new(move |earlier: Option<&Choices>| match &*route.read() {
        Route::In(_, Place::Payouts(choices)) => choices.clone(),
        // Another page is about to take the place of this one.
        _ => earlier.cloned().unwrap_or_default(),
    });
    let of_all = Memo::new(move |_| is_across(&choices.read()));
    let status = Memo::new(move |_| payout_status(&choices.read()));
    let content = dynamic(move || if of_all.get() { view! { <Across/> }.into_any() } else { view! { <Own status=status/> }.into_any() });
    view! {
        <main class="page wide-page" id="main" tabindex="-1">
            <PageHead title="Payouts"/>
            {views(of_all)}
            {content}
        </main>
    }
    .into_any()
}

/// One agent or all of them, where there are several.
fn views(of_all: Memo<bool>) -> AnyView {
    let accounts = Store::here().accounts;
    let several = Memo::new(move |_| accounts.all().len() > 1);
    let own = actor().handle().map(ToString::to_string).unwrap_or_default();
    dynamic(move || {
        // Who has one agent left may still come here by a link.
        (several.get() || of_all.get()).then(|| {
            let tab = |label: AnyView, place: Place, all: bool| Tab {
                label,
                address: Signal::stored(href(&Route::In(actor(), place))),
                is_current: Signal::derive(move || of_all.get() == all),
            };
            let tabs = vec![tab(own.clone().into_any(), place(None), false), tab("All agents".into_any(), across(), true)];
            view! { <Tabs label="Payouts of" tabs=tabs/> }
        })
    })
}

/// Those of the acting agent.
#[component]
fn Own(
    /// Where the payouts that are listed stand.
    status: Memo<Option<PayoutStatus>>,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let (ledger, account) = (ledger(store, &actor), account(store, &actor));
    // Coming back from the payment service's page, the account may stand elsewhere.
    account.keep(move || account.value.with_untracked(|account| account.as_ref().is_none_or(|account| !account.is_ready())));
    ledger.keep(move || ledger.value.with_untracked(|ledger| ledger.as_ref().is_some_and(summary::is_moving)));
    let (ledger_state, account_state) = (ledger.state(), account.state());
    let is_ready = move || ledger_state.get() != State::Loading && account_state.get() != State::Loading;
    let show = move || {
        view! {
            <Summary ledger=ledger/>
            <div class="payouts-page">
                <AccountPanel account=account/>
                <Earnings ledgers=vec![ledger]/>
            </div>
            <div class="list-head"><Statuses status=status/><Export ledger=ledger/></div>
            <PayoutRows status=status ledger=ledger account=account/>
        }
        .into_any()
    };
    once_ready(is_ready, || view! { <Skeletons/> }.into_any(), show)
}
