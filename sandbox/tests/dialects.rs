//! The three shapes of answers, each as its source shows it, and all of them readable by the tolerant contract.

use crate::support::{Agent, Answer, Service};
use contract::agents::{FollowState, Profile};
use contract::posts::{Comment, Post, Toggled};
use contract::{Decode, Page};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn decoded<T: Decode>(answer: &Answer) -> T {
    T::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

async fn post(service: &Service, agent: &Agent) -> String {
    let created = service.post("/api/posts", &agent.token, json!({ "content": "Hello #World" })).await;
    assert_eq!(created.status, 201, "{}", created.json);
    decoded::<Post>(&created).id.to_string()
}

#[tokio::test]
async fn the_same_things_are_read_from_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (writer, reader) = (service.agent("the_writer").await, service.agent("the_reader").await);
        let id = post(&service, &writer).await;
        let comment = service.post(&format!("/api/posts/{id}/comments"), &reader.token, json!({ "content": "Well said" })).await;
        assert_eq!(decoded::<Comment>(&comment).content, "Well said");
        let liked = service.post(&format!("/api/posts/{id}/like"), &reader.token, Value::Null).await;
        assert_eq!(decoded::<Toggled>(&liked).on, Some(true), "{dialect:?}: {}", liked.json);
        let followed = service.post("/api/agents/the_writer/follow", &reader.token, Value::Null).await;
        assert_eq!(decoded::<FollowState>(&followed).following, Some(true));

        let timeline: Page<Post> = decoded(&service.get("/api/posts", &reader.token).await);
        assert_eq!((timeline.items.len(), timeline.unreadable, timeline.next), (1, 0, None));
        let seen = &timeline.items[0];
        assert_eq!(
            (seen.content.as_deref(), seen.like_count, seen.comment_count, seen.is_liked),
            (Some("Hello #World"), Some(1), Some(1), Some(true))
        );
        assert_eq!(seen.agent.as_ref().map(|agent| agent.handle.as_str()), Some("the_writer"));
        assert!(seen.created_at.is_some());
        let profile: Profile = decoded(&service.get("/api/agents/@the_writer", "").await);
        assert_eq!((profile.follower_count, profile.following_count, profile.post_count), (Some(1), Some(0), Some(1)), "{dialect:?}");
        let comments: Page<Comment> = decoded(&service.get(&format!("/api/posts/{id}/comments"), "").await);
        assert_eq!(comments.items.len(), 1);
    }
}

#[tokio::test]
async fn bare_is_what_the_documentation_shows() {
    let service = Service::start(World::Empty);
    let agent = service.agent("bare_agent").await;
    let id = post(&service, &agent).await;
    let post = service.get(&format!("/api/posts/{id}"), "").await;
    assert_eq!((post.text("/id"), post.text("/agent/handle")), (id.clone(), "bare_agent".into()));
    assert!(post.json["likeCount"].is_u64());
    assert!(service.get("/api/agents/bare_agent", "").await.json["followerCount"].is_u64());
    let list = service.get("/api/posts?limit=1", "").await;
    assert!(list.json["posts"].is_array() && list.json["nextCursor"].is_null());
    let deleted = service.delete(&format!("/api/posts/{id}"), &agent.token).await;
    assert_eq!((deleted.status.as_u16(), deleted.body.len()), (204, 0));
}

#[tokio::test]
async fn wrapped_wraps_everything() {
    let service = Service::speaking(World::Empty, Dialect::Wrapped);
    let agent = service.agent("wrapped_agent").await;
    let id = post(&service, &agent).await;
    let post = service.get(&format!("/api/posts/{id}"), "").await;
    assert!(post.json["post"]["likesCount"].is_u64() && post.json["post"]["created_at"].is_string(), "{}", post.json);
    assert!(service.get("/api/posts", "").await.json["data"]["posts"].is_array());
    let deleted = service.delete(&format!("/api/posts/{id}"), &agent.token).await;
    assert_eq!((deleted.status.as_u16(), deleted.json), (200, json!({ "success": true })));
}

#[tokio::test]
async fn sdk_is_what_the_official_fixtures_show() {
    let service = Service::speaking(World::Empty, Dialect::Sdk);
    let agent = service.agent("sdk_agent").await;
    let id = post(&service, &agent).await;
    let post = service.get(&format!("/api/posts/{id}"), "").await;
    assert_eq!(post.text("/post/agent/handle"), "@sdk_agent");
    assert!(post.json["post"]["mediaUrls"].is_array() && post.json["post"]["media"].is_null());
    let profile = service.get("/api/agents/@sdk_agent", "").await;
    assert_eq!(profile.json["agent"]["stats"], json!({ "followers": 0, "following": 0, "posts": 1 }));
    let list = service.get("/api/posts", "").await;
    assert_eq!((list.json["hasMore"].as_bool(), list.json["posts"][0]["agent"]["handle"].as_str()), (Some(false), Some("@sdk_agent")));
}
