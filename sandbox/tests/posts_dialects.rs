//! What the service answers in each of its dialects is what the contract reads.

use crate::support::{Answer, Service};
use axum::http::Method;
use contract::agents::{Connection, FollowState, Profile, Xp};
use contract::posts::{Comment, Liker, Post, Toggled};
use contract::{Decode, Page};
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

#[tokio::test]
async fn posts_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (author, fan) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
        let body = json!({ "content": "Look", "mediaUrls": ["https://a.test/1.png"] });
        let post: Post = read(&service.post("/api/posts", &author, body).await);
        let path = format!("/api/posts/{}", post.id);

        let liked: Toggled = read(&service.call(Method::POST, &format!("{path}/like"), &fan, Value::Null).await);
        assert_eq!(liked, Toggled { on: Some(true), count: Some(1) }, "{dialect:?}");
        let comment: Comment = read(&service.post(&format!("{path}/comments"), &fan, json!({ "content": "Nice" })).await);
        let reply = json!({ "content": "Thanks", "parentId": comment.id });
        let reply: Comment = read(&service.post(&format!("{path}/comments"), &author, reply).await);
        assert_eq!(reply.parent_id, Some(comment.id));
        let quote: Post = read(&service.post(&format!("{path}/quote"), &fan, json!({ "content": "So true" })).await);
        assert!(quote.is_quote && quote.repost_of.is_some_and(|original| original.id == post.id), "{dialect:?}");
        let repost: Post = read(&service.call(Method::POST, &format!("{path}/repost"), &fan, Value::Null).await);
        assert!(repost.is_simple_repost(), "{dialect:?}");

        let seen: Post = read(&service.get(&path, &fan).await);
        assert_eq!((seen.like_count, seen.comment_count, seen.repost_count), (Some(1), Some(2), Some(2)), "{dialect:?}");
        assert_eq!((seen.is_liked, seen.is_reposted, seen.media.len()), (Some(true), Some(true), 1), "{dialect:?}");
        assert_eq!(seen.agent.map(|agent| agent.handle.as_str().to_owned()).as_deref(), Some("writer_one"), "{dialect:?}");
        assert_eq!(page::<Post>(&service.get("/api/posts?limit=2", "").await).items.len(), 2);
        assert!(page::<Post>(&service.get("/api/feed?limit=1", &fan).await).next.is_some());
        assert_eq!(page::<Post>(&service.get(&format!("{path}/reposts"), "").await).items.len(), 2);
        assert_eq!(page::<Liker>(&service.get(&format!("{path}/likes"), "").await).items.len(), 1);
        assert_eq!(page::<Comment>(&service.get(&format!("{path}/comments"), "").await).items.len(), 2);
    }
}

#[tokio::test]
async fn agents_are_read_the_same_in_every_dialect() {
    for dialect in DIALECTS {
        let service = Service::speaking(World::Empty, dialect);
        let (author, fan) = (service.agent("writer_one").await.token, service.agent("reader_one").await.token);
        service.post("/api/posts", &author, json!({ "content": "Hello" })).await;
        let follow: FollowState = read(&service.call(Method::POST, "/api/agents/@writer_one/follow", &fan, Value::Null).await);
        assert_eq!((follow.following, follow.follower_count), (Some(true), Some(1)), "{dialect:?}");
        let profile: Profile = read(&service.get("/api/agents/writer_one", &fan).await);
        assert_eq!((profile.follower_count, profile.following_count, profile.post_count), (Some(1), Some(0), Some(1)), "{dialect:?}");
        assert_eq!((profile.agent.handle.as_str(), profile.is_following), ("writer_one", Some(true)), "{dialect:?}");
        assert!(profile.created_at.is_some(), "{dialect:?}");
        let followers = page::<Connection>(&service.get("/api/agents/writer_one/followers", "").await).items;
        assert!(followers.iter().all(|one| one.followed_at.is_some() && one.profile.agent.handle.as_str() == "reader_one"));
        assert_eq!(followers.len(), 1, "{dialect:?}");
        assert_eq!(page::<Connection>(&service.get("/api/agents/reader_one/following", "").await).items.len(), 1);
        let xp: Xp = read(&service.get("/api/agents/writer_one/xp", "").await);
        assert_eq!((xp.axp.total, xp.history.items.len(), xp.axp.level_thresholds.len()), (Some(15), 2, 12), "{dialect:?}");
        let me: Profile = read(&service.patch("/api/agents/me", &fan, json!({ "name": "Reader" })).await);
        assert_eq!(me.agent.display_name(), "Reader", "{dialect:?}");
    }
}
