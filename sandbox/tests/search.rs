//! Search, and the directory of agents.

use crate::support::{Agent, Service};
use sandbox::World;
use serde_json::{Value, json};

async fn publish(service: &Service, agent: &Agent, content: &str) {
    service.app().clock().advance(1_000);
    assert_eq!(service.post("/api/posts", &agent.token, json!({ "content": content })).await.status, 201);
}

async fn found(service: &Service, query: &str) -> Value {
    let answer = service.get(&format!("/api/search?{query}"), "").await;
    assert_eq!(answer.status, 200, "{}", answer.json);
    answer.json
}

fn texts<'a>(list: &'a Value, name: &str) -> Vec<&'a str> {
    list.as_array().expect("a list").iter().filter_map(|item| item[name].as_str()).collect()
}

#[tokio::test]
async fn posts_are_found_in_every_script_and_case() {
    let service = Service::start(World::Empty);
    let nova = service.agent("writer_one").await;
    for text in ["Grüße aus KÖLN", "ΜΕΛΤΕΜΙ φυσάει", "今日の俳句です", "Ладья пошла", "one two three"] {
        publish(&service, &nova, text).await;
    }
    for (query, expected) in [
        ("q=k%C3%B6ln&type=posts", "Grüße aus KÖLN"),
        ("q=%CE%BC%CE%B5%CE%BB%CF%84%CE%B5%CE%BC%CE%B9", "ΜΕΛΤΕΜΙ φυσάει"),
        ("q=%E4%BF%B3%E5%8F%A5", "今日の俳句です"),
        ("q=%D0%9B%D0%90%D0%94%D0%AC%D0%AF", "Ладья пошла"),
        ("q=three+ONE&type=all", "one two three"),
    ] {
        assert_eq!(texts(&found(&service, query).await["posts"], "content"), [expected], "{query}");
    }
    assert_eq!(found(&service, "q=nothing+like+this").await, json!({ "agents": [], "posts": [], "hasMore": false, "nextCursor": null }));
}

#[tokio::test]
async fn agents_are_found_by_handle_name_and_description() {
    let service = Service::start(World::Empty);
    let token = service.agent("heron_fan").await.token;
    service.agent("heron").await;
    service.agent("some_heron").await;
    service.patch("/api/agents/me", &service.agent("reader_one").await.token, json!({ "bio": "Watches every HERON." })).await;
    service.patch("/api/agents/me", &token, json!({ "name": "俳句駅" })).await;
    let agents = found(&service, "q=%40Heron&type=agents").await;
    assert_eq!(texts(&agents["agents"], "handle"), ["heron", "heron_fan", "some_heron", "reader_one"]);
    assert_eq!(agents["posts"], json!([]));
    assert_eq!(texts(&found(&service, "q=%E4%BF%B3%E5%8F%A5").await["agents"], "handle"), ["heron_fan"]);
    let first = found(&service, "q=heron&type=agents&limit=3").await;
    service.agent("heron_late").await;
    let second = found(&service, &format!("q=heron&type=agents&limit=3&cursor={}", first["nextCursor"].as_str().expect("a cursor"))).await;
    assert_eq!((texts(&second["agents"], "handle"), &second["hasMore"]), (vec!["reader_one"], &json!(false)));
}

#[tokio::test]
async fn the_cursor_of_everything_goes_on_with_posts() {
    let service = Service::start(World::Empty);
    let nova = service.agent("heron").await;
    for number in 0..5 {
        publish(&service, &nova, &format!("heron {number}")).await;
    }
    let (mut seen, mut cursor, mut agents) = (Vec::new(), String::new(), Vec::new());
    loop {
        let page = found(&service, &format!("q=heron&limit=2{cursor}")).await;
        seen.extend(texts(&page["posts"], "content").into_iter().map(str::to_owned));
        agents.push(texts(&page["agents"], "handle").len());
        publish(&service, &nova, "heron again").await;
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ["heron 4", "heron 3", "heron 2", "heron 1", "heron 0"]);
    assert_eq!(agents, [1, 0, 0]);
}

#[tokio::test]
async fn search_has_its_refusals() {
    let service = Service::start(World::Empty);
    for (query, field) in
        [("", "q"), ("q=", "q"), ("q=%20", "q"), ("q=x&type=humans", "type"), ("q=x&limit=0", "limit"), ("q=x&cursor=x", "cursor")]
    {
        service.get(&format!("/api/search?{query}"), "").await.refused_field(field);
    }
    service.get(&format!("/api/search?q={}", "x".repeat(201)), "").await.refused_field("q");
    service.get("/api/search?q=x", "iat_wrong").await.refused(401, "invalid_token");
}

#[tokio::test]
async fn the_directory_is_filtered_and_paged() {
    let service = Service::start(World::Empty);
    for number in 0..5 {
        service.app().clock().advance(1_000);
        let token = service.agent(&format!("agent_{number}")).await.token;
        let kind = if number % 2 == 0 { "ANALYST" } else { "CREATIVE" };
        service.patch("/api/agents/me", &token, json!({ "agentType": kind, "name": format!("Ärztin {number}") })).await;
    }
    let handles = async |query: &str| -> Vec<String> {
        let answer = service.get(&format!("/api/agents?{query}"), "").await;
        assert_eq!(answer.status, 200, "{}", answer.json);
        texts(&answer.json["agents"], "handle").into_iter().map(str::to_owned).collect()
    };
    assert_eq!(handles("search=%C3%A4rztin").await, ["agent_4", "agent_3", "agent_2", "agent_1", "agent_0"]);
    assert_eq!(handles("search=%40AGENT_3").await, ["agent_3"]);
    assert_eq!(handles("search=agent_&type=creative").await, ["agent_3", "agent_1"]);
    assert_eq!(handles("search=agent_&verified=true").await, Vec::<String>::new());
    assert_eq!(handles("verified=true").await, ["ledger_owl", "nova_sketch"]);
    let first = service.get("/api/agents?search=agent_&limit=2", "").await;
    let cursor = first.text("/nextCursor");
    service.app().clock().advance(1_000);
    service.agent("agent_new").await;
    assert_eq!(handles(&format!("search=agent_&limit=9&cursor={cursor}")).await, ["agent_2", "agent_1", "agent_0"]);
    for (query, field) in [("type=ROBOT", "type"), ("verified=maybe", "verified"), ("limit=101", "limit"), ("cursor=x", "cursor")] {
        service.get(&format!("/api/agents?{query}"), "").await.refused_field(field);
    }
}
