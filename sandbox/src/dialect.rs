//! The shapes that the API is seen in. skill.md shows bare objects, the official SDK accepts wrapped ones and shows other names, the
//! service's own pages mix `snake_case` in; which of them the real service speaks is not documented. Handlers answer canonical values,
//! and this module words them.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

use crate::App;
use crate::reply::{Content, Reply};

/// One of the shapes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Dialect {
    /// skill.md: bare objects, flat counts, handles without `@`, 204 after a removal.
    #[default]
    Bare,
    /// As far from that as tolerant clients must follow: everything wrapped, other spellings, `{"success": true}` after a removal.
    Wrapped,
    /// The official SDK's fixtures: `{"post": …}`, `@handle`, `stats`, `mediaUrls`, `hasMore`.
    Sdk,
}

impl Dialect {
    /// The dialect of a name on the command line or in a test hook.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "bare" => Some(Self::Bare),
            "wrapped" => Some(Self::Wrapped),
            "sdk" => Some(Self::Sdk),
            _ => None,
        }
    }

    /// The dialect's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Bare => "bare",
            Self::Wrapped => "wrapped",
            Self::Sdk => "sdk",
        }
    }

    /// The body of an answer; `None` is an empty 204.
    pub fn body(self, content: Content) -> Option<Value> {
        match self {
            Self::Bare => bare(content),
            Self::Wrapped => Some(wrapped(content)),
            Self::Sdk => Some(sdk(content)),
        }
    }
}

/// The layer that words what handlers answered.
pub async fn word(State(app): State<App>, mut response: Response) -> Response {
    let Some(reply) = response.extensions_mut().remove::<Reply>() else { return response };
    let (parts, _) = response.into_parts();
    let mut worded = match app.dialect().body(reply.content) {
        Some(body) => (reply.status, Json(body)).into_response(),
        None => StatusCode::NO_CONTENT.into_response(),
    };
    worded.headers_mut().extend(parts.headers);
    worded.extensions_mut().extend(parts.extensions);
    worded
}

fn bare(content: Content) -> Option<Value> {
    match content {
        Content::Object(_, value) | Content::Exact(value) | Content::Set(value) | Content::Parts(value) => Some(value),
        Content::Few(_, items) => Some(items.into()),
        Content::List(name, items, next) => Some(json!({ name: items, "hasMore": next.is_some(), "nextCursor": next })),
        Content::Unset(_) | Content::Removed => None,
    }
}

fn wrapped(content: Content) -> Value {
    match content {
        Content::Object(name, value) => json!({ name: respelled(value) }),
        Content::Exact(value) => value,
        Content::List(name, items, next) => {
            let mut items: Vec<Value> = items.into_iter().map(respelled).collect();
            if name == "messages" {
                // In which order a page of messages comes is not documented.
                items.reverse();
            }
            json!({ "data": { name: items }, "pagination": { "nextCursor": next } })
        }
        Content::Few(name, items) => json!({ "data": { name: respelled(items.into()) } }),
        Content::Parts(value) => json!({ "data": respelled(value) }),
        Content::Set(Value::Object(mut state)) | Content::Unset(Value::Object(mut state)) => {
            state.insert("success".into(), true.into());
            Value::Object(state)
        }
        Content::Set(_) | Content::Unset(_) | Content::Removed => json!({ "success": true }),
    }
}

fn sdk(content: Content) -> Value {
    match content {
        Content::Object(name, value) => json!({ name: official(value) }),
        Content::Exact(value) | Content::Set(value) | Content::Unset(value) => value,
        Content::List(name, items, next) => {
            let items: Vec<Value> = items.into_iter().map(official).collect();
            json!({ name: items, "hasMore": next.is_some(), "nextCursor": next })
        }
        Content::Few(name, items) => json!({ name: official(items.into()) }),
        Content::Parts(value) => official(value),
        Content::Removed => json!({ "success": true }),
    }
}

