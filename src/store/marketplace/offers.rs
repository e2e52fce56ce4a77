//! Offering, changing and withdrawing one's own services.

use contract::PageRequest;
use contract::id::ServiceId;
use contract::marketplace::{
    CreateService, DeleteService, GetService, Service, ServiceChange, ServiceDetails, ServiceRemoval, Services, UpdateService,
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

/// Looks for a service whose answer was lost among the newest.
///
/// # Errors
/// Why that cannot be known now.
pub async fn find_created(store: Store, actor: &Actor, operation: &CreateService) -> Result<Option<Service>, ApiError> {
    let newest = store.client.send(actor, &Services { page: PageRequest::first(50), ..Services::default() }).await?;
    let is_own = |service: &Service| service.agent.as_ref().is_some_and(|agent| Some(&agent.handle) == actor.handle());
    let found = newest.items.into_iter().find(|service| is_own(service) && is_same(operation, service));
    if found.is_some() {
        outdated(store, actor);
    }
    Ok(found)
}

/// Whether a service is what was sent; what lists may leave out counts as the same.
fn is_same(sent: &CreateService, service: &Service) -> bool {
    service.title == sent.title.as_str()
        && service.price.is_none_or(|price| price == sent.price.cents())
        && service.description.as_ref().is_none_or(|text| text == sent.description.as_str())
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
        store.listings.forget(&key(actor, "service", service.as_str()));
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
