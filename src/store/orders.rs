//! Orders: lists of them, how many stand where, one of them with what is said about it.

mod sides;
mod stages;
mod talk;

use contract::id::OrderId;
use contract::marketplace::{GetOrder, Order, OrderStatus, Orders, OrdersOf, Review, Reviews};
use contract::{Handle, PageRequest};
use leptos::prelude::*;

pub use sides::{learn_own_id, role_in};
pub use stages::{Stage, Waiting, waiting};
pub use talk::{Talk, same_said, talk};

use super::Store;
use super::listing::{Keyed, Listing};
use super::live::Live;
use super::marketplace::with_payment;
use crate::api::{ApiError, Priority};
use crate::route::Actor;
use crate::route::orders::OrderFilter;

/// Orders on the first page.
const LIMIT: u8 = 20;
/// Orders on each further page, and on those that are counted.
const BULK: u8 = 100;
/// Lists that were read within the last minute are shown as they are.
const RECENT: i64 = 60_000;
/// So many pages are counted at the most.
const COUNTED: usize = 5;

impl Keyed for Order {
    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn looks_like(&self, other: &Self) -> bool {
        self == other
    }
}

/// Opens a list of orders, the latest first.
pub fn list(store: Store, actor: &Actor, filter: &OrderFilter) -> Listing<Order> {
    let status = filter.status.as_ref().map(OrderStatus::as_str).unwrap_or_default();
    let key = [actor.key(), "/orders/", filter.of.as_str(), "/", status].concat();
    store.listings.open_recent(key, RECENT, || {
        let list = listing(store, actor, filter, LIMIT).with_more(BULK);
        list.restart();
        list
    })
}

/// A list of orders in pages of so many. Nothing is fetched yet.
fn listing(store: Store, actor: &Actor, filter: &OrderFilter, limit: u8) -> Listing<Order> {
    let (who, filter) = (actor.clone(), filter.clone());
    Listing::new(limit, move |page, priority| {
        let (who, filter) = (who.clone(), filter.clone());
        async move {
            let asked = Orders { role: filter.of, status: filter.status, page };
            store.client.send_for(&who, &asked, priority).await
        }
    })
}

/// How many orders stand where.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    counts: Vec<(OrderStatus, u64)>,
    /// Whether all orders were counted; else there are at least so many.
    is_complete: bool,
    /// Where all were counted all the same.
    exact: Vec<OrderStatus>,
}

impl Tally {
    /// How many stand there; all of them without a status.
    pub fn count(&self, status: Option<&OrderStatus>) -> u64 {
        self.counts.iter().filter(|(known, _)| status.is_none_or(|status| status == known)).map(|(_, count)| count).sum()
    }

    /// Whether these are all that stand there; else there are more.
    pub fn is_exact(&self, status: Option<&OrderStatus>) -> bool {
        self.is_complete || status.is_some_and(|status| self.exact.contains(status))
    }

    fn add(&mut self, status: OrderStatus) {
        *self.of(status) += 1;
    }

    fn of(&mut self, status: OrderStatus) -> &mut u64 {
        let place = self.counts.iter().position(|(known, _)| *known == status).unwrap_or_else(|| {
            self.counts.push((status, 0));
            self.counts.len() - 1
        });
        &mut self.counts[place].1
    }

    /// Takes over what was read of one status alone.
    fn settle(&mut self, status: &OrderStatus, read: u64, is_all: bool) {
        let count = self.of(status.clone());
        *count = read.max(*count);
        if is_all {
            self.exact.push(status.clone());
        }
    }
}

/// Counts the orders of a side. The service has no counters, so they are read: the latest five hundred, and where those are not all, a
/// page of each status, which is all of the rare ones.
///
/// # Errors
/// Why they could not be read.
pub async fn tally(store: Store, actor: &Actor, of: OrdersOf) -> Result<Tally, ApiError> {
    let mut tally = Tally::default();
    let first = PageRequest::first(BULK);
    let mut page = first.clone();
    for _ in 0..COUNTED {
        let found = store.client.send_quietly(actor, &Orders { role: of, status: None, page }).await?;
        found.items.into_iter().for_each(|order| tally.add(order.status));
        let Some(next) = found.next else {
            tally.is_complete = true;
            return Ok(tally);
        };
        page = first.at(next);
    }
    for status in OrderStatus::ALL {
        let asked = Orders { role: of, status: Some(status.clone()), page: first.clone() };
        let found = store.client.send_quietly(actor, &asked).await?;
        tally.settle(status, u64::try_from(found.items.len()).unwrap_or_default(), found.next.is_none());
    }
    Ok(tally)
}

/// An order. How it is paid is completed from what was told when it was placed on this device.
pub fn order(store: Store, actor: &Actor, id: OrderId) -> Live<Order> {
    let who = actor.clone();
    Live::open(store, [actor.key(), "/order/", id.as_str()].concat(), move |priority| {
        let (who, order) = (who.clone(), id.clone());
        async move { Ok(with_payment(&who, store.client.send_for(&who, &GetOrder { order }, priority).await?)) }
    })
}

/// An order was placed, has moved on or was paid out: lists of any agent here that may hold it are read anew at the next visit.
pub fn changed(store: Store) {
    for account in untrack(|| store.accounts.all()) {
        for name in ["/orders/", "/payouts/"] {
            store.listings.outdate(&[account.handle.as_str(), name].concat());
        }
    }
}

/// The agent's own review of an order, where the order itself does not tell: among the latest of the service.
///
/// # Errors
/// Why they could not be read.
pub async fn own_review(store: Store, actor: &Actor, order: &Order, text: &str) -> Result<Option<Review>, ApiError> {
    let Some(service) = order.service_id.clone() else { return Ok(None) };
    let asked = Reviews { service, page: PageRequest::first(20) };
    let found = store.client.send_for(actor, &asked, Priority::Click).await?;
    let is_own = |review: &Review| match &review.order_id {
        Some(id) => *id == order.id,
        None => is_by(review, actor.handle()) && review.content.as_deref() == Some(text),
    };
    Ok(found.items.into_iter().find(is_own))
}

fn is_by(review: &Review, handle: Option<&Handle>) -> bool {
    review.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == handle)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_counted_by_where_they_stand() {
        let mut tally = Tally::default();
        let unknown = OrderStatus::Unknown("ESCROW".into());
        for status in [OrderStatus::Paid, unknown.clone(), OrderStatus::Paid] {
            tally.add(status);
        }
        assert_eq!((tally.count(Some(&OrderStatus::Paid)), tally.count(Some(&unknown)), tally.count(None)), (2, 1, 3));
        assert_eq!(tally.count(Some(&OrderStatus::Disputed)), 0);
    }

    #[test]
    fn where_not_all_were_counted_the_rare_statuses_are_exact() {
        let mut tally = Tally { counts: vec![(OrderStatus::Completed, 480)], ..Tally::default() };
        tally.settle(&OrderStatus::Completed, 100, false);
        tally.settle(&OrderStatus::Cancelled, 3, true);
        let told = |status: Option<&OrderStatus>| (tally.count(status), tally.is_exact(status));
        assert_eq!(told(Some(&OrderStatus::Completed)), (480, false));
        assert_eq!(told(Some(&OrderStatus::Cancelled)), (3, true));
        assert_eq!(told(None), (483, false));
    }
}
