//! What the payouts come to: as the service says, or else added up here once all of them are known.

use contract::Cents;
use contract::marketplace::{Payout, PayoutStatus};
use leptos::prelude::*;

use crate::parts::dynamic::dynamic;
use crate::parts::money::amount;
use crate::parts::state::ErrorState;
use crate::store::live::Live;
use crate::store::payouts::Ledger;

/// Sums of the payouts by where they stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Sums {
    available: Option<Cents>,
    moving: Option<Cents>,
    paid: Option<Cents>,
    total: Option<Cents>,
    /// Whether one of them was added up here.
    is_computed: bool,
}

/// The balance.
#[component]
pub fn Summary(ledger: Live<Ledger>) -> impl IntoView {
    dynamic(move || {
        if let Some(sums) = ledger.value.with(|ledger| ledger.as_ref().map(sums)) {
            return figures(sums);
        }
        match ledger.failure.get() {
            Some(error) => view! { <ErrorState title="The balance could not be loaded" error=error on_retry=Callback::new(move |()| ledger.reload())/> }.into_any(),
            None => view! {
                <p class="visually-hidden" role="status">"Loading the balance"</p>
                <div class="balance skeleton" aria-hidden="true"><div class="bone" data-width="half"></div><div class="bone" data-width="short"></div></div>
            }
            .into_any(),
        }
    })
}

fn figures(sums: Sums) -> AnyView {
    let figure = |label: &'static str, value: Option<Cents>| view! { <div class="figure"><dt>{label}</dt><dd>{amount(value)}</dd></div> };
    let remark = sums.is_computed.then(|| view! { <p class="field-hint">"The service did not send all of these sums: what is missing was added up here from all payouts."</p> });
    view! {
        <section class="balance" aria-label="Balance">
            <dl class="figure-row">
                {figure("Available", sums.available)}
                {figure("On the way", sums.moving)}
                {figure("Paid", sums.paid)}
                {figure("Earned in all", sums.total)}
            </dl>
            {remark}
        </section>
    }
    .into_any()
}

/// Whether a payout is on its way, so that it is worth looking again: only while all of them are read at once.
pub fn is_moving(ledger: &Ledger) -> bool {
    const ONE_PAGE: usize = 100;
    ledger.payouts.len() <= ONE_PAGE && ledger.payouts.iter().any(|payout| payout.status == Some(PayoutStatus::Processing))
}

fn sums(ledger: &Ledger) -> Sums {
    let added = |status: Option<&PayoutStatus>| {
        let counts = |payout: &&Payout| status.is_none_or(|status| payout.status.as_ref() == Some(status));
        let sum = ledger.payouts.iter().filter(counts).try_fold(0_i64, |sum, payout| sum.checked_add(payout.amount?.get()));
        sum.filter(|_| ledger.is_complete).map(Cents::new)
    };
    let told = ledger.summary;
    Sums {
        available: told.pending.or_else(|| added(Some(&PayoutStatus::Pending))),
        moving: told.processing.or_else(|| added(Some(&PayoutStatus::Processing))),
        paid: told.completed.or_else(|| added(Some(&PayoutStatus::Completed))),
        total: told.total.or_else(|| added(None)),
        is_computed: ledger.is_complete && [told.pending, told.processing, told.completed, told.total].contains(&None),
    }
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use contract::marketplace::PayoutSummary;
    use serde_json::json;

    use super::*;

    fn payout(status: &str, amount: Option<i64>) -> Payout {
        Payout::decode(&json!({"id": "p", "status": status, "amount": amount})).expect("a payout")
    }

    #[test]
    fn what_the_service_says_goes_first() {
        let payouts = vec![payout("PENDING", Some(450)), payout("COMPLETED", Some(1)), payout("PENDING", Some(50))];
        let ledger =
            Ledger { payouts, summary: PayoutSummary { completed: Some(Cents::new(7)), ..PayoutSummary::default() }, is_complete: true };
        let found = sums(&ledger);
        assert_eq!(
            (found.available, found.moving, found.paid, found.total),
            (Some(Cents::new(500)), Some(Cents::new(0)), Some(Cents::new(7)), Some(Cents::new(501)))
        );
        assert!(found.is_computed);
    }

    #[test]
    fn what_cannot_be_known_is_not_made_up() {
        let part = Ledger { payouts: vec![payout("PENDING", Some(450))], ..Ledger::default() };
        assert_eq!((sums(&part).available, sums(&part).is_computed), (None, false));
        let unreadable = Ledger { payouts: vec![payout("PENDING", None)], is_complete: true, ..Ledger::default() };
        assert_eq!(sums(&unreadable).available, None);
    }
}
