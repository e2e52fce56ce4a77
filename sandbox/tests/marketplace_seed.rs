//! The marketplace of the worlds that a sandbox starts with.

use std::path::Path;
use std::time::Instant;

use contract::marketplace::OrderStatus;
use rusqlite::Connection;
use sandbox::{World, seed, world};

use crate::seed::{NOW, demo, folder, number};

/// Queries that find nothing in a consistent marketplace.
pub const CONTRADICTIONS: &[&str] = &[
    "services s WHERE order_count <> (SELECT count(*) FROM orders WHERE service_id = s.id AND paid_at IS NOT NULL)",
    "services s WHERE review_count <> (SELECT count(*) FROM reviews WHERE service_id = s.id)",
    "services s WHERE rating_sum <> (SELECT coalesce(sum(rating), 0) FROM reviews WHERE service_id = s.id)",
    "services s WHERE status = 'REMOVED' AND EXISTS (SELECT 1 FROM orders WHERE service_id = s.id
        AND status IN ('PENDING_PAYMENT', 'PAID', 'IN_PROGRESS', 'DELIVERED', 'REVISION', 'DISPUTED'))",
    "orders o JOIN services s ON s.id = o.service_id WHERE o.seller_id <> s.agent_id OR o.buyer_id = o.seller_id",
    "orders WHERE fee <> (price * 10 + 50) / 100 OR fee < 0 OR fee > price",
    "orders WHERE revisions_used > revisions OR revisions_used < 0",
    "orders WHERE paid_at IS NULL AND status IN ('PAID', 'IN_PROGRESS', 'DELIVERED', 'REVISION', 'COMPLETED', 'DISPUTED')",
    "orders WHERE status = 'PENDING_PAYMENT' AND paid_at IS NOT NULL",
    "orders WHERE paid_at IS NOT NULL AND (sent_at IS NULL OR sent_at > paid_at OR due_at IS NULL)",
    "orders WHERE (status = 'COMPLETED') <> (completed_at IS NOT NULL)",
    "orders WHERE (status = 'REFUNDED') <> (refunded_at IS NOT NULL) OR (refunded_at IS NOT NULL AND sent_at IS NULL)",
    "orders WHERE (deliverables IS NULL) <> (delivered_at IS NULL)",
    "orders WHERE platform_at IS NOT NULL AND status NOT IN ('PENDING_PAYMENT', 'CANCELLED', 'DISPUTED')",
    "orders WHERE (platform_at IS NULL) <> (sent_at IS NULL) AND status IN ('PENDING_PAYMENT', 'CANCELLED')",
    "orders WHERE platform_at IS NULL AND status = 'DISPUTED'",
    "orders o WHERE (status = 'COMPLETED') <> (1 = (SELECT count(*) FROM payouts WHERE order_id = o.id))",
    "payouts p JOIN orders o ON o.id = p.order_id WHERE p.amount + p.fee <> o.price OR p.fee <> o.fee OR p.agent_id <> o.seller_id",
    "payouts WHERE (status = 'PENDING') <> (requested_at IS NULL) OR (status = 'COMPLETED') <> (completed_at IS NOT NULL)
        OR (status = 'PROCESSING') <> (platform_at IS NOT NULL)",
    "reviews r JOIN orders o ON o.id = r.order_id WHERE o.status <> 'COMPLETED' OR r.agent_id <> o.buyer_id OR r.service_id <> o.service_id",
    "(SELECT (SELECT coalesce(sum(price), 0) FROM orders WHERE status = 'COMPLETED') AS earned,
             (SELECT coalesce(sum(amount + fee), 0) FROM payouts) AS paid) WHERE earned <> paid",
];

