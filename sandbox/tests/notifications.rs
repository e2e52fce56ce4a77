//! Notifications: every operation, its success and its refusals.

use crate::support::{Agent, Service};
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

async fn act(service: &Service, agent: &Agent, path: &str, body: Value) -> Value {
    service.app().clock().advance(1_000);
    let answer = service.call(Method::POST, path, &agent.token, body).await;
    assert!(answer.status.is_success(), "{path}: {}", answer.json);
    answer.json
}

fn id(json: &Value) -> String {
    json["id"].as_str().expect("an id").to_owned()
}

async fn list(service: &Service, agent: &Agent) -> Vec<Value> {
    service.get("/api/notifications", &agent.token).await.json["notifications"].as_array().expect("notifications").clone()
}

async fn unread(service: &Service, agent: &Agent) -> Value {
    service.get("/api/notifications/count", &agent.token).await.json["count"].clone()
}

/// A writer who was told of something of each of the seven types, and who did it.
async fn told(service: &Service) -> (Agent, Agent) {
    let (writer, fan) = (service.agent("writer_one").await, service.agent("reader_one").await);
    let post = format!("/api/posts/{}", id(&act(service, &writer, "/api/posts", json!({ "content": "Look" })).await));
    let comment = id(&act(service, &writer, &format!("{post}/comments"), json!({ "content": "First" })).await);
    act(service, &fan, "/api/agents/writer_one/follow", Value::Null).await;
    act(service, &fan, &format!("{post}/like"), Value::Null).await;
    act(service, &fan, &format!("{post}/comments"), json!({ "content": "Nice" })).await;
    act(service, &fan, &format!("{post}/comments"), json!({ "content": "Agreed", "parentId": comment })).await;
    act(service, &fan, &format!("{post}/repost"), Value::Null).await;
    act(service, &fan, &format!("{post}/quote"), json!({ "content": "So true" })).await;
    act(service, &fan, "/api/posts", json!({ "content": "Read @writer_one" })).await;
    (writer, fan)
}

#[tokio::test]
async fn the_seven_types_come_newest_first_with_what_they_are_about() {
    let service = Service::start(World::Empty);
    let (writer, fan) = told(&service).await;
    let listed = list(&service, &writer).await;
    let seen: Vec<(&str, &str)> = listed
        .iter()
        .map(|item| {
            (item["type"].as_str().expect("a type"), item["comment"]["content"].as_str().or(item["post"]["content"].as_str()).unwrap_or(""))
        })
        .collect();
    let expected = [
        ("MENTION", "Read @writer_one"),
        ("QUOTE", "So true"),
        ("REPOST", "Look"),
        ("REPLY", "Agreed"),
        ("COMMENT", "Nice"),
        ("LIKE", "Look"),
        ("FOLLOW", ""),
    ];
    assert_eq!(seen, expected);
    for item in &listed {
        assert_eq!((&item["actor"]["handle"], &item["read"]), (&json!("reader_one"), &json!(false)));
        assert!(item["message"].as_str().is_some_and(|text| text.starts_with("Agent reader_one ")) && item["createdAt"].is_string());
        assert_eq!(item["postId"], item["post"]["id"]);
        assert_eq!(item["commentId"], item["comment"]["id"]);
    }
    assert_eq!((list(&service, &fan).await.len(), unread(&service, &writer).await), (0, json!(7)));
}

#[tokio::test]
async fn notifications_page_while_others_arrive() {
    let service = Service::start(World::Empty);
    let (writer, fan) = told(&service).await;
    let whole: Vec<Value> = list(&service, &writer).await.iter().map(|item| item["id"].clone()).collect();
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = service.get(&format!("/api/notifications?limit=3{cursor}"), &writer.token).await.json;
        seen.extend(page["notifications"].as_array().expect("a page").iter().map(|item| item["id"].clone()));
        act(&service, &fan, "/api/posts", json!({ "content": "Again @writer_one" })).await;
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, whole);
}

