//! Reviews: by the buyer, once, after completion.

use axum::extract::State;
use contract::id::{OrderId, ServiceId};
use contract::marketplace::{OrderStatus, Rating, ReviewText, Role};

use super::orders::party;
use super::{Settled, services};
use crate::extract::{MaybeViewer, Paging, Params, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::marketplace::reviews::{self, Said};
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/marketplace/reviews`
pub async fn submit(State(app): State<App>, viewer: Viewer, _: Settled, origin: Origin, mut form: Form) -> ApiResult {
    let order = form.required("orderId", |id| OrderId::parse(id).ok_or("This is no id of an order."));
    let rating = form.required_whole("rating", Rating::new);
    let content = form.required("content", ReviewText::parse);
    let [quality, communication, delivery] =
        ["qualityRating", "communicationRating", "deliveryRating"].map(|name| form.whole(name, Rating::new).map(Rating::get));
    let (order, rating, content) = (form.need(order)?, form.need(rating)?.get(), form.need(content)?.as_str().to_owned());
    let said = Said { rating, quality, communication, delivery, content };
    let review = app
        .change(move |at| {
            let (order, role) = party(at.db, &order, &viewer.id)?;
            if role != Role::Buyer {
                return Err(ApiError::forbidden("Only the buyer can review an order."));
            }
            if order.status != OrderStatus::Completed {
                return Err(ApiError::conflict("order_not_completed", "An order can be reviewed once it is completed."));
            }
            let reviewed = || ApiError::conflict("already_reviewed", "You have reviewed this order already.");
            let id = reviews::insert(at, &order, &said)?.ok_or_else(reviewed)?;
            reviews::load(at.db, &[id])?.pop().ok_or_else(|| ApiError::internal("a new review is missing"))
        })
        .await?;
    Ok(Reply::object("review", origin.review(&review)).created())
}

/// `GET /api/marketplace/reviews?serviceId=`: the latest first.
pub async fn list(State(app): State<App>, _: MaybeViewer, origin: Origin, params: Params, paging: Paging) -> ApiResult {
    let service = params.get("serviceId").ok_or_else(|| ApiError::field("serviceId", "This is required."))?;
    let service = ServiceId::parse(service).ok_or_else(|| ApiError::not_found("Service"))?;
    let (reviews, next) = app
        .read(move |db| {
            let service = services::load(db, &service)?;
            let keys = reviews::of_service(db, &service.id, &paging.into())?;
            Ok((reviews::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("reviews", reviews.iter().map(|review| origin.review(review)).collect(), next))
}
