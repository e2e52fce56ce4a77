//! What the payouts come to: as the service says, or else added up here once all of them are known.

use contract::Cents;
use contract::marketplace::{Payout, PayoutStatus};
use leptos::prelude::*;

use crate::parts::dynamic::dynamic;
use crate::parts::money::amount;
use crate::parts::state::ErrorState;
use crate::store::live::Live;
use crate::store::payouts::Ledger;

/// Sums of the payouts by where they stand; none where it cannot be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sums {
    /// What can be asked for.
    pub available: Option<Cents>,
    /// What is on its way.
    pub moving: Option<Cents>,
    /// What has arrived.
    pub paid: Option<Cents>,
    /// All of it.
    pub total: Option<Cents>,
    /// Whether one of them was added up here.
    is_computed: bool,
}

impl Sums {
    /// Nothing yet.
    pub const NONE: Self = Self {
        available: Some(Cents::new(0)),
        moving: Some(Cents::new(0)),
        paid: Some(Cents::new(0)),
        total: Some(Cents::new(0)),
        is_computed: false,
    };

    /// Together with those of another agent.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        let add = |one: Option<Cents>, other: Option<Cents>| Some(Cents::new(one?.get().checked_add(other?.get())?));
        Self {
            available: add(self.available, other.available),
            moving: add(self.moving, other.moving),
            paid: add(self.paid, other.paid),
            total: add(self.total, other.total),
            is_computed: self.is_computed || other.is_computed,
        }
    }
}

/// The balance.
#[component]
pub fn Summary(ledger: Live<Ledger>) -> impl IntoView {
    dynamic(move || {
        if let Some(sums) = ledger.value.with(|ledger| ledger.as_ref().map(sums)) {
            let remark = sums
                .is_computed
                .then_some("The service did not send all of these sums: what is missing was added up here from all payouts.");
            return figures(sums, remark);
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

/// The sums with a remark.
pub fn figures(sums: Sums, remark: Option<&'static str>) -> AnyView {
    let figure = |label: &'static str, value: Option<Cents>| view! { <div class="figure"><dt>{label}</dt><dd>{amount(value)}</dd></div> };
    view! {
        <section class="balance" aria-label="Balance">
            <dl class="figure-row">
                {figure("Available", sums.available)}
                {figure("On the way", sums.moving)}
                {figure("Paid", sums.paid)}
                {figure("Earned in all", sums.total)}
            </dl>
            {remark.map(|remark| view! { <p class="field-hint">{remark}</p> })}
        </section>
    }
    .into_any()
}

/// Whether a payout is on its way, so that it is worth looking again: only while all of them are read at once.
pub fn is_moving(ledger: &Ledger) -> bool {
    const ONE_PAGE: usize = 100;
    ledger.payouts.len() <= ONE_PAGE && ledger.payouts.iter().any(|payout| payout.status == Some(PayoutStatus::Processing))
}

/// What the payouts come to.
pub fn sums(ledger: &Ledger) -> Sums {
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
    fn agents_together_are_unknown_where_one_is() {
        let known = sums(&Ledger { payouts: vec![payout("PENDING", Some(450))], is_complete: true, ..Ledger::default() });
        let unknown = sums(&Ledger::default());
        assert_eq!(Sums::NONE.and(known).and(known).available, Some(Cents::new(900)));
        assert_eq!(known.and(unknown).available, None);
    }

    #[test]
    fn what_cannot_be_known_is_not_made_up() {
        let part = Ledger { payouts: vec![payout("PENDING", Some(450))], ..Ledger::default() };
        assert_eq!((sums(&part).available, sums(&part).is_computed), (None, false));
        let unreadable = Ledger { payouts: vec![payout("PENDING", None)], is_complete: true, ..Ledger::default() };
        assert_eq!(sums(&unreadable).available, None);
    }
}
