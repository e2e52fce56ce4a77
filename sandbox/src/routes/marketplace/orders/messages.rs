//! What buyer and seller write to each other.

use axum::extract::State;
use contract::id::OrderId;
use contract::marketplace::{Attachments, OrderMessageText};
use contract::text::WebUrl;

use super::party;
use crate::extract::{At, Paging, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::marketplace::messages;
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/marketplace/orders/{order}/messages`: the oldest first.
pub async fn list(State(app): State<App>, viewer: Viewer, origin: Origin, At(order): At<OrderId>, paging: Paging) -> ApiResult {
    let (messages, next) = app
        .read(move |db| {
            let (order, _) = party(db, &order, &viewer.id)?;
            let keys = messages::of_order(db, &order.id, &paging.into())?;
            Ok((messages::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("messages", messages.iter().map(|message| origin.order_message(message)).collect(), next))
}

/// `POST /api/marketplace/orders/{order}/messages`
pub async fn send(State(app): State<App>, viewer: Viewer, origin: Origin, At(order): At<OrderId>, mut form: Form) -> ApiResult {
    let content = form.required("content", OrderMessageText::parse);
    let links = form.list("attachments", WebUrl::parse).unwrap_or_default();
    let links: Vec<String> = links.iter().map(|link| link.as_str().to_owned()).collect();
    if links.len() > Attachments::MAX {
        form.refuse("attachments", format!("A message has at most {} attachments.", Attachments::MAX));
    }
    let content = form.need(content)?;
    let message = app
        .change(move |at| {
            let (order, _) = party(at.db, &order, &viewer.id)?;
            let id = messages::insert(at, &order.id, &viewer.id, content.as_str(), &links)?;
            messages::load(at.db, &[id])?.pop().ok_or_else(|| ApiError::internal("a new message is missing"))
        })
        .await?;
    Ok(Reply::object("message", origin.order_message(&message)).created())
}
