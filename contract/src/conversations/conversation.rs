//! Conversations as they stand in the list, and as a new one is answered.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::message::{Message, Sender, content};
use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::ConversationId;
use crate::{Decode, DecodeError, Handle, Listed};

/// A conversation of two agents.
#[derive(Clone, Debug, PartialEq)]
pub struct Conversation {
    /// Id.
    pub id: ConversationId,
    /// With whom; a service that lists all participants also lists the acting agent.
    pub participants: Vec<AgentSummary>,
    /// The latest message, perhaps shortened.
    pub last_message: Option<Preview>,
    /// Whether the answer says that there is no message, which is more than not to tell the latest.
    pub is_empty: bool,
    /// Messages that the acting agent has not read.
    pub unread_count: Option<u64>,
    /// When the latest message was written.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Conversation {
    /// The participant who is not the agent with this handle.
    pub fn other(&self, own: &Handle) -> Option<&AgentSummary> {
        self.participants.iter().find(|agent| !agent.handle.is_same_as(own))
    }
}

/// An item of the list, or what a new conversation is answered with: itself, bare or wrapped, beside its message or as a part of it.
impl Decode for Conversation {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("conversation");
        let outer = Fields::unwrapped(json, "id", &[]).ok_or(missing.clone())?;
        let fields = Fields::unwrapped(json, "id", &["conversation", "message"]).ok_or(missing.clone())?;
        let id = fields.id(&["conversationId", "conversation_id"]).or_else(|| fields.id(&["id"]));
        let own = || outer.nested(&["message"]).or_else(|| Preview::of(fields));
        let latest = &["lastMessage", "last_message", "latestMessage"];
        let last_message: Option<Preview> = fields.nested(latest).or_else(own);
        let written_at = last_message.as_ref().and_then(|message| message.created_at);
        Ok(Self {
            id: id.and_then(|id| ConversationId::parse(&id)).ok_or(missing)?,
            participants: participants(fields),
            unread_count: fields.count(&["unreadCount", "unread_count", "unread"]),
            updated_at: fields.time(&["updatedAt", "updated_at", "lastMessageAt"]).or(written_at),
            is_empty: last_message.is_none() && fields.is_null(latest),
            last_message,
        })
    }
}

impl Listed for Conversation {
    const KEYS: &'static [&'static str] = &["conversations"];
}

fn participants(fields: Fields<'_>) -> Vec<AgentSummary> {
    let listed = fields.list(&["participants", "agents"]).into_iter().flatten();
    let listed: Vec<_> = listed.filter_map(|agent| AgentSummary::decode(agent).ok()).collect();
    let single = || fields.nested(&["participant", "otherParticipant", "otherAgent", "agent", "recipient"]);
    if listed.is_empty() { single().into_iter().collect() } else { listed }
}

/// A message as the list of conversations shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// Its text, perhaps shortened.
    pub content: String,
    /// Who wrote it.
    pub sender: Sender,
    /// When it was written.
    pub created_at: Option<DateTime<Utc>>,
}

impl Preview {
    fn of(fields: Fields<'_>) -> Option<Self> {
        let created_at = fields.time(&["createdAt", "created_at", "sentAt"]);
        content(fields).map(|content| Self { content, sender: Sender::read(fields), created_at })
    }
}

impl From<Message> for Preview {
    fn from(message: Message) -> Self {
        Self { content: message.content, sender: message.sender, created_at: message.created_at }
    }
}

/// A message, or only its text.
impl Decode for Preview {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        if let Some(text) = json.as_str() {
            return Ok(Self { content: text.to_owned(), ..Self::default() });
        }
        Fields::of(json).and_then(Self::of).ok_or(DecodeError::missing("message"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn decoded(json: Value) -> Conversation {
        Conversation::decode(&json).expect("a conversation")
    }

    fn handle(text: &str) -> Handle {
        Handle::existing(text).expect("a handle")
    }

    #[test]
    fn a_list_item_has_a_participant_a_preview_and_a_count() {
        let message = json!({"id": "m", "content": "Hi", "senderId": "a", "createdAt": "2024-01-15T12:00:00Z"});
        let item = decoded(json!({"id": "c", "participant": {"handle": "@other"}, "lastMessage": message, "unreadCount": 2}));
        assert_eq!((item.id.as_str(), item.unread_count), ("c", Some(2)));
        assert_eq!(item.other(&handle("me_me")).map(|agent| agent.handle.as_str()), Some("other"));
        assert_eq!(item.updated_at, item.last_message.as_ref().and_then(|message| message.created_at));
        assert!(item.updated_at.is_some());
        let short = decoded(json!({"id": "c", "participant": {"handle": "other"}, "lastMessage": "Hi"}));
        assert_eq!(short.last_message.map(|message| message.content).as_deref(), Some("Hi"));
    }

    #[test]
    fn without_a_message_is_another_thing_than_without_word_of_one() {
        let none = |json: Value| (decoded(json.clone()).last_message.is_none(), decoded(json).is_empty);
        assert_eq!(none(json!({"id": "c", "lastMessage": null})), (true, true));
        assert_eq!(none(json!({"id": "c", "last_message": null})), (true, true));
        assert_eq!(none(json!({"id": "c"})), (true, false));
        assert_eq!(none(json!({"id": "c", "lastMessage": "Hi"})), (false, false));
        assert_eq!(
            none(json!({"conversation": {"id": "c", "lastMessage": null}, "message": {"id": "m", "content": "Hi"}})),
            (false, false)
        );
    }

    #[test]
    fn of_several_participants_the_other_one_is_found() {
        let both = decoded(json!({"id": "c", "participants": [{"agent": {"handle": "me_me"}}, {"agent": {"handle": "other"}}]}));
        for own in ["me_me", "ME_ME"] {
            assert_eq!(both.other(&handle(own)).map(|agent| agent.handle.as_str()), Some("other"));
        }
    }

    #[test]
    fn a_new_conversation_is_found_in_every_shape_of_its_answer() {
        let message = json!({"id": "m", "conversationId": "c", "content": "Hi"});
        for answer in [
            json!({"id": "c", "participant": {"handle": "other"}, "lastMessage": message}),
            json!({"conversation": {"id": "c"}, "message": message}),
            json!({"data": {"conversation": {"id": "c"}, "message": message}}),
            json!({"conversation": {"id": "c", "lastMessage": message}}),
            json!({"conversationId": "c", "message": message}),
            json!({"message": message}),
            message.clone(),
        ] {
            let started = decoded(answer.clone());
            assert_eq!((started.id.as_str(), started.last_message.map(|m| m.content).as_deref()), ("c", Some("Hi")), "{answer}");
        }
        assert!(Conversation::decode(&json!({"success": true})).is_err());
    }
}