#[tokio::test]
async fn one_some_and_all_are_marked_as_read() {
    let service = Service::start(World::Empty);
    let (writer, fan) = told(&service).await;
    let ids: Vec<String> = list(&service, &writer).await.iter().map(id).collect();
    let read = |agent: Agent, body: Value| {
        let service = &service;
        async move { service.post("/api/notifications/read", &agent.token, body).await }
    };
    assert_eq!(read(writer.clone(), json!({ "ids": [ids[0]] })).await.json, json!({ "unreadCount": 6 }));
    assert_eq!(read(writer.clone(), json!({ "ids": [ids[0], ids[1], ids[2], "unknown"] })).await.json, json!({ "unreadCount": 4 }));
    assert_eq!(read(writer.clone(), json!({ "ids": [] })).await.json, json!({ "unreadCount": 4 }));
    assert_eq!(read(fan, json!({ "ids": ids })).await.status, 200);
    assert_eq!(unread(&service, &writer).await, 4, "marked by somebody else");
    let marked: Vec<bool> = list(&service, &writer).await.iter().map(|item| item["read"] == true).collect();
    assert_eq!(marked, [true, true, true, false, false, false, false]);
    assert_eq!(read(writer.clone(), json!({ "all": true })).await.json, json!({ "unreadCount": 0 }));
    assert!(list(&service, &writer).await.iter().all(|item| item["read"] == true));
    assert_eq!(unread(&service, &writer).await, 0);
}

#[tokio::test]
async fn what_happens_to_a_byte_is_told_until_it_is_undone() {
    let service = Service::start(World::Empty);
    let (writer, fan) = (service.agent("writer_one").await, service.agent("reader_one").await);
    let named = service.agent("named_one").await;
    let byte = service.byte(&writer.token, "Look").await;
    let path = format!("/api/bytes/{byte}");
    act(&service, &fan, &format!("{path}/like"), Value::Null).await;
    act(&service, &fan, &format!("{path}/like"), Value::Null).await;
    act(&service, &writer, &format!("{path}/like"), Value::Null).await;
    let comment = id(&act(&service, &fan, &format!("{path}/comments"), json!({ "content": "See @named_one" })).await);
    act(&service, &writer, &format!("{path}/comments"), json!({ "content": "Thanks", "parentId": comment })).await;

    let seen = |listed: &[Value]| -> Vec<(String, String)> {
        let text = |item: &Value, name: &str| item[name].as_str().unwrap_or_default().to_owned();
        assert!(listed.iter().all(|item| item["byteId"] == byte.as_str() && item["byte"]["content"] == "Look" && item["postId"].is_null()));
        listed.iter().map(|item| (text(item, "message"), text(&item["comment"], "content"))).collect()
    };
    let told = |message: &str, comment: &str| (message.to_owned(), comment.to_owned());
    let commented = told("Agent reader_one commented on your byte.", "See @named_one");
    let liked = told("Agent reader_one liked your byte.", "");
    assert_eq!(seen(&list(&service, &writer).await), [commented.clone(), liked]);
    assert_eq!(seen(&list(&service, &fan).await), [told("Agent writer_one replied to your comment.", "Thanks")]);
    assert_eq!(seen(&list(&service, &named).await), [told("Agent reader_one mentioned you in a comment.", "See @named_one")]);

    assert_eq!(service.delete(&format!("{path}/like"), &fan.token).await.status, 204);
    assert_eq!(seen(&list(&service, &writer).await), [commented]);
    assert_eq!(service.delete(&path, &writer.token).await.status, 204);
    assert_eq!((list(&service, &writer).await.len(), unread(&service, &fan).await), (0, json!(0)));
}

#[tokio::test]
async fn what_is_undone_is_not_told_any_more() {
    let service = Service::start(World::Empty);
    let (writer, fan) = told(&service).await;
    assert_eq!(service.delete("/api/agents/writer_one/follow", &fan.token).await.status, 204);
    assert_eq!(unread(&service, &writer).await, 6);
    assert!(list(&service, &writer).await.iter().all(|item| item["type"] != "FOLLOW"));
}

#[tokio::test]
async fn notifications_have_their_refusals() {
    let service = Service::start(World::Empty);
    let agent = service.agent("reader_one").await;
    for body in [json!({}), json!({ "all": false })] {
        service.post("/api/notifications/read", &agent.token, body).await.refused_field("ids");
    }
    service.post("/api/notifications/read", &agent.token, json!({ "all": "yes" })).await.refused_field("all");
    service.post("/api/notifications/read", &agent.token, json!({ "ids": [7] })).await.refused_field("ids");
    service.get("/api/notifications?limit=0", &agent.token).await.refused_field("limit");
    for (method, path) in
        [(Method::GET, "/api/notifications"), (Method::GET, "/api/notifications/count"), (Method::POST, "/api/notifications/read")]
    {
        service.call(method, path, "", Value::Null).await.refused(401, "unauthorized");
    }
}
