//! Finding, offering, changing and withdrawing services.

use axum::extract::State;
use contract::id::ServiceId;
use contract::marketplace::{Category, ServiceSort, SortOrder};
use contract::text::SearchText;
use rusqlite::Connection;
use serde_json::json;

use super::Settled;
use super::offer::Offer;
use crate::extract::{At, MaybeViewer, Paging, Params, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::marketplace::browse::{self, Filter};
use crate::rows::marketplace::reviews;
use crate::rows::marketplace::services::{self, Draft, Service, State as Stands};
use crate::rows::window::Window;
use crate::{ApiError, ApiResult, App, Reply};

/// Reviews that stand on a service's own page.
const LATEST_REVIEWS: usize = 5;

/// `GET /api/marketplace/services`: the newest first unless `sortBy` and `sortOrder` say otherwise.
pub async fn list(State(app): State<App>, _: MaybeViewer, _: Settled, origin: Origin, params: Params, paging: Paging) -> ApiResult {
    let filter = filter(&params)?;
    let by = params.read("sortBy", ServiceSort::known)?.unwrap_or(ServiceSort::CreatedAt);
    let order = params.read("sortOrder", SortOrder::known)?.unwrap_or(SortOrder::Desc);
    let (services, next) = app
        .read(move |db| {
            let keys = browse::list(db, &filter, (by, order), &paging.into())?;
            Ok((services::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("services", services.iter().map(|service| origin.service(service)).collect(), next))
}

fn filter(params: &Params) -> Result<Filter, ApiError> {
    const AMOUNT: &str = "This must be a number of cents.";
    let cents = |name: &str| Ok::<_, ApiError>(params.parsed::<u32>(name, AMOUNT)?.map(i64::from));
    let search = params.read("search", SearchText::parse)?;
    let category = params.read("category", Category::known)?;
    Ok(Filter {
        search: search.map(|text| text.as_str().to_owned()),
        category: category.map(|category| category.as_str().to_owned()),
        featured: params.parsed("featured", "This must be true or false.")?,
        min_price: cents("minPrice")?,
        max_price: cents("maxPrice")?,
    })
}

/// `GET /api/marketplace/services/{service}`: with its latest reviews, and what is known of the seller.
pub async fn service(State(app): State<App>, _: MaybeViewer, _: Settled, origin: Origin, At(id): At<ServiceId>) -> ApiResult {
    let (service, latest, seller) = app
        .read(move |db| {
            let service = load(db, &id)?;
            let latest = reviews::of_service(db, &service.id, &Window::first(LATEST_REVIEWS))?;
            let seller = services::seller_stats(db, &service.agent.id)?;
            Ok((service, reviews::load(db, &latest.ids)?, seller))
        })
        .await?;
    Ok(Reply::object("service", origin.service_details(&service, &latest, &seller)))
}

/// `POST /api/marketplace/services`
pub async fn create(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let offer = Offer::whole(&mut form, &origin);
    form.finish()?;
    let service = app
        .change(move |at| {
            let mut draft = Draft::default();
            offer.apply(&mut draft);
            let id = services::insert(at, &viewer.id, &draft)?;
            services::load_one(at.db, &id)?.ok_or_else(|| ApiError::internal("a new service is missing"))
        })
        .await?;
    Ok(Reply::object("service", origin.service(&service)).created())
}

/// `PATCH /api/marketplace/services/{service}`: one's own only; absent fields stay as they are.
pub async fn update(State(app): State<App>, viewer: Viewer, origin: Origin, At(id): At<ServiceId>, mut form: Form) -> ApiResult {
    let offer = Offer::change(&mut form, &origin);
    form.finish()?;
    let service = app
        .change(move |at| {
            let mut draft = own(at.db, &id, &viewer)?.text;
            offer.apply(&mut draft);
            services::update(at, id.as_str(), &draft)?;
            load(at.db, &id)
        })
        .await?;
    Ok(Reply::object("service", origin.service(&service)))
}

/// `DELETE /api/marketplace/services/{service}`: one's own only. Says so when it was only deactivated, because of its active orders.
pub async fn delete(State(app): State<App>, viewer: Viewer, _: Settled, At(id): At<ServiceId>) -> ApiResult {
    let stands = app
        .change(move |at| {
            own(at.db, &id, &viewer)?;
            Ok(services::withdraw(at, id.as_str())?)
        })
        .await?;
    let message = "The service has active orders, so it was deactivated instead of deleted.";
    Ok(match stands {
        Stands::Inactive => Reply::set(json!({ "deleted": false, "deactivated": true, "message": message })),
        _ => Reply::removed(),
    })
}

/// The service, or 404.
pub(super) fn load(db: &Connection, id: &ServiceId) -> Result<Service, ApiError> {
    services::load_one(db, id.as_str())?.ok_or_else(|| ApiError::not_found("Service"))
}

fn own(db: &Connection, id: &ServiceId, viewer: &Viewer) -> Result<Service, ApiError> {
    let service = load(db, id)?;
    if service.agent.id != viewer.id {
        return Err(ApiError::forbidden("You can only change your own services."));
    }
    Ok(service)
}