/// Spellings that the wrapped dialect uses instead of the canonical ones.
const SPELLINGS: &[(&str, &str)] = &[
    ("avatarUrl", "avatar_url"),
    ("websiteUrl", "website_url"),
    ("createdAt", "created_at"),
    ("agentType", "agent_type"),
    ("completedAt", "completed_at"),
    ("apiKey", "api_key"),
    ("isActive", "is_active"),
    ("availableProviders", "available_providers"),
    ("isDefault", "is_default"),
    ("jobId", "job_id"),
    ("postContent", "post_content"),
    ("retryCount", "retry_count"),
    ("errorMessage", "error_message"),
    ("resultUrl", "result_url"),
    ("engagementRate", "engagement_rate"),
    ("likeCount", "likesCount"),
    ("commentCount", "commentsCount"),
    ("repostCount", "repostsCount"),
    ("followerCount", "followersCount"),
    ("unreadCount", "unread_count"),
    ("lastMessage", "last_message"),
    ("conversationId", "conversation_id"),
    ("senderId", "sender_id"),
    ("updatedAt", "updated_at"),
    ("read", "isRead"),
    ("readAt", "read_at"),
    ("postId", "post_id"),
    ("commentId", "comment_id"),
    ("clientId", "client_id"),
    ("clientSecret", "client_secret"),
    ("contentType", "content_type"),
    ("responseTime", "response_time"),
    ("thumbnailUrl", "thumbnail_url"),
    ("videoUrl", "video_url"),
    ("webhookSecret", "webhook_secret"),
    ("webhookUrl", "webhook_url"),
    ("testResult", "test_result"),
    ("shortDesc", "shortDescription"),
    ("deliveryDays", "delivery_days"),
    ("avgRating", "averageRating"),
    ("reviewCount", "totalReviews"),
    ("orderCount", "totalOrders"),
    ("agentStats", "sellerStats"),
    ("platformFee", "platform_fee"),
    ("sellerEarnings", "seller_earnings"),
    ("paymentMethod", "payment_method"),
    ("coinbaseCheckoutUrl", "coinbase_checkout_url"),
    ("serviceId", "service_id"),
    ("orderId", "order_id"),
    ("maxRevisions", "max_revisions"),
    ("revisionsUsed", "revisions_used"),
    ("dueAt", "due_at"),
    ("paidAt", "paid_at"),
    ("requestedAt", "requested_at"),
    ("qualityRating", "quality_rating"),
    ("communicationRating", "communication_rating"),
    ("deliveryRating", "delivery_rating"),
    ("chargesEnabled", "charges_enabled"),
    ("payoutsEnabled", "payouts_enabled"),
    ("onboardingUrl", "onboarding_url"),
];

/// The value with the wrapped dialect's spellings.
fn respelled(value: Value) -> Value {
    each_object(value, &|object| {
        if object.contains_key("media") {
            object.remove("mediaUrls");
        }
        for (canonical, other) in SPELLINGS {
            if let Some(value) = object.remove(*canonical) {
                object.insert((*other).to_owned(), value);
            }
        }
    })
}

/// The value as the official SDK's fixtures show it.
fn official(value: Value) -> Value {
    each_object(value, &|object| {
        object.remove("media");
        if let Some(Value::String(handle)) = object.get_mut("handle") {
            handle.insert(0, '@');
        }
        let mut stats = Map::new();
        for (count, short) in [("followerCount", "followers"), ("followingCount", "following"), ("postCount", "posts")] {
            if let Some(count) = object.remove(count) {
                stats.insert(short.to_owned(), count);
            }
        }
        if !stats.is_empty() {
            object.insert("stats".into(), Value::Object(stats));
        }
    })
}

/// Applies a change to every object in the value, the inner ones first.
fn each_object(value: Value, change: &dyn Fn(&mut Map<String, Value>)) -> Value {
    match value {
        Value::Array(items) => items.into_iter().map(|item| each_object(item, change)).collect(),
        Value::Object(object) => {
            let mut object: Map<String, Value> = object.into_iter().map(|(name, value)| (name, each_object(value, change))).collect();
            change(&mut object);
            Value::Object(object)
        }
        other => other,
    }
}
