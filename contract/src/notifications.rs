//! Notifications (skill.md, "Notifications").

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::agents::AgentSummary;
use crate::bytes::Byte;
use crate::decode::Fields;
use crate::id::{ByteId, CommentId, ConversationId, JobId, MessageId, NotificationId, OrderId, PostId, ServiceId};
use crate::operation::operations;
use crate::posts::{Comment, Post};
use crate::{Auth, Body, Decode, DecodeError, Listed, Method, Operation, OperationInfo, Page, Unread};

const CONVERSATION: &[&str] = &["conversationId", "conversation_id"];

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] =
    &[OperationInfo::of::<Notifications>(), OperationInfo::of::<NotificationCount>(), OperationInfo::of::<MarkNotificationsRead>()];

operations! {
    /// `GET /api/notifications` — skill.md, "Get Your Notifications". Newest first.
    Notifications {} = "notifications", Get "/api/notifications", Bearer => Page<Notification>, page;

    /// `GET /api/notifications/count` — skill.md, "Get Unread Notification Count".
    NotificationCount {} = "notification_count", Get "/api/notifications/count", Bearer => Unread;
}

/// `POST /api/notifications/read` — skill.md, "Mark Notifications as Read".
#[derive(Clone, Debug)]
pub enum MarkNotificationsRead {
    /// Every one.
    All,
    /// These.
    These(Vec<NotificationId>),
}

impl Operation for MarkNotificationsRead {
    const NAME: &'static str = "mark_notifications_read";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/notifications/read";
    const AUTH: Auth = Auth::Bearer;
    type Response = ();

    fn body(&self) -> Body {
        match self {
            Self::All => Body::json([("all", Some(true.into()))]),
            Self::These(ids) => Body::json([("ids", Some(ids.iter().map(NotificationId::as_str).collect()))]),
        }
    }
}

crate::open_enum!(
    /// What a notification is about. The service is likely to have more than the seven that are documented: messages, orders, jobs.
    NotificationType {
        /// Somebody follows you.
        Follow = "FOLLOW",
        /// Somebody likes your post or byte.
        Like = "LIKE",
        /// Somebody commented on your post or byte.
        Comment = "COMMENT",
        /// Somebody reposted your post.
        Repost = "REPOST",
        /// Somebody quoted your post; the post is the quote.
        Quote = "QUOTE",
        /// Somebody named you in a post or comment.
        Mention = "MENTION",
        /// Somebody answered your comment.
        Reply = "REPLY",
    }
);

/// What a notification can be about beside posts and bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    /// A conversation, perhaps one of its messages.
    Conversation(ConversationId, Option<MessageId>),
    /// An order.
    Order(OrderId),
    /// A service of the marketplace.
    Service(ServiceId),
    /// A generation.
    Job(JobId),
}

/// Something that others did. Beyond the type no source documents its fields, so all others may be missing.
#[derive(Clone, Debug, PartialEq)]
pub struct Notification {
    /// Id.
    pub id: NotificationId,
    /// What happened; none when the answer has no type.
    pub kind: Option<NotificationType>,
    /// Who did it.
    pub actor: Option<AgentSummary>,
    /// The post that it is about.
    pub post_id: Option<PostId>,
    /// The same post, when it was sent along.
    pub post: Option<Box<Post>>,
    /// The byte that it is about.
    pub byte_id: Option<ByteId>,
    /// The same byte, when it was sent along.
    pub byte: Option<Box<Byte>>,
    /// The comment that it is about, on the post or the byte.
    pub comment_id: Option<CommentId>,
    /// The same comment, when it was sent along.
    pub comment: Option<Box<Comment>>,
    /// What else it is about.
    pub about: Option<About>,
    /// What happened in the service's own words.
    pub text: Option<String>,
    /// Whether it was marked as read.
    pub read: Option<bool>,
    /// When it happened.
    pub created_at: Option<DateTime<Utc>>,
}

impl Decode for Notification {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("notification");
        let fields = Fields::unwrapped(json, "id", &["notification"]).ok_or(missing.clone())?;
        let post = fields.nested::<Post>(&["post", "targetPost"]).map(Box::new);
        let byte = fields.nested::<Byte>(&["byte", "targetByte"]).map(Box::new);
        let comment = fields.nested::<Comment>(&["comment"]).map(Box::new);
        let subject = Subject(fields);
        let post_id = subject.id(&["postId", "post_id"], "post").and_then(|id| PostId::parse(&id));
        let byte_id = subject.id(&["byteId", "byte_id"], "byte").and_then(|id| ByteId::parse(&id));
        let comment_id = subject.id(&["commentId", "comment_id"], "comment").and_then(|id| CommentId::parse(&id));
        Ok(Self {
            id: fields.id(&["id", "notificationId"]).and_then(|id| NotificationId::parse(&id)).ok_or(missing)?,
            kind: fields.filled(&["type", "kind", "notificationType"]).map(|kind| NotificationType::parse(&kind)),
            actor: fields.nested(&["actor", "agent", "fromAgent", "from", "sender"]),
            post_id: post_id.or_else(|| Some(post.as_ref()?.id.clone())),
            post,
            byte_id: byte_id.or_else(|| Some(byte.as_ref()?.id.clone())),
            byte,
            comment_id: comment_id.or_else(|| Some(comment.as_ref()?.id.clone())),
            comment,
            about: subject.about(),
            text: fields.filled(&["message", "text", "content", "title"]),
            read: fields.read_mark(),
            created_at: fields.time(&["createdAt", "created_at", "timestamp"]),
        })
    }
}

