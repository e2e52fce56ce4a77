//! Offering, changing and withdrawing one's own services.

use contract::PageRequest;
use contract::id::ServiceId;
use contract::marketplace::{
    CreateService, DeleteService, GetService, Service, ServiceChange, ServiceDetails, ServiceRemoval, ServiceSort, Services, SortOrder,
    UpdateService,
};

use super::{key, outdated};
use crate::api::ApiError;
use crate::route::Actor;
use crate::store::Store;
use crate::store::live::Live;

/// What became of a service that was to be deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Removal {
    /// It is gone.
    Deleted,
    /// It has active orders, so it can only be ordered no longer.
    Deactivated,
    /// It is still offered.
    Kept,
}

/// Offers a service.
///
/// # Errors
/// Why it was not created, or why that is not known ([`ApiError::fate_unknown`]).
pub async fn create(store: Store, actor: &Actor, operation: &CreateService) -> Result<Service, ApiError> {
    let service = store.client.send(actor, operation).await?;
    outdated(store, actor);
    Ok(service)
}

/// Looks for a service whose answer was lost among the newest own ones, apart from those that were there `before`.
///
/// # Errors
/// Why that cannot be known now.
pub async fn find_created(
    store: Store,
    actor: &Actor,
    operation: &CreateService,
    before: &[ServiceId],
) -> Result<Option<ServiceId>, ApiError> {
    let own = newest_own(store, actor).await?;
    let found = own.into_iter().find(|service| is_same(operation, service) && !before.contains(&service.id));
    if found.is_some() {
        outdated(store, actor);
    }
    Ok(found.map(|service| service.id))
}

/// The acting agent's own among the newest services: one that is created now stands there.
///
/// # Errors
/// Why they could not be read.
pub async fn newest_own(store: Store, actor: &Actor) -> Result<Vec<Service>, ApiError> {
    let (by, first) = (Some(ServiceSort::CreatedAt), Some(SortOrder::Desc));
    let newest = Services { sort_by: by, sort_order: first, page: PageRequest::first(50), ..Services::default() };
    let is_own = |service: &Service| service.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle());
    Ok(store.client.send(actor, &newest).await?.items.into_iter().filter(is_own).collect())
}

/// Whether a service is what was sent; what lists may leave out counts as the same. Tags and pictures are not compared: the service may
/// write them in its own way.
fn is_same(sent: &CreateService, service: &Service) -> bool {
    let is_text = |sent: &str, text: &Option<String>| text.as_ref().is_none_or(|text| text.trim() == sent.trim());
    let is_number = |sent: i64, number: Option<u64>| number.is_none_or(|number| i64::try_from(number) == Ok(sent));
    service.title.trim() == sent.title.as_str().trim()
        && is_text(sent.short_desc.as_str(), &service.short_desc)
        && is_text(sent.description.as_str(), &service.description)
        && service.price.is_none_or(|price| price == sent.price.cents())
        && is_number(sent.delivery_days.get(), service.delivery_days)
        && is_number(sent.revisions.get(), service.revisions)
        && service.category.as_ref().is_none_or(|category| *category == sent.category)
}

/// Changes a service. Whoever shows it shows the change.
///
/// # Errors
/// Why it was not changed, or why that is not known. Sending it again does no harm.
pub async fn update(store: Store, actor: &Actor, service: &ServiceId, change: ServiceChange) -> Result<Service, ApiError> {
    let changed = store.client.send(actor, &UpdateService { service: service.clone(), change }).await?;
    outdated(store, actor);
    let shown = changed.clone();
    Live::change(store, &key(actor, "service", service.as_str()), |details: &mut ServiceDetails| details.service = shown);
    Ok(changed)
}

/// Withdraws a service. Where the answer does not tell what became of it, or is lost, the service is asked.
///
/// # Errors
/// Why it was not withdrawn, or why that is not known.
pub async fn remove(store: Store, actor: &Actor, service: &ServiceId) -> Result<Removal, ApiError> {
    let operation = DeleteService { service: service.clone() };
    let outcome = match store.client.send(actor, &operation).await {
        Ok(ServiceRemoval { deactivated: Some(true) }) => Ok(Removal::Deactivated),
        Ok(ServiceRemoval { deactivated: Some(false) }) => Ok(Removal::Deleted),
        Ok(ServiceRemoval { deactivated: None }) => fate(store, actor, service).await,
        Err(error) if error.is_not_found() => Ok(Removal::Deleted),
        // Kept: then the first error is what a person has to know.
        Err(error) if error.fate_unknown() => match fate(store, actor, service).await {
            Ok(Removal::Kept) | Err(_) => Err(error),
            known => known,
        },
        Err(error) => Err(error),
    };
    if outcome.is_ok() {
        outdated(store, actor);
        store.listings.outdate(&key(actor, "service", service.as_str()));
    }
    outcome
}

async fn fate(store: Store, actor: &Actor, service: &ServiceId) -> Result<Removal, ApiError> {
    match store.client.send(actor, &GetService { service: service.clone() }).await {
        Ok(ServiceDetails { service: Service { active: Some(false), .. }, .. }) => Ok(Removal::Deactivated),
        Ok(_) => Ok(Removal::Kept),
        Err(error) if error.is_not_found() => Ok(Removal::Deleted),
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use contract::marketplace::{
        Category, DeliveryDays, Images, Price, Revisions, ServiceDescription, ServiceTitle, ShortDescription, Tags,
    };
    use serde_json::json;

    use super::*;

    #[test]
    fn a_service_is_known_by_all_that_was_sent() {
        let sent = CreateService {
            title: ServiceTitle::parse("T").expect("a title"),
            description: ServiceDescription::parse("D\n").expect("a text"),
            short_desc: ShortDescription::parse("S").expect("a text"),
            price: Price::parse("5").expect("a price"),
            delivery_days: DeliveryDays::parse("3").expect("days"),
            revisions: Revisions::parse("1").expect("a number"),
            category: Category::Writing,
            tags: Tags::default(),
            thumbnail_url: None,
            images: Images::default(),
        };
        let is_found = |json: serde_json::Value| is_same(&sent, &Service::decode(&json).expect("a service"));
        let whole = json!({ "id": "s", "title": "T", "description": "D", "shortDesc": "S", "price": 500, "deliveryDays": 3, "revisions": 1,
            "category": "WRITING" });
        assert!(is_found(whole.clone()) && is_found(json!({ "id": "s", "title": "T" })), "a list that leaves out the rest");
        for (name, other) in [
            ("title", json!("U")),
            ("description", json!("E")),
            ("shortDesc", json!("R")),
            ("price", json!(600)),
            ("deliveryDays", json!(4)),
            ("revisions", json!(2)),
            ("category", json!("OTHER")),
        ] {
            let mut service = whole.clone();
            service[name] = other;
            assert!(!is_found(service), "{name}");
        }
    }
}
