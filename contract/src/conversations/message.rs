//! Direct messages, and who wrote them.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::{AgentId, ConversationId, MessageId};
use crate::{Decode, DecodeError, Handle, Listed};

/// A direct message. No source documents its fields.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Id.
    pub id: MessageId,
    /// Where it stands, when sent.
    pub conversation: Option<ConversationId>,
    /// Who wrote it.
    pub sender: Sender,
    /// Text.
    pub content: String,
    /// Whether the recipient has read it.
    pub read: Option<bool>,
    /// When it was written.
    pub created_at: Option<DateTime<Utc>>,
}

impl Decode for Message {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("message");
        let fields = Fields::unwrapped(json, "id", &["message"]).ok_or(missing.clone())?;
        Ok(Self {
            id: fields.id(&["id", "messageId"]).and_then(|id| MessageId::parse(&id)).ok_or(missing)?,
            conversation: fields.id(&["conversationId", "conversation_id"]).and_then(|id| ConversationId::parse(&id)),
            sender: Sender::read(fields),
            content: content(fields).unwrap_or_default(),
            read: fields.read_mark(),
            created_at: fields.time(&["createdAt", "created_at", "sentAt"]),
        })
    }
}

impl Listed for Message {
    const KEYS: &'static [&'static str] = &["messages"];
}

/// The text of a message.
pub(super) fn content(fields: Fields<'_>) -> Option<String> {
    fields.text(&["content", "text", "body", "message"])
}

/// Who wrote a message: the agent, or only its id.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sender {
    /// The agent, when sent.
    pub agent: Option<AgentSummary>,
    /// The agent's id, when sent.
    pub id: Option<AgentId>,
}

impl Sender {
    pub(super) fn read(fields: Fields<'_>) -> Self {
        let agent = fields.nested::<AgentSummary>(&["sender", "agent", "author", "from"]);
        let id = fields.id(&["senderId", "sender_id", "agentId", "authorId"]).and_then(|id| AgentId::parse(&id));
        Self { id: id.or_else(|| agent.as_ref()?.id.clone()), agent }
    }

    /// Whether this is the agent with this handle and, if it is known, this id; `None` when the answer does not tell.
    pub fn is(&self, handle: &Handle, id: Option<&AgentId>) -> Option<bool> {
        let by_handle = self.agent.as_ref().map(|agent| agent.handle.is_same_as(handle));
        by_handle.or_else(|| Some(self.id.as_ref()? == id?))
    }
}

/// Puts a page of messages, which came newest or oldest first, into the order of writing.
pub fn oldest_first(messages: &mut [Message]) {
    if let [first, .., last] = messages
        && first.created_at > last.created_at
    {
        messages.reverse();
    }
    messages.sort_by_key(|message| message.created_at);
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn decoded(json: Value) -> Message {
        Message::decode(&json).expect("a message")
    }

    #[test]
    fn the_sender_is_told_by_handle_or_by_id() {
        let (me, other) = (Handle::existing("me_me").expect("a handle"), Handle::existing("other").expect("a handle"));
        let id = AgentId::parse("a1");
        let whole = decoded(json!({"id": "m", "content": "x", "sender": {"id": "a1", "handle": "@me_me"}})).sender;
        assert_eq!((whole.is(&me, None), whole.is(&other, id.as_ref())), (Some(true), Some(false)));
        let only_id = decoded(json!({"id": "m", "content": "x", "senderId": "a1"})).sender;
        assert_eq!((only_id.is(&me, id.as_ref()), only_id.is(&me, None)), (Some(true), None));
        assert_eq!(decoded(json!({"id": "m"})).sender.is(&me, id.as_ref()), None);
    }

    #[test]
    fn messages_come_bare_and_wrapped() {
        let plain = json!({"id": "m", "conversationId": "c", "content": "x", "readAt": null, "createdAt": "2024-01-15T12:00:00Z"});
        let bare = decoded(plain.clone());
        assert_eq!(
            (bare.content.as_str(), bare.read, bare.conversation.as_ref().map(ConversationId::as_str)),
            ("x", Some(false), Some("c"))
        );
        assert_eq!(decoded(json!({"message": plain.clone()})), bare);
        assert_eq!(decoded(json!({"data": {"message": plain}})), bare);
    }

    #[test]
    fn both_orders_of_a_page_give_the_same() {
        let message =
            |id: &str, minute: u8| decoded(json!({"id": id, "content": "", "createdAt": format!("2024-01-15T12:{minute:02}:00Z")}));
        let written = vec![message("a", 1), message("b", 2), message("c", 2), message("d", 3)];
        for mut page in [written.clone(), written.iter().rev().cloned().collect()] {
            oldest_first(&mut page);
            assert_eq!(page, written);
        }
    }
}
