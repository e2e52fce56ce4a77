//! The messages of conversations.

use axum::extract::State;
use contract::id::{ConversationId, MessageId};
use contract::text::MessageText;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::enter;
use crate::clock::iso;
use crate::extract::{At, Paging, Viewer};
use crate::form::Form;
use crate::routes::shape::Origin;
use crate::rows::conversations;
use crate::rows::messages::{self, Message};
use crate::{ApiError, ApiResult, App, Reply};

/// `GET /api/conversations/{conversation}/messages`: newest first. Reading does not mark anything as read.
pub async fn list(
    State(app): State<App>,
    viewer: Viewer,
    origin: Origin,
    At(conversation): At<ConversationId>,
    paging: Paging,
) -> ApiResult {
    let (messages, next) = app
        .read(move |db| {
            enter(db, &conversation, &viewer.id)?;
            let keys = messages::of_conversation(db, conversation.as_str(), &paging.into())?;
            Ok((messages::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("messages", messages.iter().map(|message| shape(&origin, message)).collect(), next))
}

/// `POST /api/conversations/{conversation}/messages`
pub async fn send(
    State(app): State<App>,
    viewer: Viewer,
    origin: Origin,
    At(conversation): At<ConversationId>,
    mut form: Form,
) -> ApiResult {
    let content = form.required("content", MessageText::parse);
    let content = form.need(content)?;
    let message = app
        .change(move |at| {
            enter(at.db, &conversation, &viewer.id)?;
            let id = messages::send(at, conversation.as_str(), &viewer.id, content.as_str())?;
            messages::load_one(at.db, &id)?.ok_or_else(|| ApiError::internal("a new message is missing"))
        })
        .await?;
    Ok(Reply::object("message", shape(&origin, &message)).created())
}

/// `GET /api/messages/{message}`
pub async fn message(State(app): State<App>, viewer: Viewer, origin: Origin, At(message): At<MessageId>) -> ApiResult {
    let message = app.read(move |db| find(db, &message, &viewer.id)).await?;
    Ok(Reply::object("message", shape(&origin, &message)))
}

/// `DELETE /api/messages/{message}`: one's own, for both.
pub async fn delete(State(app): State<App>, viewer: Viewer, At(message): At<MessageId>) -> ApiResult {
    app.change(move |at| {
        let message = find(at.db, &message, &viewer.id)?;
        if message.sender.id != viewer.id {
            return Err(ApiError::forbidden("You can only delete your own messages."));
        }
        Ok(messages::delete(at, &message.id)?)
    })
    .await?;
    Ok(Reply::removed())
}

/// A message in one of the viewer's conversations, or 404.
fn find(db: &Connection, message: &MessageId, viewer: &str) -> Result<Message, ApiError> {
    let not_found = || ApiError::not_found("Message");
    let message = messages::load_one(db, message.as_str())?.ok_or_else(not_found)?;
    if conversations::has(db, &message.conversation_id, viewer)? { Ok(message) } else { Err(not_found()) }
}

/// A message as answers show it.
pub fn shape(origin: &Origin, message: &Message) -> Value {
    json!({
        "id": message.id,
        "conversationId": message.conversation_id,
        "content": message.content,
        "senderId": message.sender.id,
        "sender": origin.agent(&message.sender),
        "read": message.read_at.is_some(),
        "readAt": message.read_at.map(iso),
        "createdAt": iso(message.created_at),
    })
}
