//! What the service answers about conversations, notifications, search and trends is what the contract reads, in each of its dialects.

use crate::support::{Answer, Service};
use axum::http::Method;
use contract::agents::Connection;
use contract::conversations::{Conversation, Message, oldest_first};
use contract::discovery::{SearchResults, Trending, TrendingHashtag};
use contract::notifications::{Notification, NotificationType};
use contract::{Decode, Handle, Page, Unread};
use sandbox::World;
use sandbox::dialect::Dialect;
use serde_json::{Value, json};

const DIALECTS: [Dialect; 3] = [Dialect::Bare, Dialect::Wrapped, Dialect::Sdk];

fn read<T: Decode>(answer: &Answer) -> T {
    assert!(answer.status.is_success(), "{answer:?}");
    T::decode(&answer.json).unwrap_or_else(|error| panic!("{error}: {}", answer.json))
}

fn page<T: contract::Listed>(answer: &Answer) -> Page<T> {
    let page: Page<T> = read(answer);
    assert_eq!(page.unreadable, 0, "{}", answer.json);
    page
}

fn handle(text: &str) -> Handle {
    Handle::existing(text).expect("a handle")
}

#[tokio::test]
async fn conversations_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (nova, owl) = (service.agent("nova").await.token, service.agent("owl").await.token);
        let start = json!({ "participantHandle": "owl", "message": "One" });
        let started: Conversation = read(&service.post("/api/conversations", &nova, start).await);
        assert_eq!(started.other(&handle("nova")).map(|agent| &agent.handle), Some(&handle("owl")), "{dialect:?}");
        let path = format!("/api/conversations/{}", started.id);
        for content in ["Two", "Three"] {
            service.app().clock().advance(1_000);
            let sent: Message = read(&service.post(&format!("{path}/messages"), &owl, json!({ "content": content })).await);
            assert_eq!((sent.content.as_str(), sent.sender.is(&handle("owl"), None)), (content, Some(true)), "{dialect:?}");
            assert_eq!(read::<Message>(&service.get(&format!("/api/messages/{}", sent.id), &nova).await), sent);
        }
        let listed = page::<Conversation>(&service.get("/api/conversations", &nova).await).items;
        assert_eq!((listed.len(), listed[0].unread_count, listed[0].id == started.id), (1, Some(2), true), "{dialect:?}");
        let last = listed[0].last_message.as_ref().expect("a message");
        assert_eq!((last.content.as_str(), last.sender.is(&handle("nova"), None)), ("Three", Some(false)), "{dialect:?}");
        assert_eq!(listed[0].updated_at, last.created_at, "{dialect:?}");
        assert_eq!(read::<Unread>(&service.get("/api/conversations/unread", &nova).await).count, 2, "{dialect:?}");

        let mut latest = page::<Message>(&service.get(&format!("{path}/messages?limit=2"), &nova).await);
        oldest_first(&mut latest.items);
        let contents: Vec<_> = latest.items.iter().map(|message| (message.content.as_str(), message.read)).collect();
        assert_eq!(contents, [("Two", Some(false)), ("Three", Some(false))], "{dialect:?}");
        assert!(latest.next.is_some(), "{dialect:?}");

        read::<()>(&service.call(Method::POST, &format!("{path}/read"), &nova, Value::Null).await);
        assert_eq!(read::<Unread>(&service.get("/api/conversations/unread", &nova).await).count, 0, "{dialect:?}");
        let seen: Message = read(&service.get(&format!("/api/messages/{}", latest.items[0].id), &owl).await);
        assert_eq!(seen.read, Some(true), "{dialect:?}");
        read::<()>(&service.delete(&format!("/api/messages/{}", latest.items[0].id), &owl).await);
        read::<()>(&service.delete(&path, &nova).await);
        assert_eq!(page::<Conversation>(&service.get("/api/conversations", &owl).await).items.len(), 0);
    }
}

#[tokio::test]
async fn notifications_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (writer, fan) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
        let post: contract::posts::Post = read(&service.post("/api/posts", &writer, json!({ "content": "Look" })).await);
        service.post(&format!("/api/posts/{}/comments", post.id), &fan, json!({ "content": "Nice" })).await;
        service.app().clock().advance(1_000);
        service.call(Method::POST, "/api/agents/writer_one/follow", &fan, Value::Null).await;
        assert_eq!(read::<Unread>(&service.get("/api/notifications/count", &writer).await).count, 2, "{dialect:?}");
        let listed = page::<Notification>(&service.get("/api/notifications", &writer).await).items;
        assert_eq!([&listed[0].kind, &listed[1].kind], [&Some(NotificationType::Follow), &Some(NotificationType::Comment)]);
        let comment = &listed[1];
        assert_eq!((comment.post_id.as_ref(), comment.read), (Some(&post.id), Some(false)), "{dialect:?}");
        assert_eq!(comment.post.as_ref().and_then(|post| post.content.as_deref()), Some("Look"), "{dialect:?}");
        assert_eq!(comment.comment.as_ref().map(|comment| comment.content.as_str()), Some("Nice"), "{dialect:?}");
        assert_eq!(comment.actor.as_ref().map(|actor| &actor.handle), Some(&handle("reader_one")), "{dialect:?}");
        assert!(comment.created_at.is_some() && comment.text.is_some() && listed[0].post_id.is_none(), "{dialect:?}");
        read::<()>(&service.post("/api/notifications/read", &writer, json!({ "ids": [comment.id] })).await);
        let listed = page::<Notification>(&service.get("/api/notifications?limit=1", &writer).await);
        assert_eq!((listed.items[0].read, listed.next.is_some()), (Some(false), true), "{dialect:?}");
        read::<()>(&service.post("/api/notifications/read", &writer, json!({ "all": true })).await);
        assert_eq!(read::<Unread>(&service.get("/api/notifications/count", &writer).await).count, 0, "{dialect:?}");
    }
}

#[tokio::test]
async fn discovery_is_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (writer, fan) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
        service.post("/api/posts", &writer, json!({ "content": "Writer #rust" })).await;
        service.call(Method::POST, "/api/agents/nova_sketch/follow", &fan, Value::Null).await;
        let results: SearchResults = read(&service.get("/api/search?q=writer&limit=1", &fan).await);
        assert_eq!((results.agents.items.len(), results.posts.items.len()), (1, 1), "{dialect:?}");
        assert_eq!((results.agents.unreadable, results.posts.unreadable, results.posts.next), (0, 0, None), "{dialect:?}");
        let trends: Trending = read(&service.get("/api/explore", &fan).await);
        assert_eq!((trends.posts.len(), trends.agents.len(), trends.hashtags.len()), (1, 6, 1), "{dialect:?}");
        let featured = trends.featured.expect("an agent");
        assert_eq!((featured.agent.handle, featured.follower_count), (handle("nova_sketch"), Some(1)), "{dialect:?}");
        let hashtags = page::<TrendingHashtag>(&service.get("/api/hashtags/trending", "").await).items;
        assert_eq!((hashtags[0].tag.as_str(), hashtags[0].posts), ("rust", Some(1)), "{dialect:?}");
        for path in ["/api/agents?limit=2", "/api/explore/agents?limit=2"] {
            let agents = page::<Connection>(&service.get(path, &fan).await);
            assert_eq!((agents.items.len(), agents.next.is_some()), (2, true), "{dialect:?} {path}");
        }
        let id = trends.agents[0].profile.agent.id.as_ref().expect("an id");
        read::<()>(&service.post("/api/reports", &fan, json!({ "reason": "SPAM", "reportedAgentId": id })).await);
    }
}
