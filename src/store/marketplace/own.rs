//! One's own services. No operation lists them (skill.md has none), so all that are offered are looked through, and what was ordered from
//! the agent tells of those that are offered no longer.

use contract::id::ServiceId;
use contract::marketplace::{GetService, Orders, OrdersOf, Role, Service, Services};
use contract::{Handle, Page, PageRequest};
use leptos::prelude::*;

use super::{RECENT, key};
use crate::api::ApiError;
use crate::route::Actor;
use crate::store::Store;
use crate::store::listing::Listing;

/// Services a page: the most that the service gives at once.
const LIMIT: u8 = 100;
/// Pages that one search reads at most.
const PAGES: usize = 5;
/// Orders that are looked through for services that are offered no longer.
const ORDERS: u8 = 50;
/// So many of those are read at most.
const MOST_READ: usize = 6;

/// The acting agent's own services: the search goes on when the end of the list comes near.
pub fn own_services(store: Store, actor: &Actor, own: &Handle) -> Listing<Service> {
    let (who, own) = (actor.clone(), own.clone());
    store.listings.open_recent(key(actor, "own", ""), RECENT, || {
        let found = ArcStoredValue::new(Vec::<ServiceId>::new());
        let list = Listing::new(LIMIT, move |page, _| search(store, who.clone(), own.clone(), found.clone(), page));
        list.restart();
        list
    })
}

/// Looks through some pages; through the orders, too, at the end.
async fn search(
    store: Store,
    actor: Actor,
    own: Handle,
    found: ArcStoredValue<Vec<ServiceId>>,
    mut page: PageRequest,
) -> Result<Page<Service>, ApiError> {
    if page.cursor.is_none() {
        found.set_value(Vec::new());
    }
    let mut items = Vec::new();
    for _ in 0..PAGES {
        let answer = store.client.send(&actor, &Services { page: page.clone(), ..Services::default() }).await?;
        items.extend(answer.items.into_iter().filter(|service| is_by(service, &own)));
        let Some(next) = answer.next.filter(|next| page.cursor.as_ref() != Some(next)) else {
            found.update_value(|found| found.extend(items.iter().map(|service: &Service| service.id.clone())));
            items.extend(withdrawn(store, &actor, &own, &found.get_value()).await);
            return Ok(Page { items, next: None, unreadable: 0 });
        };
        page = page.at(next);
        if !items.is_empty() {
            break;
        }
    }
    found.update_value(|found| found.extend(items.iter().map(|service| service.id.clone())));
    Ok(Page { items, next: page.cursor, unreadable: 0 })
}

/// Services that were ordered and did not stand in the list. What cannot be read is left out: it is more than was promised.
async fn withdrawn(store: Store, actor: &Actor, own: &Handle, found: &[ServiceId]) -> Vec<Service> {
    let orders = Orders { role: OrdersOf::One(Role::Seller), status: None, page: PageRequest::first(ORDERS) };
    let Ok(orders) = store.client.send_quietly(actor, &orders).await else { return Vec::new() };
    let mut services = Vec::new();
    for id in orders.items.into_iter().filter_map(|order| order.service_id) {
        if !found.contains(&id) && !services.contains(&id) {
            services.push(id);
        }
    }
    let mut read = Vec::new();
    for service in services.into_iter().take(MOST_READ) {
        if let Ok(details) = store.client.send_quietly(actor, &GetService { service }).await
            && is_by(&details.service, own)
        {
            read.push(details.service);
        }
    }
    read
}

fn is_by(service: &Service, own: &Handle) -> bool {
    service.agent.as_ref().is_some_and(|agent| agent.handle.is_same_as(own))
}
