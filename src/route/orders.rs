//! `/orders` and `/payouts`: what is listed there.

use contract::marketplace::{OrderStatus, OrdersOf, PayoutStatus};

use super::{Choices, Place, VIEW};

const ROLE: &str = "role";
const STATUS: &str = "status";

/// The parameters of the orders, in the order in which they stand in an address.
pub(super) const ORDERS: [&str; 2] = [ROLE, STATUS];
/// Those of the payouts.
pub(super) const PAYOUTS: [&str; 2] = [VIEW, STATUS];
const AGENTS: &str = "agents";

/// What the page of orders shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum OrdersView {
    /// What waits for somebody, by stage.
    #[default]
    ToDo,
    /// A list.
    List(OrderFilter),
}

/// Which orders are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrderFilter {
    /// On which side the agent is.
    pub of: OrdersOf,
    /// Where they stand; anywhere when absent.
    pub status: Option<OrderStatus>,
}

impl OrdersView {
    /// The view of an address; values that are not known are left out.
    pub fn of(choices: &Choices) -> Self {
        let status = OrderStatus::known(choices.get(STATUS)).ok();
        match OrdersOf::known(choices.get(ROLE)) {
            Ok(of) => Self::List(OrderFilter { of, status }),
            Err(_) if status.is_some() => Self::List(OrderFilter { of: OrdersOf::Both, status }),
            Err(_) => Self::ToDo,
        }
    }

    /// Where it is shown.
    pub fn place(&self) -> Place {
        match self {
            Self::ToDo => Place::Orders(Choices::NONE),
            Self::List(filter) => filter.place(),
        }
    }
}

impl OrderFilter {
    /// The list with this filter.
    pub fn place(&self) -> Place {
        let status = self.status.as_ref().map(|status| status.as_str().to_ascii_lowercase()).unwrap_or_default();
        Place::Orders(Choices::default().with(ROLE, self.of.as_str().to_owned()).with(STATUS, status))
    }
}

/// Where the payouts of an address stand; anywhere when it does not say, or says something unknown.
pub fn payout_status(choices: &Choices) -> Option<PayoutStatus> {
    PayoutStatus::known(choices.get(STATUS)).ok()
}

/// The payouts that stand there.
pub fn payouts(status: Option<&PayoutStatus>) -> Place {
    let status = status.map(|status| status.as_str().to_ascii_lowercase()).unwrap_or_default();
    Place::Payouts(Choices::default().with(STATUS, status))
}

/// Whether an address shows what all signed-in agents earn.
pub fn is_across(choices: &Choices) -> bool {
    choices.get(VIEW) == AGENTS
}

/// What all signed-in agents earn.
pub fn across() -> Place {
    Place::Payouts(Choices::default().with(VIEW, AGENTS.to_owned()))
}

#[cfg(test)]
mod tests {
    use contract::marketplace::Role;

    use super::*;
    use crate::route::Route;

    fn shown(address: &str) -> OrdersView {
        match Route::of_address(address) {
            Route::Shared(Place::Orders(choices)) => OrdersView::of(&choices),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_address_holds_role_and_status() {
        let filter = OrderFilter { of: OrdersOf::One(Role::Seller), status: Some(OrderStatus::InProgress) };
        assert_eq!(filter.place().path(), "/orders?role=seller&status=in_progress");
        assert_eq!(shown("/orders?role=seller&status=in_progress"), OrdersView::List(filter));
        assert_eq!(shown("/orders?status=paid"), OrdersView::List(OrderFilter { of: OrdersOf::Both, status: Some(OrderStatus::Paid) }));
        assert_eq!(shown("/orders?role=nobody&status=lost"), OrdersView::ToDo);
        assert_eq!(payouts(Some(&PayoutStatus::Pending)).path(), "/payouts?status=pending");
        assert_eq!(across().path(), "/payouts?view=agents");
        assert!(matches!(across(), Place::Payouts(choices) if is_across(&choices)));
    }
}
