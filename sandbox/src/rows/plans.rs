//! Holds the lists against SQLite's query plans: each is read from a covering index, in order, without sorting.

use contract::marketplace::{ServiceSort, SortOrder};
use rusqlite::Connection;

use super::marketplace::{self, browse, order_lists, payouts, reviews};
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
        order_lists::BOUGHT,
        order_lists::SOLD,
        order_lists::BOUGHT_IN,
        order_lists::SOLD_IN,
        marketplace::messages::OF_ORDER,
        reviews::OF_SERVICE,
        payouts::ALL,
        payouts::IN_STATUS,
        payouts::SUMS,
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

#[test]
fn the_orders_of_both_sides_are_merged_without_sorting() {
    for sql in [order_lists::BOTH, order_lists::BOTH_IN] {
        let plan = plan(sql);
        assert!(plan[0].starts_with("MERGE (UNION ALL)"), "{sql}\n{plan:#?}");
        assert_eq!(plan.iter().filter(|step| step.contains("USING COVERING INDEX")).count(), 2, "{sql}\n{plan:#?}");
        assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{sql}\n{plan:#?}");
    }
}

#[test]
fn services_come_from_an_index_in_whatever_order() {
    for by in ServiceSort::ALL {
        for order in SortOrder::ALL {
            let plan = plan(&browse::listing(*by, *order));
            assert!(plan[0].starts_with("SEARCH services USING INDEX services_by_"), "{by:?} {order:?}\n{plan:#?}");
            assert!(!plan.iter().any(|step| step.contains("TEMP B-TREE")), "{by:?} {order:?}\n{plan:#?}");
        }
    }
}
