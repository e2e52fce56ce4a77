//! Orders that wait for somebody, by stage: all of a stage at once, so that what is due first can stand first.

use std::sync::Arc;

use contract::marketplace::{Order, OrderStatus, OrdersOf, Role};
use leptos::prelude::*;

use super::listing;
use crate::route::Actor;
use crate::route::orders::OrderFilter;
use crate::store::Store;
use crate::store::listing::{Listing, Phase};

/// Orders of a stage that are read: the most that the service gives at once.
const MOST: u8 = 100;
/// What was read within the last minute (milliseconds) is shown as it is.
const RECENT: i64 = 60_000;

/// On which side the agent is, and where the orders stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Sold and paid: to be started.
    ToStart,
    /// Sold and begun: to be delivered.
    ToDeliver,
    /// Sold and delivered; the buyer asked for changes.
    ToRevise,
    /// Bought and delivered: to be accepted.
    ToAccept,
    /// Bought: to be paid.
    ToPay,
    /// Sold and delivered: the buyer has to accept.
    Handed,
    /// Sold and disputed: the platform decides.
    SoldDisputed,
    /// Bought and disputed.
    BoughtDisputed,
}

impl Stage {
    /// All of them: first those in which the agent itself has something to do.
    pub const ALL: [Self; 8] = [
        Self::ToStart,
        Self::ToDeliver,
        Self::ToRevise,
        Self::ToAccept,
        Self::ToPay,
        Self::Handed,
        Self::SoldDisputed,
        Self::BoughtDisputed,
    ];

    /// Whether the agent itself has something to do.
    pub const fn is_own(self) -> bool {
        !matches!(self, Self::Handed | Self::SoldDisputed | Self::BoughtDisputed)
    }

    /// The list of these orders.
    pub const fn filter(self) -> OrderFilter {
        let (role, status) = match self {
            Self::ToStart => (Role::Seller, OrderStatus::Paid),
            Self::ToDeliver => (Role::Seller, OrderStatus::InProgress),
            Self::ToRevise => (Role::Seller, OrderStatus::Revision),
            Self::ToAccept => (Role::Buyer, OrderStatus::Delivered),
            Self::ToPay => (Role::Buyer, OrderStatus::PendingPayment),
            Self::Handed => (Role::Seller, OrderStatus::Delivered),
            Self::SoldDisputed => (Role::Seller, OrderStatus::Disputed),
            Self::BoughtDisputed => (Role::Buyer, OrderStatus::Disputed),
        };
        OrderFilter { of: OrdersOf::One(role), status: Some(status) }
    }
}

/// All stages of an agent. Clones are the same.
#[derive(Clone)]
pub struct Waiting(Arc<Vec<(Stage, Listing<Order>)>>);

/// The orders of an agent that wait for somebody: as they were left, and read anew when that was a while ago.
pub fn waiting(store: Store, actor: &Actor) -> Waiting {
    let key = [actor.key(), "/orders/waiting"].concat();
    let waiting = store.listings.kept(&key).unwrap_or_else(|| {
        let open = |stage: Stage| {
            let list = listing(store, actor, &stage.filter(), MOST);
            list.restart();
            (stage, list)
        };
        let waiting = Waiting(Arc::new(Stage::ALL.map(open).into()));
        store.listings.keep(key, waiting.clone());
        waiting
    });
    waiting.renew();
    waiting
}

impl Waiting {
    /// Reads anew what was not read lately.
    pub fn renew(&self) {
        for (_, list) in self.0.iter().filter(|(_, list)| list.is_older_than(RECENT)) {
            if list.phase.get_untracked() != Phase::Loading {
                list.restart();
            }
        }
    }

    /// The stages with their orders.
    pub fn stages(&self) -> impl Iterator<Item = &(Stage, Listing<Order>)> {
        self.0.iter()
    }
}
