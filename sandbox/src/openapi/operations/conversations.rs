//! Conversations and direct messages.

use super::{Answer, Body, DONE, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    const STARTED: &[(u16, Answer)] = &[(200, Answer::One("Conversation")), (201, Answer::One("Conversation"))];
    Some(match name {
        "start_conversation" => answering(STARTED).taking(Body::Json("NewConversation")).refusing(&[404]),
        "conversations" => answering(&[(200, Answer::Page("conversations", "Conversation"))]).paged(),
        "messages" => answering(&[(200, Answer::Page("messages", "Message"))]).paged(),
        "send_message" => answering(&[(201, Answer::One("Message"))]).taking(Body::Json("NewMessage")),
        "mark_conversation_read" => answering(&[(200, Answer::One("LeftUnread"))]),
        "delete_conversation" => answering(DONE),
        "unread_messages" => answering(&[(200, Answer::One("Count"))]),
        "message" => answering(&[(200, Answer::One("Message"))]),
        "delete_message" => answering(DONE).refusing(&[403]),
        _ => return None,
    })
}
