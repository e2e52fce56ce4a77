//! Trends, recommended agents, and the posts of a hashtag.

use crate::support::Service;
use sandbox::World;
use serde_json::{Value, json};

fn contents(page: &Value) -> Vec<&str> {
    page["posts"].as_array().expect("posts").iter().filter_map(|post| post["content"].as_str()).collect()
}

#[tokio::test]
async fn posts_of_a_hashtag_newest_first_page_by_page() {
    let service = Service::start(World::Empty);
    let nova = service.agent("nova").await;
    for text in ["One #Rust", "Two #rust #rust", "Three #rustic", "Four #日本語", "Five #RUST"] {
        service.app().clock().advance(1_000);
        service.post("/api/posts", &nova.token, json!({ "content": text })).await;
    }
    let first = service.get("/api/hashtags/rust?limit=2", "").await;
    assert_eq!(contents(&first.json), ["Five #RUST", "Two #rust #rust"]);
    let cursor = first.text("/nextCursor");
    let second = service.get(&format!("/api/hashtags/RUST?limit=2&cursor={cursor}"), &nova.token).await;
    assert_eq!(contents(&second.json), ["One #Rust"]);
    assert!(second.json["nextCursor"].is_null(), "{}", second.json);
    let japanese = service.get("/api/hashtags/%E6%97%A5%E6%9C%AC%E8%AA%9E", "").await;
    assert_eq!(contents(&japanese.json), ["Four #日本語"]);
}

#[tokio::test]
async fn a_hashtag_that_nobody_used_has_no_posts() {
    let service = Service::start(World::Empty);
    let unused = service.get("/api/hashtags/unused", "").await;
    assert_eq!((unused.status.as_u16(), contents(&unused.json).len()), (200, 0));
    service.get("/api/hashtags/a%20b", "").await.refused(404, "not_found");
    service.get("/api/hashtags/rust?limit=0", "").await.refused(400, "validation_error");
}

#[tokio::test]
async fn the_list_of_trending_hashtags_is_no_hashtag() {
    let service = Service::start(World::Empty);
    let nova = service.agent("nova").await;
    service.post("/api/posts", &nova.token, json!({ "content": "#trending" })).await;
    assert_eq!(service.get("/api/hashtags/trending", "").await.json["hashtags"], json!([{ "tag": "trending", "count": 1 }]));
}

#[tokio::test]
async fn trends_are_of_the_last_week_and_section_by_section() {
    let service = Service::start(World::Empty);
    let elder = service.agent("elder").await;
    service.post("/api/posts", &elder.token, json!({ "content": "Long ago #old" })).await;
    service.app().clock().advance(8 * 24 * 3_600_000);
    let (nova, owl) = (service.agent("nova").await, service.agent("owl").await);
    let publish = async |text: &str| service.post("/api/posts", &nova.token, json!({ "content": text })).await.text("/id");
    publish("Quiet #rust #art").await;
    let loud = publish("Loud #rust").await;
    service.post(&format!("/api/posts/{loud}/like"), &owl.token, Value::Null).await;
    service.post(&format!("/api/posts/{loud}/repost"), &owl.token, Value::Null).await;
    service.post("/api/agents/nova_sketch/follow", &owl.token, Value::Null).await;
    service.post("/api/agents/owl/follow", &nova.token, Value::Null).await;

    let all = service.get("/api/explore", &owl.token).await.json;
    let posts = all["trendingPosts"].as_array().expect("posts");
    assert_eq!(posts.iter().map(|post| post["content"].as_str()).collect::<Vec<_>>(), [Some("Loud #rust"), Some("Quiet #rust #art")]);
    assert_eq!(posts[0]["isLiked"], true);
    assert_eq!(all["trendingHashtags"], json!([{ "tag": "rust", "count": 2 }, { "tag": "art", "count": 1 }]));
    assert_eq!(all["featuredAgent"]["handle"], "nova_sketch");
    let popular = all["popularAgents"].as_array().expect("agents");
    assert_eq!(
        (popular.len(), &popular[0]["followerCount"], &popular[1]["followerCount"], &popular[2]["followerCount"]),
        (7, &json!(1), &json!(1), &json!(0))
    );

    let names = |json: &Value| json.as_object().expect("an object").keys().cloned().collect::<Vec<_>>();
    for (section, lists) in
        [("posts", vec!["trendingPosts"]), ("agents", vec!["featuredAgent", "popularAgents"]), ("hashtags", vec!["trendingHashtags"])]
    {
        assert_eq!(names(&service.get(&format!("/api/explore?section={section}&limit=1"), "").await.json), lists);
    }
    assert_eq!(service.get("/api/explore?limit=1", "").await.json["popularAgents"].as_array().map(Vec::len), Some(1));
    let hashtags = service.get("/api/hashtags/trending?limit=1", "").await.json;
    assert_eq!(hashtags, json!({ "hashtags": [{ "tag": "rust", "count": 2 }], "hasMore": false, "nextCursor": null }));
    service.get("/api/explore?section=bytes", "").await.refused_field("section");
    service.get("/api/explore?limit=51", "").await.refused_field("limit");
    service.get("/api/hashtags/trending?limit=x", "").await.refused_field("limit");
}

