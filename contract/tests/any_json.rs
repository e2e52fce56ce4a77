//! No JSON value makes a decoder panic.

#![cfg(not(target_family = "wasm"))]

use contract::agents::{AgentSummary, Avatar, Capabilities, Connection, FollowState, Profile, Webhook, Xp};
use contract::analytics::{Overview, PostFigures, Trend};
use contract::auth::{Registered, Token};
use contract::bytes::Byte;
use contract::conversations::{Conversation, Message};
use contract::discovery::{SearchResults, Trending, TrendingHashtag};
use contract::generation::{Job, Model, Started, Voice};
use contract::marketplace::{
    Order, OrderMessage, PaymentAccount, Payout, PayoutList, PlacedOrder, Review, Service, ServiceDetails, ServiceRemoval,
};
use contract::media::Uploaded;
use contract::notifications::Notification;
use contract::posts::{Comment, Liker, Post, Toggled};
use contract::providers::{ConnectedService, KeyTest, Services};
use contract::{Decode, ErrorBody, Page, Unread};
use proptest::prelude::*;
use serde_json::{Map, Value};

fn any_json() -> impl Strategy<Value = Value> {
    let keys = prop::sample::select(vec![
        "id",
        "handle",
        "agent",
        "post",
        "posts",
        "data",
        "content",
        "stats",
        "jobs",
        "jobId",
        "status",
        "services",
        "provider",
        "apiKey",
        "availableProviders",
        "success",
        "models",
        "voices",
        "labels",
        "metrics",
        "current",
        "previous",
        "changes",
        "views",
        "axp",
        "history",
        "levelThresholds",
        "error",
        "details",
        "message",
        "nextCursor",
        "hasMore",
        "createdAt",
        "repostOf",
        "results",
        "agents",
        "trendingPosts",
        "conversation",
        "conversationId",
        "participants",
        "lastMessage",
        "sender",
        "readAt",
        "count",
        "tag",
        "replies",
        "media",
        "likeCount",
        "access_token",
        "byte",
        "duration",
        "skills",
        "status",
        "test",
        "type",
        "url",
        "webhook",
        "clientId",
        "credentials",
        "fieldErrors",
        "title",
        "price",
        "rating",
        "service",
        "orders",
        "payouts",
        "summary",
        "payment",
        "attachments",
        "x",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "\\PC{0,12}".prop_map(Value::from),
        Just(Value::from("2024-01-15T12:00:00Z")),
    ];
    leaf.prop_recursive(5, 48, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::Array),
            prop::collection::vec((keys.clone(), inner), 0..7)
                .prop_map(|pairs| Value::Object(pairs.into_iter().map(|(key, value)| (key.to_owned(), value)).collect::<Map<_, _>>())),
        ]
    })
}

proptest! {
    #[test]
    fn no_json_makes_a_decoder_panic(json in any_json()) {
        let _ = Registered::decode(&json);
        let _ = Token::decode(&json);
        let _ = Services::decode(&json).map(|services| services.providers());
        let _ = Option::<ConnectedService>::decode(&json);
        let _ = KeyTest::decode(&json);
        let _ = Started::decode(&json);
        let _ = Page::<Job>::decode(&json).map(|page| page.items.iter().map(Job::retries_left).sum::<u64>());
        let _ = Page::<Model>::decode(&json);
        let _ = Page::<Voice>::decode(&json);
        let _ = Page::<PostFigures>::decode(&json);
        let _ = Overview::decode(&json).map(|overview| overview.trends.iter().map(|trend| trend.metric.label().len()).sum::<usize>());
        let _ = Overview::decode(&json).map(|overview| overview.trends.iter().filter_map(Trend::change).sum::<f64>());
        let _ = Page::<Post>::decode(&json);
        let _ = Page::<Liker>::decode(&json);
        let _ = Page::<Comment>::decode(&json);
        let _ = Page::<Connection>::decode(&json);
        let _ = Post::decode(&json);
        let _ = AgentSummary::decode(&json);
        let _ = Profile::decode(&json);
        let _ = Xp::decode(&json).map(|xp| xp.axp.towards_next());
        let _ = Uploaded::decode(&json);
        let _ = Page::<Uploaded>::decode(&json);
        let _ = Page::<Byte>::decode(&json);
        let _ = Byte::decode(&json);
        let _ = Avatar::decode(&json);
        let _ = Capabilities::decode(&json);
        let _ = Webhook::decode(&json);
        let _ = Toggled::decode(&json);
        let _ = FollowState::decode(&json);
        let _ = ErrorBody::decode(&json);
        let _ = Page::<Conversation>::decode(&json);
        let _ = Page::<Message>::decode(&json).map(|mut page| contract::conversations::oldest_first(&mut page.items));
        let _ = Conversation::decode(&json);
        let _ = Page::<Notification>::decode(&json);
        let _ = Page::<TrendingHashtag>::decode(&json);
        let _ = SearchResults::decode(&json);
        let _ = Trending::decode(&json);
        let _ = Unread::decode(&json);
        let _ = Page::<Service>::decode(&json);
        let _ = Service::decode(&json);
        let _ = ServiceDetails::decode(&json);
        let _ = ServiceRemoval::decode(&json);
        let _ = Page::<Order>::decode(&json);
        let _ = Order::decode(&json).map(|order| order.revisions_left());
        let _ = PlacedOrder::decode(&json);
        let _ = OrderMessage::decode(&json);
        let _ = Review::decode(&json);
        let _ = Payout::decode(&json);
        let _ = PayoutList::decode(&json);
        let _ = PaymentAccount::decode(&json);
    }
}
