//! Conversations and direct messages: every operation, its success and its refusals.

use crate::support::{Agent, Answer, Service};
use axum::http::Method;
use sandbox::World;
use serde_json::{Value, json};

const UNKNOWN: &str = "cml8eh8ci0000xwxcwoqjxcal";

async fn start(service: &Service, from: &Agent, to: &str, message: &str) -> Answer {
    service.app().clock().advance(1_000);
    service.post("/api/conversations", &from.token, json!({ "participantHandle": to, "message": message })).await
}

/// Sends a message and gives its id.
async fn send(service: &Service, from: &Agent, conversation: &str, content: &str) -> String {
    service.app().clock().advance(1_000);
    let sent = service.post(&format!("/api/conversations/{conversation}/messages"), &from.token, json!({ "content": content })).await;
    assert_eq!(sent.status, 201, "{}", sent.json);
    sent.text("/id")
}

async fn unread(service: &Service, agent: &Agent) -> Value {
    service.get("/api/conversations/unread", &agent.token).await.json["count"].clone()
}

async fn list(service: &Service, agent: &Agent) -> Vec<Value> {
    service.get("/api/conversations", &agent.token).await.json["conversations"].as_array().expect("conversations").clone()
}

fn contents(page: &Answer) -> Vec<&str> {
    page.json["messages"].as_array().expect("messages").iter().filter_map(|message| message["content"].as_str()).collect()
}

/// Two agents in a conversation, and a third one who is not.
async fn three(service: &Service) -> (Agent, Agent, Agent, String) {
    let (nova, owl, other) = (service.agent("nova").await, service.agent("owl").await, service.agent("other").await);
    let conversation = start(service, &nova, "owl", "Hello").await.text("/id");
    (nova, owl, other, conversation)
}

#[tokio::test]
async fn a_first_message_starts_a_conversation_and_a_second_goes_on_with_it() {
    let service = Service::start(World::Empty);
    let (nova, owl) = (service.agent("nova").await, service.agent("owl").await);
    let started = start(&service, &nova, "@owl", "Hello, 世界").await;
    assert_eq!(
        (started.status.as_u16(), started.text("/participant/handle"), &started.json["unreadCount"]),
        (201, "owl".into(), &json!(0))
    );
    assert_eq!((started.text("/lastMessage/content"), started.text("/lastMessage/sender/handle")), ("Hello, 世界".into(), "nova".into()));
    let again = start(&service, &owl, "nova", "Hi").await;
    assert_eq!((again.status.as_u16(), again.text("/id"), &again.json["unreadCount"]), (200, started.text("/id"), &json!(1)));
    assert_eq!(list(&service, &nova).await.len(), 1);
}

#[tokio::test]
async fn the_list_has_the_latest_message_first_and_counts_what_is_unread() {
    let service = Service::start(World::Empty);
    let (nova, owl, other, first) = three(&service).await;
    let second = start(&service, &other, "nova", "News").await.text("/id");
    send(&service, &other, &second, "More news").await;
    let listed = list(&service, &nova).await;
    assert_eq!([&listed[0]["id"], &listed[1]["id"]], [&json!(second), &json!(first)]);
    assert_eq!((&listed[0]["unreadCount"], &listed[0]["lastMessage"]["content"]), (&json!(2), &json!("More news")));
    assert_eq!((&listed[1]["unreadCount"], &listed[1]["participant"]["handle"]), (&json!(0), &json!("owl")));
    send(&service, &owl, &first, "Back").await;
    assert_eq!(list(&service, &nova).await[0]["id"], json!(first));
    assert_eq!(
        (unread(&service, &nova).await, unread(&service, &owl).await, unread(&service, &other).await),
        (json!(3), json!(1), json!(0))
    );
}

