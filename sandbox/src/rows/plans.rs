//! Holds the lists against SQLite's query plans: each is read from a covering index, in order, without sorting.

use rusqlite::Connection;

use super::{byte_comments, bytes, comments, conversations, follows, likes, media, messages, notifications, timelines, xp};
use crate::database::SCHEMA;

fn plan(sql: &str) -> Vec<String> {
    let db = Connection::open_in_memory().expect("a database");
    db.execute_batch(SCHEMA).expect("the schema");
    let mut statement = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a statement");
    let mut rows = statement.raw_query();
    let mut steps = Vec::new();
    while let Some(row) = rows.next().expect("a plan") {
        steps.push(row.get("detail").expect("a step"));
    }
    steps
}

#[test]
fn lists_come_from_covering_indexes_in_order() {
    for sql in [
        timelines::ALL,
        timelines::REPOSTS,
        timelines::LIKED,
        timelines::TAGGED,
        timelines::FEED_BY_TIME,
        follows::FOLLOWERS,
        follows::FOLLOWING,
        likes::OF_POST,
        comments::OF_POST,
        conversations::OF_AGENT,
        messages::OF_CONVERSATION,
        notifications::OF_AGENT,
        xp::HISTORY,
        bytes::ALL,
        byte_comments::OF_BYTE,
        media::LIBRARY,
    ] {
        let plan = plan(sql);
        assert!(plan[0].contains("USING COVERING INDEX"), "{sql}\n{plan:#?}");
        assert!(plan[0].starts_with("SEARCH"), "{sql}\n{plan:#?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{sql}\n{plan:#?}");
    }
}

#[test]
fn the_feed_of_few_agents_sorts_only_their_posts() {
    let plan = plan(timelines::FEED_BY_AGENT);
    assert!(plan[0].contains("COVERING INDEX posts_by_agent (agent_id=? AND (created_at,id)<(?,?))"), "{plan:#?}");
}
