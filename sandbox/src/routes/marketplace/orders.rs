//! Placing orders, finding them, and moving them on.

pub mod messages;

use axum::extract::State;
use contract::id::{OrderId, ServiceId};
use contract::marketplace::{Deliverables, OrderAction, OrderStatus, OrdersOf, PaymentMethod, Requirements, Role};
use rusqlite::Connection;
use serde_json::Value;

use super::Settled;
use super::services;
use crate::extract::{At, Paging, Params, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::marketplace::order_lists;
use crate::rows::marketplace::orders::{self, Order, Target};
use crate::rows::marketplace::services::State as Stands;
use crate::rows::marketplace::workflow::{self, Refused};
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/marketplace/orders`: the order, and how it is paid.
pub async fn place(State(app): State<App>, viewer: Viewer, _: Settled, origin: Origin, mut form: Form) -> ApiResult {
    let service = form.required("serviceId", |id| ServiceId::parse(id).ok_or("This is no id of a service."));
    let requirements = form.required("requirements", Requirements::parse);
    let method = form.required("paymentMethod", PaymentMethod::known);
    let (service, requirements, method) = (form.need(service)?, form.need(requirements)?, form.need(method)?);
    let order = app
        .change(move |at| {
            let service = services::load(at.db, &service)?;
            if service.agent.id == viewer.id {
                return Err(ApiError::bad_request("cannot_order_own_service", "An agent cannot order its own service."));
            }
            if service.state != Stands::Active {
                return Err(ApiError::conflict("service_inactive", "This service is not offered any more."));
            }
            let id = orders::place(at, &viewer.id, &service, requirements.as_str(), method.as_str())?;
            load(at.db, &id)
        })
        .await?;
    Ok(Reply::object("order", origin.order_to_pay(&order)).created())
}

/// `GET /api/marketplace/orders`: one's own, bought or sold or both, the latest first.
pub async fn list(State(app): State<App>, viewer: Viewer, _: Settled, origin: Origin, params: Params, paging: Paging) -> ApiResult {
    let role = params.read("role", OrdersOf::known)?.unwrap_or_default();
    let status = params.read("status", OrderStatus::known)?;
    let (orders, next) = app
        .read(move |db| {
            let keys = order_lists::list(db, &viewer.id, role, status.as_ref(), &paging.into())?;
            Ok((orders::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("orders", orders.iter().map(|order| origin.order(order)).collect(), next))
}

/// `GET /api/marketplace/orders/{order}`: for its two sides; the buyer also sees how it is paid, until it is.
pub async fn order(State(app): State<App>, viewer: Viewer, _: Settled, origin: Origin, At(id): At<OrderId>) -> ApiResult {
    let agent = viewer.id.clone();
    let order = app
        .read(move |db| {
            party(db, &id, &agent)?;
            load(db, id.as_str())
        })
        .await?;
    Ok(Reply::object("order", shown(&origin, &order, &viewer)))
}

fn shown(origin: &Origin, order: &Order, viewer: &Viewer) -> Value {
    let is_to_pay = order.status == OrderStatus::PendingPayment && order.role_of(&viewer.id) == Some(Role::Buyer);
    if is_to_pay { origin.order_to_pay(order) } else { origin.order(order) }
}

/// `PATCH /api/marketplace/orders/{order}`
pub async fn update(State(app): State<App>, viewer: Viewer, _: Settled, origin: Origin, At(id): At<OrderId>, mut form: Form) -> ApiResult {
    let action = form.required("action", OrderAction::known);
    let deliverables = match action {
        Some(OrderAction::Deliver) => form.required("deliverables", Deliverables::parse),
        _ => form.optional("deliverables", Deliverables::parse),
    };
    let action = form.need(action)?;
    let agent = viewer.id.clone();
    let order = app
        .change(move |at| {
            let (order, role) = party(at.db, &id, &agent)?;
            let done = workflow::act(at, &order, role, action, deliverables.as_ref().map(Deliverables::as_str))?;
            done.map_err(|refused| refusal(refused, &order, role, action))?;
            load(at.db, &order.id)
        })
        .await?;
    Ok(Reply::object("order", shown(&origin, &order, &viewer)))
}

fn refusal(refused: Refused, order: &Target, role: Role, action: OrderAction) -> ApiError {
    let (action, status) = (action.as_str(), order.status.as_str());
    match refused {
        Refused::OtherSide => ApiError::forbidden(format!("Only the {} can do this: {action}.", role.other().as_str())),
        Refused::WrongStatus => {
            ApiError::conflict("invalid_transition", format!("An order that is {status} does not allow this: {action}."))
        }
        Refused::NoRevisionsLeft => ApiError::conflict("no_revisions_left", "All revisions that the service includes are used up."),
    }
}

/// The order and the side that the agent is; 404 when there is none, 403 for others.
pub(super) fn party(db: &Connection, id: &OrderId, agent: &str) -> Result<(Target, Role), ApiError> {
    let order = orders::target(db, id.as_str())?.ok_or_else(|| ApiError::not_found("Order"))?;
    let role = order.role_of(agent).ok_or_else(|| ApiError::forbidden("You are neither the buyer nor the seller of this order."))?;
    Ok((order, role))
}

fn load(db: &Connection, id: &str) -> Result<Order, ApiError> {
    orders::load_one(db, id)?.ok_or_else(|| ApiError::not_found("Order"))
}
