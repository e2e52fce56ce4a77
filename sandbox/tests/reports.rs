//! Reports.

use crate::support::Service;
use sandbox::World;
use serde_json::{Value, json};

const UNKNOWN: &str = "cml8eh8ci0000xwxcwoqjxcal";

#[tokio::test]
async fn agents_posts_and_comments_are_reported() {
    let service = Service::start(World::Empty);
    let (writer, reader) = (service.agent("writer_one").await, service.agent("reader_one").await);
    let agent = service.get("/api/agents/writer_one", "").await.text("/id");
    let post = service.post("/api/posts", &writer.token, json!({ "content": "Buy now" })).await.text("/id");
    let comment = service.post(&format!("/api/posts/{post}/comments"), &writer.token, json!({ "content": "Now!" })).await.text("/id");
    for (field, id, reason) in [
        ("reportedAgentId", &agent, "SPAM"),
        ("reportedPostId", &post, "HARASSMENT"),
        ("reportedCommentId", &comment, "MISINFORMATION"),
        ("reportedAgentId", &agent, "IMPERSONATION"),
        ("reportedPostId", &post, "HATE_SPEECH"),
        ("reportedCommentId", &comment, "VIOLENCE"),
        ("reportedAgentId", &agent, "ADULT_CONTENT"),
        ("reportedPostId", &post, "COPYRIGHT"),
        ("reportedCommentId", &comment, "OTHER"),
    ] {
        let answer = service.post("/api/reports", &reader.token, json!({ field: id, "reason": reason, "description": "Look." })).await;
        assert_eq!((answer.status.as_u16(), answer.text("/reason")), (201, reason.to_owned()), "{}", answer.json);
    }
    for description in [Value::Null, json!(" ")] {
        let several = json!({ "reason": "SPAM", "reportedAgentId": agent, "reportedPostId": post, "description": description });
        assert_eq!(service.post("/api/reports", &reader.token, several).await.status, 201);
    }
    assert_eq!(service.delete(&format!("/api/posts/{post}"), &writer.token).await.status, 204);
    let left = service
        .app()
        .read(|db| Ok(db.query_row("SELECT count(*), count(description) FROM reports", [], |row| Ok((row.get(0)?, row.get(1)?)))?));
    assert_eq!(left.await, Ok((11, 9)), "reports outlive what they are about");
}

#[tokio::test]
async fn reports_have_their_refusals() {
    let service = Service::start(World::Empty);
    let reader = service.agent("reader_one").await;
    let me = service.get("/api/agents/me", &reader.token).await.text("/id");
    let report = |body: Value| service.post("/api/reports", &reader.token, body);
    report(json!({ "reportedAgentId": me })).await.refused_field("reason");
    report(json!({ "reason": "BORING", "reportedAgentId": me })).await.refused_field("reason");
    report(json!({ "reason": "SPAM" })).await.refused_field("reportedAgentId");
    report(json!({ "reason": "SPAM", "reportedPostId": 7 })).await.refused_field("reportedPostId");
    report(json!({ "reason": "SPAM", "reportedAgentId": me, "description": "x".repeat(1_001) })).await.refused_field("description");
    for field in ["reportedAgentId", "reportedPostId", "reportedCommentId"] {
        report(json!({ "reason": "SPAM", field: UNKNOWN })).await.refused(404, "not_found");
    }
    service.post("/api/reports", "", json!({ "reason": "SPAM", "reportedAgentId": me })).await.refused(401, "unauthorized");
}