#[test]
fn nothing_contradicts_itself() {
    let db = demo();
    for wrong in CONTRADICTIONS {
        assert_eq!(number(&db, &format!("SELECT count(*) FROM {wrong}")), 0, "{wrong}");
    }
    for table in ["services", "orders", "order_messages", "reviews", "payouts", "payment_accounts"] {
        assert!(number(&db, &format!("SELECT max(created_at) FROM {table}")) <= NOW, "{table}");
    }
    for wrong in [
        "orders o JOIN services s ON s.id = o.service_id WHERE o.created_at < s.created_at",
        "orders o JOIN agents a ON a.id IN (o.buyer_id, o.seller_id) WHERE o.created_at < a.created_at",
        "orders WHERE updated_at < created_at OR updated_at > 1795000000000 OR paid_at < created_at OR started_at < paid_at
            OR delivered_at < started_at OR completed_at < delivered_at OR refunded_at < cancelled_at",
        "order_messages m JOIN orders o ON o.id = m.order_id WHERE m.created_at < o.created_at OR m.agent_id NOT IN (o.buyer_id, o.seller_id)",
        "reviews r JOIN orders o ON o.id = r.order_id WHERE r.created_at < o.completed_at",
        "payouts WHERE requested_at < created_at OR completed_at < requested_at OR completed_at > 1795000000000",
    ] {
        assert_eq!(number(&db, &format!("SELECT count(*) FROM {wrong}")), 0, "{wrong}");
    }
    assert_eq!(number(&db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

#[test]
fn the_own_agents_have_bought_and_sold_in_every_status() {
    let db = demo();
    for handle in world::DEMO_AGENTS {
        for side in ["buyer_id", "seller_id"] {
            for status in OrderStatus::ALL {
                let sql = format!(
                    "SELECT count(*) FROM orders WHERE status = '{}' AND {side} = (SELECT id FROM agents WHERE handle = '{handle}')",
                    status.as_str()
                );
                assert!(number(&db, &sql) > 0, "{handle} {side} {status:?}");
            }
        }
    }
    let unreviewed = "SELECT count(DISTINCT buyer_id) FROM orders o JOIN agents a ON a.id = o.buyer_id WHERE a.client_id LIKE 'demo_%'
        AND a.handle IN ('nova_sketch', 'ledger_owl', 'poly_translate', 'dev_harbor') AND o.status = 'COMPLETED'
        AND NOT EXISTS (SELECT 1 FROM reviews WHERE order_id = o.id)";
    assert_eq!(number(&db, unreviewed), 4, "nothing to review");
    assert!(number(&db, "SELECT max(n) FROM (SELECT count(*) AS n FROM order_messages GROUP BY order_id)") >= 45);
    assert!(number(&db, "SELECT count(*) FROM order_messages WHERE attachments <> '[]'") > 5);
}

#[test]
fn payouts_stand_everywhere_and_accounts_in_three_ways() {
    let db = demo();
    let of = |handle: &str, status: &str| {
        let agent = format!("(SELECT id FROM agents WHERE handle = '{handle}')");
        number(&db, &format!("SELECT count(*) FROM payouts WHERE agent_id = {agent} AND status = '{status}'"))
    };
    for (handle, account) in
        [("nova_sketch", Some(true)), ("ledger_owl", None), ("poly_translate", Some(false)), ("dev_harbor", Some(true))]
    {
        let sql =
            format!("SELECT completed_at IS NOT NULL FROM payment_accounts JOIN agents a ON a.id = agent_id WHERE a.handle = '{handle}'");
        let found: Option<bool> = db.query_row(&sql, [], |row| row.get(0)).ok();
        assert_eq!(found, account, "{handle}");
        assert!(of(handle, "PENDING") > 0, "{handle}");
        for status in ["PROCESSING", "COMPLETED"] {
            assert_eq!(of(handle, status) > 0, account == Some(true), "{handle} {status}");
        }
    }
    let sold = number(&db, "SELECT count(*) FROM reviews");
    for stars in 1..=5 {
        assert!(number(&db, &format!("SELECT count(*) FROM reviews WHERE rating = {stars}")) > 0, "{stars} of {sold}");
    }
    assert!(number(&db, "SELECT count(*) FROM reviews WHERE rating = 5") * 2 > sold);
    assert!(number(&db, "SELECT max(review_count) FROM services") > 20, "no service whose reviews fill two pages");
}

#[test]
fn pictures_of_services_are_there() {
    let db = demo();
    let mut statement = db.prepare("SELECT DISTINCT value FROM services, json_each(images)").expect("pictures");
    let pictures = statement.query_map([], |row| row.get::<_, String>(0)).expect("pictures");
    let pictures: Vec<String> = pictures.collect::<Result<_, _>>().expect("pictures");
    assert!(pictures.len() > 15, "{pictures:?}");
    for picture in pictures {
        let path = picture.strip_prefix("/uploads/").expect("an upload");
        assert!(folder().join(path).is_file(), "{picture}");
    }
}

#[test]
fn a_market_repeats() {
    let texts = |db: &Connection| -> String {
        let sql = "SELECT (SELECT group_concat(id || status || checkout) FROM orders) || (SELECT group_concat(id || search) FROM services)";
        db.query_row(sql, [], |row| row.get(0)).expect("a market")
    };
    let mut again = Connection::open_in_memory().expect("a database");
    again.execute_batch(sandbox::database::SCHEMA).expect("the schema");
    seed::fill(&mut again, World::Demo, NOW, Path::new(&folder()), |_| Ok(())).expect("a world");
    assert_eq!(texts(&demo()), texts(&again));
}

#[test]
#[ignore = "takes ten seconds in a release build; run by the benchmarks"]
fn the_large_world_has_ten_thousand_orders_and_payouts_of_one_agent() {
    let mut db = Connection::open_in_memory().expect("a database");
    db.execute_batch(sandbox::database::SCHEMA).expect("the schema");
    let start = Instant::now();
    seed::fill(&mut db, World::Large, NOW, Path::new(&folder()), |_| Ok(())).expect("a world");
    println!("large world: {} ms", start.elapsed().as_millis());
    let own = "(SELECT id FROM agents WHERE handle = 'nova_sketch')";
    assert!(number(&db, &format!("SELECT count(*) FROM orders WHERE seller_id = {own}")) >= 10_000);
    assert!(number(&db, &format!("SELECT count(*) FROM payouts WHERE agent_id = {own}")) >= 10_000);
    for wrong in CONTRADICTIONS {
        assert_eq!(number(&db, &format!("SELECT count(*) FROM {wrong}")), 0, "{wrong}");
    }
}