/// The fields of a notification, read for what it is about: by an id, or as an object that has one; both also within `data`.
#[derive(Clone, Copy)]
struct Subject<'a>(Fields<'a>);

impl Subject<'_> {
    fn about(self) -> Option<About> {
        let message = || self.id(&["messageId", "message_id"], "message").and_then(|id| MessageId::parse(&id));
        let conversation = self.id(CONVERSATION, "conversation").or_else(|| self.0.object(&["message"])?.id(CONVERSATION));
        let conversation = conversation.and_then(|id| ConversationId::parse(&id)).map(|id| About::Conversation(id, message()));
        let order = || self.id(&["orderId", "order_id"], "order").and_then(|id| OrderId::parse(&id)).map(About::Order);
        let service = || self.id(&["serviceId", "service_id"], "service").and_then(|id| ServiceId::parse(&id)).map(About::Service);
        let job = || self.id(&["jobId", "job_id"], "job").and_then(|id| JobId::parse(&id)).map(About::Job);
        conversation.or_else(order).or_else(service).or_else(job)
    }

    fn id(self, names: &[&str], object: &str) -> Option<String> {
        let within = self.0.object(&["data", "metadata"]);
        let read = |fields: Fields<'_>| fields.id(names).or_else(|| fields.object(&[object])?.id(&["id"]));
        read(self.0).or_else(|| within.and_then(read))
    }
}

impl Listed for Notification {
    const KEYS: &'static [&'static str] = &["notifications"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn decoded(json: Value) -> Notification {
        Notification::decode(&json).expect("a notification")
    }

    #[test]
    fn posts_and_comments_come_whole_or_as_ids() {
        let whole = decoded(json!({"id": "n", "type": "REPLY", "post": {"id": "p"}, "comment": {"id": "c", "content": "x"}}));
        let ids = decoded(json!({"id": "n", "type": "reply", "postId": "p", "commentId": "c"}));
        assert_eq!((&whole.kind, &whole.post_id, &whole.comment_id), (&ids.kind, &ids.post_id, &ids.comment_id));
        assert_eq!(whole.comment.map(|comment| comment.content).as_deref(), Some("x"));
        assert!(ids.post.is_none());
    }

    #[test]
    fn bytes_come_whole_or_as_ids() {
        let whole = decoded(json!({"id": "n", "type": "LIKE", "byte": {"id": "b", "caption": "x"}}));
        assert_eq!((whole.byte_id.as_ref().map(ByteId::as_str), &whole.post_id), (Some("b"), &None));
        assert_eq!(decoded(json!({"id": "n", "type": "LIKE", "byteId": "b"})).byte_id, whole.byte_id);
    }

    #[test]
    fn other_subjects_come_as_ids_or_objects_also_within_data() {
        let about = |json: Value| {
            let mut json = json;
            json["id"] = json!("n");
            decoded(json).about
        };
        let conversation =
            |message: Option<&str>| ConversationId::parse("c").map(|id| About::Conversation(id, message.and_then(MessageId::parse)));
        assert_eq!(about(json!({"conversationId": "c"})), conversation(None));
        assert_eq!(about(json!({"conversation": {"id": "c"}, "messageId": "m"})), conversation(Some("m")));
        assert_eq!(about(json!({"message": {"id": "m", "conversationId": "c"}})), conversation(Some("m")));
        assert_eq!(about(json!({"data": {"conversation_id": "c"}, "message": "Hello"})), conversation(None));
        for json in [json!({"orderId": "o", "serviceId": "s"}), json!({"order": {"id": "o"}}), json!({"metadata": {"order": {"id": "o"}}})]
        {
            assert_eq!(about(json), OrderId::parse("o").map(About::Order));
        }
        assert_eq!(about(json!({"service": {"id": 7}})), ServiceId::parse("7").map(About::Service));
        assert_eq!(about(json!({"jobId": "j"})), JobId::parse("j").map(About::Job));
        for json in [json!({}), json!({"orderId": null, "order": "o", "data": []}), json!({"messageId": "m"})] {
            assert_eq!(about(json), None);
        }
        assert_eq!(decoded(json!({"id": "n", "data": {"postId": "p"}})).post_id, PostId::parse("p"));
    }

    #[test]
    fn read_is_a_flag_or_a_time_or_unknown() {
        let read = |json: Value| decoded(json).read;
        assert_eq!(read(json!({"id": "n", "isRead": true})), Some(true));
        assert_eq!(read(json!({"id": "n", "readAt": "2024-01-15T12:00:00Z"})), Some(true));
        assert_eq!(read(json!({"id": "n", "readAt": null})), Some(false));
        assert_eq!(read(json!({"id": "n"})), None);
    }

    #[test]
    fn new_types_are_kept() {
        let order = decoded(json!({"id": 7, "type": "ORDER_PAID", "message": "Paid."}));
        assert_eq!(order.kind, Some(NotificationType::Unknown("ORDER_PAID".into())));
        assert_eq!((order.id.as_str(), order.text.as_deref()), ("7", Some("Paid.")));
    }

    #[test]
    fn all_or_some_are_marked() {
        let body = |operation: MarkNotificationsRead| match operation.body() {
            Body::Json(object) => Value::Object(object),
            other => panic!("{other:?}"),
        };
        assert_eq!(body(MarkNotificationsRead::All), json!({"all": true}));
        let ids = ["a", "b"].into_iter().filter_map(NotificationId::parse).collect();
        assert_eq!(body(MarkNotificationsRead::These(ids)), json!({"ids": ["a", "b"]}));
    }
}
