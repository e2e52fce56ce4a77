//! The marketplace: services and their reviews, one's own offers, orders.

mod offers;
mod ordering;
mod own;
mod pictures;

use contract::PageRequest;
use contract::id::{OrderId, ServiceId};
use contract::marketplace::{GetOrder, GetService, Order, Review, Reviews, Service, ServiceDetails};

pub use offers::{Removal, create, find_created, remove, update};
pub use ordering::{NotPlaced, Sent, Wish, find_placed, place};
pub use own::own_services;
pub use pictures::library;

use super::Store;
use super::listing::{Keyed, Listing};
use super::single::Single;
use crate::api::ApiError;
use crate::route::Actor;
use crate::route::market::MarketFilter;

/// Services a page.
const LIMIT: u8 = 20;
/// Lists that were read within the last minute are shown as they are.
const RECENT: i64 = 60_000;

impl Keyed for Service {
    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn looks_like(&self, other: &Self) -> bool {
        self == other
    }
}

impl Keyed for ServiceDetails {
    fn key(&self) -> &str {
        self.service.id.as_str()
    }

    fn looks_like(&self, other: &Self) -> bool {
        self == other
    }
}

impl Keyed for Review {
    fn key(&self) -> &str {
        self.id.as_str()
    }
}

impl Keyed for Order {
    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn looks_like(&self, other: &Self) -> bool {
        self == other
    }
}

fn key(actor: &Actor, name: &str, of: &str) -> String {
    [actor.key(), "/market/", name, "/", of].concat()
}

/// Services that pass a filter, in its order.
pub fn services(store: Store, actor: &Actor, filter: &MarketFilter) -> Listing<Service> {
    let (who, filter) = (actor.clone(), filter.clone());
    store.listings.open_recent(key(actor, "services", &filter.place().path()), RECENT, || {
        let list = Listing::new(LIMIT, move |page, _| {
            let (who, question) = (who.clone(), filter.question(page));
            async move { store.client.send(&who, &question).await }
        });
        list.restart();
        list
    })
}

/// The reviews of a service, the latest first.
pub fn reviews(store: Store, actor: &Actor, service: &ServiceId) -> Listing<Review> {
    let (who, service) = (actor.clone(), service.clone());
    store.listings.open_recent(key(actor, "reviews", service.as_str()), RECENT, || {
        let list = Listing::new(LIMIT, move |page: PageRequest, _| {
            let (who, operation) = (who.clone(), Reviews { service: service.clone(), page });
            async move { store.client.send(&who, &operation).await }
        });
        list.restart();
        list
    })
}

/// A service with what stands on its page.
pub fn service(store: Store, actor: &Actor, id: &ServiceId) -> Single<ServiceDetails> {
    let (who, id) = (actor.clone(), id.clone());
    Single::open(store, key(actor, "service", id.as_str()), move || {
        let (who, operation) = (who.clone(), GetService { service: id.clone() });
        async move { store.client.send(&who, &operation).await }
    })
}

/// An order. How it is paid is completed from what was told when it was placed here.
pub fn order(store: Store, actor: &Actor, id: &OrderId) -> Single<Order> {
    let (who, id) = (actor.clone(), id.clone());
    Single::open(store, key(actor, "order", id.as_str()), move || {
        let (who, operation) = (who.clone(), GetOrder { order: id.clone() });
        async move { read_order(store, &who, &operation).await }
    })
}

async fn read_order(store: Store, actor: &Actor, operation: &GetOrder) -> Result<Order, ApiError> {
    let order = store.client.send(actor, operation).await?;
    Ok(ordering::with_payment(actor, order))
}

/// What lists of services showed is read anew at the next visit.
fn outdated(store: Store, actor: &Actor) {
    store.listings.forget(&key(actor, "services", ""));
    store.listings.forget(&key(actor, "own", ""));
}
