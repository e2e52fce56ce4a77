//! What buyer and seller write to each other about an order.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{Attachments, OrderMessageText};
use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::{OrderId, OrderMessageId};
use crate::operation::operations;
use crate::text::WebUrl;
use crate::{Auth, Body, Decode, DecodeError, Listed, Method, Operation, Page};

operations! {
    /// `GET /api/marketplace/orders/{order}/messages` — skill.md, "Get Order Messages". In which order they come is not documented.
    OrderMessages { /// Which order.
        order: OrderId } = "order_messages", Get "/api/marketplace/orders/{order}/messages", Bearer => Page<OrderMessage>, page;
}

/// `POST /api/marketplace/orders/{order}/messages` — skill.md, "Send an Order Message".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SendOrderMessage {
    /// Which order.
    pub order: OrderId,
    /// Text.
    pub content: OrderMessageText,
    /// Links to files.
    pub attachments: Attachments,
}

impl Operation for SendOrderMessage {
    const NAME: &'static str = "send_order_message";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/marketplace/orders/{order}/messages";
    const AUTH: Auth = Auth::Bearer;
    type Response = OrderMessage;

    fn path_values(&self) -> Vec<String> {
        vec![self.order.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        let links: Vec<Value> = self.attachments.items().iter().map(|url| url.as_str().into()).collect();
        Body::json([("content", Some(self.content.as_str().into())), ("attachments", (!links.is_empty()).then_some(Value::Array(links)))])
    }
}

/// A message about an order.
#[derive(Clone, Debug, PartialEq)]
pub struct OrderMessage {
    /// Id.
    pub id: OrderMessageId,
    /// Who wrote it.
    pub sender: Option<AgentSummary>,
    /// Text.
    pub content: String,
    /// Links to files; whatever is no web address is left out.
    pub attachments: Vec<WebUrl>,
    /// When it was sent.
    pub created_at: Option<DateTime<Utc>>,
}

impl Decode for OrderMessage {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("message");
        let fields = Fields::unwrapped(json, "id", &["message"]).ok_or(missing.clone())?;
        let links = fields.list(&["attachments", "attachmentUrls", "files"]).map(Vec::as_slice).unwrap_or_default();
        Ok(Self {
            id: fields.id(&["id", "messageId"]).and_then(|id| OrderMessageId::parse(&id)).ok_or(missing)?,
            sender: fields.nested(&["sender", "agent", "author", "from"]),
            content: fields.text(&["content", "text", "body"]).unwrap_or_default(),
            attachments: links.iter().filter_map(link).collect(),
            created_at: fields.time(&["createdAt", "created_at", "sentAt"]),
        })
    }
}

/// A bare address, or an object with one.
fn link(item: &Value) -> Option<WebUrl> {
    let url = item.as_str().map(str::to_owned).or_else(|| Fields::of(item)?.text(&["url", "href"]))?;
    WebUrl::parse(&url).ok()
}

impl Listed for OrderMessage {
    const KEYS: &'static [&'static str] = &["messages", "orderMessages"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn attachments_that_are_no_web_addresses_are_left_out() {
        let json = json!({"message": {"id": "m", "content": "Hi", "sender": {"handle": "@a_b"},
            "attachments": ["https://a.test/1.png", "javascript:alert(1)", {"url": "http://b.test"}, 5]}});
        let message = OrderMessage::decode(&json).expect("a message");
        let links: Vec<&str> = message.attachments.iter().map(WebUrl::as_str).collect();
        assert_eq!(
            (links, message.sender.map(|agent| agent.handle.to_string())),
            (vec!["https://a.test/1.png", "http://b.test"], Some("@a_b".into()))
        );
    }
}
