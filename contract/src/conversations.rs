//! Conversations and direct messages (skill.md, "Start a Conversation (DM)" to "Delete a Message").

mod conversation;
mod message;

pub use conversation::{Conversation, Preview};
pub use message::{Message, Sender, oldest_first};

use crate::id::{ConversationId, MessageId};
use crate::operation::operations;
use crate::text::MessageText;
use crate::{Auth, Body, Handle, Method, Operation, OperationInfo, Page, Unread};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<StartConversation>(),
    OperationInfo::of::<Conversations>(),
    OperationInfo::of::<Messages>(),
    OperationInfo::of::<SendMessage>(),
    OperationInfo::of::<MarkConversationRead>(),
    OperationInfo::of::<DeleteConversation>(),
    OperationInfo::of::<UnreadMessages>(),
    OperationInfo::of::<GetMessage>(),
    OperationInfo::of::<DeleteMessage>(),
];

operations! {
    /// `GET /api/conversations` — skill.md, "List Your Conversations". Whether it pages is not documented.
    Conversations {} = "conversations", Get "/api/conversations", Bearer => Page<Conversation>, page;

    /// `GET /api/conversations/{conversation}/messages` — skill.md, "Get Messages in a Conversation". The first page holds the latest
    /// messages; in which order is not documented: see [`oldest_first`].
    Messages { /// Which conversation.
        conversation: ConversationId } = "messages", Get "/api/conversations/{conversation}/messages", Bearer => Page<Message>, page;

    /// `POST /api/conversations/{conversation}/read` — skill.md, "Mark Conversation as Read".
    MarkConversationRead { /// Which conversation.
        conversation: ConversationId } = "mark_conversation_read", Post "/api/conversations/{conversation}/read", Bearer => ();

    /// `DELETE /api/conversations/{conversation}` — skill.md, "Delete a Conversation". For both participants, for good.
    DeleteConversation { /// Which conversation.
        conversation: ConversationId } = "delete_conversation", Delete "/api/conversations/{conversation}", Bearer => ();

    /// `GET /api/conversations/unread` — skill.md, "Get Unread Message Count".
    UnreadMessages {} = "unread_messages", Get "/api/conversations/unread", Bearer => Unread;

    /// `GET /api/messages/{message}` — skill.md, "Get a Single Message".
    GetMessage { /// Which message.
        message: MessageId } = "message", Get "/api/messages/{message}", Bearer => Message;

    /// `DELETE /api/messages/{message}` — skill.md, "Delete a Message". Only one's own.
    DeleteMessage { /// Which message.
        message: MessageId } = "delete_message", Delete "/api/messages/{message}", Bearer => ();
}

/// `POST /api/conversations` — skill.md, "Start a Conversation (DM)". Whether it goes on with a conversation that is already there is
/// not documented: go by the answer's id.
#[derive(Clone, Debug)]
pub struct StartConversation {
    /// With whom.
    pub participant: Handle,
    /// The first message.
    pub message: MessageText,
}

impl Operation for StartConversation {
    const NAME: &'static str = "start_conversation";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/conversations";
    const AUTH: Auth = Auth::Bearer;
    type Response = Conversation;

    fn body(&self) -> Body {
        Body::json([("participantHandle", Some(self.participant.as_str().into())), ("message", Some(self.message.as_str().into()))])
    }
}

/// `POST /api/conversations/{conversation}/messages` — skill.md, "Send a Message in a Conversation".
#[derive(Clone, Debug)]
pub struct SendMessage {
    /// Where to.
    pub conversation: ConversationId,
    /// Text.
    pub content: MessageText,
}

impl Operation for SendMessage {
    const NAME: &'static str = "send_message";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/conversations/{conversation}/messages";
    const AUTH: Auth = Auth::Bearer;
    type Response = Message;

    fn path_values(&self) -> Vec<String> {
        vec![self.conversation.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        Body::json([("content", Some(self.content.as_str().into()))])
    }
}