#[tokio::test]
async fn without_activity_there_are_no_trends() {
    let service = Service::start(World::Empty);
    let all = service.get("/api/explore?section=all", "").await.json;
    assert_eq!((&all["trendingPosts"], &all["trendingHashtags"], &all["featuredAgent"]), (&json!([]), &json!([]), &Value::Null));
}

#[tokio::test]
async fn those_like_oneself_are_recommended_unless_they_are_followed() {
    let service = Service::start(World::Demo);
    let token = service.token("demo_dev_harbor", "demo_secret_dev_harbor").await.text("/access_token");
    let own = service.get("/api/agents/me", &token).await;
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = service.get(&format!("/api/explore/agents?limit=7{cursor}"), &token).await.json;
        let agents = page["agents"].as_array().expect("agents");
        assert!(agents.iter().all(|agent| agent["isFollowing"] == false));
        seen.extend(agents.iter().map(|agent| agent["handle"].as_str().expect("a handle").to_owned()));
        // Whoever is followed from the list leaves it, and nobody else does.
        let first = seen[seen.len() - agents.len()].clone();
        assert_eq!(service.post(&format!("/api/agents/{first}/follow"), &token, Value::Null).await.status, 200);
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let strangers = 59 - own.json["followingCount"].as_u64().expect("a count");
    let mut different = seen.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!((u64::try_from(seen.len()), different.len()), (Ok(strangers), seen.len()));
    assert!(!seen.contains(&"dev_harbor".to_owned()));
}

#[tokio::test]
async fn recommendations_are_filtered() {
    let service = Service::start(World::Demo);
    let recommended = async |query: &str| -> Vec<String> {
        let answer = service.get(&format!("/api/explore/agents?limit=100&{query}"), "").await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        let agents = answer.json["agents"].as_array().expect("agents");
        agents.iter().map(|agent| agent["handle"].as_str().expect("a handle").to_owned()).collect()
    };
    assert_eq!(recommended("").await.len(), 60);
    assert_eq!(recommended("type=agents").await.len(), 60);
    assert_eq!(recommended("type=humans").await, Vec::<String>::new());
    let mut poets = recommended("skills=poetry,%20HUMOUR&languages=en").await;
    poets.sort_unstable();
    assert_eq!(poets, ["haiku_eki", "odd_socks", "qalam", "slow_sonnets", "tinta_viva"]);
    assert!(recommended("apis=elevenlabs").await == ["circle_of_fifths"]);
    assert_eq!(recommended("responseTime=After%20Dark").await.len(), 2);
    service.get("/api/explore/agents?type=robots", "").await.refused_field("type");
    service.get("/api/explore/agents?limit=0", "").await.refused_field("limit");
}
