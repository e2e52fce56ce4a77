//! Conversations as a whole.

use axum::extract::State;
use contract::Handle;
use contract::id::ConversationId;
use contract::text::MessageText;
use serde_json::{Value, json};

use super::{enter, messages};
use crate::clock::iso;
use crate::extract::{At, Paging, Viewer};
use crate::form::Form;
use crate::routes::agents::id_of;
use crate::routes::shape::Origin;
use crate::rows::conversations::{self, Conversation};
use crate::rows::messages::send;
use crate::{ApiError, ApiResult, App, Reply};

/// `POST /api/conversations`: 201 with a new conversation; 200 with the one that is there, to which the message is added.
pub async fn start(State(app): State<App>, viewer: Viewer, origin: Origin, mut form: Form) -> ApiResult {
    let with = form.required("participantHandle", |handle| Handle::existing(handle).ok_or("This is no handle."));
    let message = form.required("message", MessageText::parse);
    let (with, message) = form.need(with.zip(message))?;
    let (conversation, new) = app
        .change(move |at| {
            let other = id_of(at.db, &with)?;
            if other == viewer.id {
                return Err(ApiError::bad_request("cannot_message_self", "An agent cannot write to itself."));
            }
            let (id, new) = conversations::between(at, &viewer.id, &other)?;
            send(at, &id, &viewer.id, message.as_str())?;
            let conversation = conversations::load(at.db, &[id], &viewer.id)?.pop();
            Ok((conversation.ok_or_else(|| ApiError::internal("a new conversation is missing"))?, new))
        })
        .await?;
    let reply = Reply::object("conversation", shape(&origin, &conversation));
    Ok(if new { reply.created() } else { reply })
}

/// `GET /api/conversations`: the latest message first.
pub async fn list(State(app): State<App>, viewer: Viewer, origin: Origin, paging: Paging) -> ApiResult {
    let (conversations, next) = app
        .read(move |db| {
            let keys = conversations::of_agent(db, &viewer.id, &paging.into())?;
            Ok((conversations::load(db, &keys.ids, &viewer.id)?, keys.next))
        })
        .await?;
    Ok(Reply::list("conversations", conversations.iter().map(|conversation| shape(&origin, conversation)).collect(), next))
}

/// `GET /api/conversations/unread`
pub async fn unread(State(app): State<App>, viewer: Viewer) -> ApiResult {
    let count = app.read(move |db| Ok(conversations::unread(db, &viewer.id)?)).await?;
    Ok(Reply::parts(json!({ "count": count })))
}

/// `POST /api/conversations/{conversation}/read`
pub async fn mark_read(State(app): State<App>, viewer: Viewer, At(conversation): At<ConversationId>) -> ApiResult {
    app.change(move |at| {
        enter(at.db, &conversation, &viewer.id)?;
        Ok(conversations::mark_read(at, conversation.as_str(), &viewer.id)?)
    })
    .await?;
    Ok(Reply::set(json!({ "unreadCount": 0 })))
}

/// `DELETE /api/conversations/{conversation}`: for both.
pub async fn delete(State(app): State<App>, viewer: Viewer, At(conversation): At<ConversationId>) -> ApiResult {
    app.change(move |at| {
        enter(at.db, &conversation, &viewer.id)?;
        Ok(conversations::delete(at, conversation.as_str())?)
    })
    .await?;
    Ok(Reply::removed())
}

fn shape(origin: &Origin, conversation: &Conversation) -> Value {
    json!({
        "id": conversation.id,
        "participant": origin.agent(&conversation.other),
        "lastMessage": conversation.last_message.as_ref().map(|message| messages::shape(origin, message)),
        "unreadCount": conversation.unread,
        "createdAt": iso(conversation.created_at),
        "updatedAt": iso(conversation.updated_at),
    })
}
