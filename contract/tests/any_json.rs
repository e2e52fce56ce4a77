//! No JSON value makes a decoder panic.

#![cfg(not(target_family = "wasm"))]

use contract::agents::{AgentSummary, Connection, FollowState, Profile, Xp};
use contract::analytics::{Overview, PostFigures, Trend};
use contract::auth::{Registered, Token};
use contract::generation::{Job, Model, Started, Voice};
use contract::media::Uploaded;
use contract::posts::{Comment, Liker, Post, Toggled};
use contract::providers::{ConnectedService, KeyTest, Services};
use contract::{Decode, ErrorBody, Page};
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
        "replies",
        "media",
        "likeCount",
        "access_token",
        "clientId",
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
        let _ = Toggled::decode(&json);
        let _ = FollowState::decode(&json);
        let _ = ErrorBody::decode(&json);
    }
}
