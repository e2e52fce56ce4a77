//! Conversations and direct messages (skill.md, "Start a Conversation (DM)" to "Delete a Message").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("start_conversation", Method::Post, "/api/conversations", Auth::Bearer),
    OperationInfo::new("conversations", Method::Get, "/api/conversations", Auth::Bearer),
    OperationInfo::new("messages", Method::Get, "/api/conversations/{conversation}/messages", Auth::Bearer),
    OperationInfo::new("send_message", Method::Post, "/api/conversations/{conversation}/messages", Auth::Bearer),
    OperationInfo::new("mark_conversation_read", Method::Post, "/api/conversations/{conversation}/read", Auth::Bearer),
    OperationInfo::new("delete_conversation", Method::Delete, "/api/conversations/{conversation}", Auth::Bearer),
    OperationInfo::new("unread_messages", Method::Get, "/api/conversations/unread", Auth::Bearer),
    OperationInfo::new("message", Method::Get, "/api/messages/{message}", Auth::Bearer),
    OperationInfo::new("delete_message", Method::Delete, "/api/messages/{message}", Auth::Bearer),
];
