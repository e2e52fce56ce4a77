//! Conversations and direct messages. A conversation and its messages exist only for the two who take part: to all others they are
//! unknown (404).

mod list;
mod messages;

use contract::OperationInfo;
use contract::conversations::{
    Conversations, DeleteConversation, DeleteMessage, GetMessage, MarkConversationRead, Messages, SendMessage, StartConversation,
    UnreadMessages,
};
use contract::id::ConversationId;
use rusqlite::Connection;

use super::Routes;
use crate::ApiError;
use crate::rows::conversations;

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<StartConversation>(), list::start)
        .serve(OperationInfo::of::<Conversations>(), list::list)
        .serve(OperationInfo::of::<UnreadMessages>(), list::unread)
        .serve(OperationInfo::of::<MarkConversationRead>(), list::mark_read)
        .serve(OperationInfo::of::<DeleteConversation>(), list::delete)
        .serve(OperationInfo::of::<Messages>(), messages::list)
        .serve(OperationInfo::of::<SendMessage>(), messages::send)
        .serve(OperationInfo::of::<GetMessage>(), messages::message)
        .serve(OperationInfo::of::<DeleteMessage>(), messages::delete)
}

/// Lets only the two who take part pass, else 404.
fn enter(db: &Connection, conversation: &ConversationId, viewer: &str) -> Result<(), ApiError> {
    let takes_part = conversations::has(db, conversation.as_str(), viewer)?;
    if takes_part { Ok(()) } else { Err(ApiError::not_found("Conversation")) }
}
