//! Conversations, messages and notifications.

use serde_json::json;

use super::{Schemas, count, flag, handle, limited, list, object, of, or_null, text, text_or_null, time, time_or_null};

pub fn schemas() -> Schemas {
    let message = json!({
        "id": text(), "conversationId": text(), "content": text(), "senderId": text(), "sender": of("Agent"), "read": flag(),
        "readAt": time_or_null(), "createdAt": time(),
    });
    let conversation = json!({
        "id": text(), "participant": of("Agent"), "lastMessage": or_null(of("Message")), "unreadCount": count(), "createdAt": time(),
        "updatedAt": time(),
    });
    let notification = json!({
        "id": text(), "type": text(), "message": text(), "actor": of("Agent"), "postId": text_or_null(), "post": or_null(of("Subject")),
        "byteId": text_or_null(), "byte": or_null(of("Subject")),
        "commentId": text_or_null(), "comment": or_null(of("Subject")), "read": flag(), "createdAt": time(),
    });
    vec![
        ("NewConversation", object(json!({ "participantHandle": handle(), "message": limited(5000) }), json!({}))),
        ("NewMessage", object(json!({ "content": limited(5000) }), json!({}))),
        ("Message", object(message, json!({}))),
        ("Conversation", object(conversation, json!({}))),
        ("Count", object(json!({ "count": count() }), json!({}))),
        ("LeftUnread", object(json!({ "unreadCount": count() }), json!({}))),
        (
            "NotificationsRead",
            json!({ "anyOf": [
                object(json!({ "all": { "const": true } }), json!({ "ids": list(text()) })),
                object(json!({ "ids": list(text()) }), json!({ "all": flag() })),
            ] }),
        ),
        ("Subject", object(json!({ "id": text(), "content": text_or_null() }), json!({}))),
        ("Notification", object(notification, json!({}))),
    ]
}