#[tokio::test]
async fn conversations_page_without_repeating_or_skipping() {
    let service = Service::start(World::Empty);
    let nova = service.agent("nova").await;
    for number in 0..7 {
        // Two at the same time each, so that the time alone does not tell them apart.
        service.app().clock().advance(if number % 2 == 0 { 1_000 } else { 0 });
        let writer = service.agent(&format!("writer_{number}")).await;
        let body = json!({ "participantHandle": "nova", "message": number.to_string() });
        assert_eq!(service.post("/api/conversations", &writer.token, body).await.status, 201);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = service.get(&format!("/api/conversations?limit=2{cursor}"), &nova.token).await.json;
        seen.extend(page["conversations"].as_array().expect("a page").iter().map(|item| item["lastMessage"]["content"].clone()));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(seen, ["6", "5", "4", "3", "2", "1", "0"]);
}

#[tokio::test]
async fn messages_page_back_in_time_while_others_arrive() {
    let service = Service::start(World::Empty);
    let (nova, owl, _, conversation) = three(&service).await;
    for number in 1..6 {
        send(&service, &nova, &conversation, &number.to_string()).await;
    }
    let path = format!("/api/conversations/{conversation}/messages");
    let first = service.get(&format!("{path}?limit=3"), &owl.token).await;
    assert_eq!(contents(&first), ["5", "4", "3"]);
    send(&service, &owl, &conversation, "late").await;
    let second = service.get(&format!("{path}?limit=3&cursor={}", first.text("/nextCursor")), &owl.token).await;
    assert_eq!((contents(&second), &second.json["nextCursor"]), (vec!["2", "1", "Hello"], &Value::Null));
    let message = &first.json["messages"][0];
    assert_eq!(
        (&message["conversationId"], &message["sender"]["handle"], &message["read"]),
        (&json!(conversation), &json!("nova"), &json!(false))
    );
    assert_eq!(message["senderId"], message["sender"]["id"]);
}

#[tokio::test]
async fn reading_is_marked_for_the_reader_only() {
    let service = Service::start(World::Empty);
    let (nova, owl, _, conversation) = three(&service).await;
    send(&service, &owl, &conversation, "Hi").await;
    service.get(&format!("/api/conversations/{conversation}/messages"), &nova.token).await;
    assert_eq!(unread(&service, &nova).await, 1, "reading a page marked it");
    let marked = service.call(Method::POST, &format!("/api/conversations/{conversation}/read"), &nova.token, Value::Null).await;
    assert_eq!((marked.status.as_u16(), unread(&service, &nova).await, unread(&service, &owl).await), (200, json!(0), json!(1)));
    let page = service.get(&format!("/api/conversations/{conversation}/messages"), &owl.token).await.json;
    assert_eq!((&page["messages"][0]["read"], &page["messages"][1]["read"]), (&json!(true), &json!(false)));
    assert!(page["messages"][0]["readAt"].is_string() && page["messages"][1]["readAt"].is_null());
}

#[tokio::test]
async fn a_message_is_read_and_deleted_for_both() {
    let service = Service::start(World::Empty);
    let (nova, owl, other, conversation) = three(&service).await;
    let message = send(&service, &nova, &conversation, "Oops").await;
    let path = format!("/api/messages/{message}");
    for agent in [&nova, &owl] {
        assert_eq!(service.get(&path, &agent.token).await.text("/content"), "Oops");
    }
    service.get(&path, &other.token).await.refused(404, "not_found");
    service.delete(&path, &other.token).await.refused(404, "not_found");
    service.delete(&path, &owl.token).await.refused(403, "forbidden");
    assert_eq!((unread(&service, &owl).await, service.delete(&path, &nova.token).await.status.as_u16()), (json!(2), 204));
    service.get(&path, &owl.token).await.refused(404, "not_found");
    service.delete(&path, &nova.token).await.refused(404, "not_found");
    let listed = list(&service, &owl).await;
    assert_eq!((&listed[0]["lastMessage"]["content"], &listed[0]["unreadCount"]), (&json!("Hello"), &json!(1)));
}

#[tokio::test]
async fn a_conversation_without_messages_stays_and_a_deleted_one_is_gone_for_both() {
    let service = Service::start(World::Empty);
    let (nova, owl, other, conversation) = three(&service).await;
    let first = service.get(&format!("/api/conversations/{conversation}/messages"), &nova.token).await.text("/messages/0/id");
    service.delete(&format!("/api/messages/{first}"), &nova.token).await;
    assert_eq!(list(&service, &owl).await[0]["lastMessage"], Value::Null);
    let path = format!("/api/conversations/{conversation}");
    service.delete(&path, &other.token).await.refused(404, "not_found");
    assert_eq!(service.delete(&path, &owl.token).await.status, 204);
    assert_eq!((list(&service, &nova).await.len(), list(&service, &owl).await.len()), (0, 0));
    service.delete(&path, &owl.token).await.refused(404, "not_found");
    assert_ne!(start(&service, &nova, "owl", "Again").await.text("/id"), conversation);
}

#[tokio::test]
async fn those_who_do_not_take_part_see_nothing() {
    let service = Service::start(World::Empty);
    let (nova, _, other, conversation) = three(&service).await;
    for (agent, id) in [(&other, conversation.as_str()), (&nova, UNKNOWN)] {
        let path = format!("/api/conversations/{id}");
        service.get(&format!("{path}/messages"), &agent.token).await.refused(404, "not_found");
        service.post(&format!("{path}/messages"), &agent.token, json!({ "content": "Hi" })).await.refused(404, "not_found");
        service.call(Method::POST, &format!("{path}/read"), &agent.token, Value::Null).await.refused(404, "not_found");
    }
    service.get(&format!("/api/messages/{UNKNOWN}"), &nova.token).await.refused(404, "not_found");
    assert_eq!(list(&service, &other).await.len(), 0);
}

#[tokio::test]
async fn bad_messages_are_refused() {
    let service = Service::start(World::Empty);
    let (nova, _, _, conversation) = three(&service).await;
    start(&service, &nova, "nobody_here", "Hi").await.refused(404, "not_found");
    start(&service, &nova, "@nova", "Hi").await.refused(400, "cannot_message_self");
    start(&service, &nova, "owl", " \n").await.refused_field("message");
    start(&service, &nova, "a b", "Hi").await.refused_field("participantHandle");
    service.post("/api/conversations", &nova.token, json!({})).await.refused_field("message");
    let path = format!("/api/conversations/{conversation}/messages");
    for content in [json!(null), json!(""), json!("  "), json!(7), json!("x".repeat(5_001))] {
        service.post(&path, &nova.token, json!({ "content": content })).await.refused_field("content");
    }
    assert_eq!(service.post(&path, &nova.token, json!({ "content": "é".repeat(5_000) })).await.status, 201);
    service.get(&format!("{path}?cursor=x"), &nova.token).await.refused_field("cursor");
    service.get("/api/conversations?limit=101", &nova.token).await.refused_field("limit");
}

#[tokio::test]
async fn nothing_is_shown_without_a_token() {
    let service = Service::start(World::Empty);
    for (method, path) in [
        (Method::POST, "/api/conversations".to_owned()),
        (Method::GET, "/api/conversations".to_owned()),
        (Method::GET, "/api/conversations/unread".to_owned()),
        (Method::GET, format!("/api/conversations/{UNKNOWN}/messages")),
        (Method::POST, format!("/api/conversations/{UNKNOWN}/messages")),
        (Method::POST, format!("/api/conversations/{UNKNOWN}/read")),
        (Method::DELETE, format!("/api/conversations/{UNKNOWN}")),
        (Method::GET, format!("/api/messages/{UNKNOWN}")),
        (Method::DELETE, format!("/api/messages/{UNKNOWN}")),
    ] {
        service.call(method, &path, "", Value::Null).await.refused(401, "unauthorized");
    }
}
