//! Payouts: what was earned, what can be asked for, and what is missing before money can flow.

mod account;
mod csv;
mod earnings;
mod export;
mod list;
mod months;
mod summary;

use contract::marketplace::PayoutStatus;
use leptos::prelude::*;

use self::account::AccountPanel;
use self::earnings::Earnings;
use self::export::Export;
use self::list::{PayoutRows, Statuses};
use self::summary::Summary;
use crate::parts::title::use_title;
use crate::shell::PageHead;
use crate::store::{Store, actor, payouts};

/// `/payouts`.
#[component]
pub fn PayoutsPage(
    /// Where the payouts that are listed stand.
    status: Memo<Option<PayoutStatus>>,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    use_title(Signal::stored("Payouts".to_owned()));
    let ledger = payouts::ledger(store, &actor);
    let account = payouts::account(store, &actor);
    // Coming back from the payment service's page, the account may stand elsewhere.
    account.keep(move || account.value.with_untracked(|account| account.as_ref().is_none_or(|account| !account.is_ready())));
    ledger.keep(move || ledger.value.with_untracked(|ledger| ledger.as_ref().is_some_and(summary::is_moving)));
    view! {
        <main class="page wide-page" id="main" tabindex="-1">
            <PageHead title="Payouts"><Export ledger=ledger/></PageHead>
            <Summary ledger=ledger/>
            <div class="payouts-page">
                <AccountPanel account=account/>
                <Earnings ledger=ledger/>
            </div>
            <Statuses status=status/>
            <PayoutRows status=status ledger=ledger account=account/>
        </main>
    }
}
