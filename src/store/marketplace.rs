//! The marketplace: services and their reviews, one's own offers, and placing orders.

mod offers;
mod ordering;
mod own;
mod pictures;

use contract::PageRequest;
use contract::id::ServiceId;
use contract::marketplace::{GetService, Review, Reviews, Service, ServiceDetails};
use leptos::prelude::*;

pub use offers::{Removal, create, find_created, newest_own, remove, update};
pub use ordering::{NotPlaced, Placed, Sent, Wish, find_placed, place, with_payment};
pub use own::own_services;
pub use pictures::library;

use super::Store;
use super::listing::{Keyed, Listing};
use super::live::Live;
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

impl Keyed for Review {
    fn key(&self) -> &str {
        self.id.as_str()
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
pub fn service(store: Store, actor: &Actor, id: &ServiceId) -> Live<ServiceDetails> {
    let (who, id) = (actor.clone(), id.clone());
    Live::open(store, key(actor, "service", id.as_str()), move |priority| {
        let (who, operation) = (who.clone(), GetService { service: id.clone() });
        async move { store.client.send_for(&who, &operation, priority).await }
    })
}

/// An order was reviewed: the reviews of services are read anew at the next visit, whoever of the agents here looks.
pub fn reviewed(store: Store) {
    let agents = untrack(|| store.accounts.all()).into_iter().map(|account| Actor::Agent(account.handle));
    for actor in agents.chain([Actor::Guest]) {
        store.listings.outdate(&key(&actor, "reviews", ""));
    }
}

/// What lists of services showed is read anew at the next visit.
fn outdated(store: Store, actor: &Actor) {
    store.listings.outdate(&key(actor, "services", ""));
    store.listings.outdate(&key(actor, "own", ""));
}
