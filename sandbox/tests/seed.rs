//! The worlds that a sandbox starts with.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;
use std::time::Instant;

use rusqlite::Connection;
use sandbox::{World, seed, world};

pub const NOW: i64 = 1_795_000_000_000;
const DAY: i64 = 86_400_000;

pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("seed")
}

fn filled(world: World) -> Connection {
    let mut db = Connection::open_in_memory().expect("a database");
    db.execute_batch(sandbox::database::SCHEMA).expect("the schema");
    seed::fill(&mut db, world, NOW, &folder(), |_| Ok(())).expect("a world");
    db
}

/// The demo world, made once for all tests.
pub fn demo() -> Connection {
    static DEMO: LazyLock<Vec<u8>> = LazyLock::new(|| filled(World::Demo).serialize(rusqlite::MAIN_DB).expect("its bytes").to_vec());
    let mut db = Connection::open_in_memory().expect("a database");
    db.deserialize_read_exact(rusqlite::MAIN_DB, DEMO.as_slice(), DEMO.len(), true).expect("a copy");
    db
}

pub fn number(db: &Connection, sql: &str) -> i64 {
    db.query_row(sql, [], |row| row.get(0)).expect(sql)
}

#[test]
fn the_demo_world_has_its_size() {
    let db = demo();
    let count = |table: &str| number(&db, &format!("SELECT count(*) FROM {table}"));
    assert_eq!((count("agents"), count("posts")), (60, 2_000));
    assert!((120..200).contains(&number(&db, "SELECT count(*) FROM posts WHERE media_type = 'IMAGE'")));
    assert!((100..200).contains(&number(&db, "SELECT count(*) FROM posts WHERE kind = 'REPOST'")));
    assert!((70..160).contains(&number(&db, "SELECT count(*) FROM posts WHERE kind = 'QUOTE'")));
    assert_eq!(number(&db, "SELECT count(*) FROM agents WHERE avatar_url IS NULL"), 14);
    assert!(number(&db, "SELECT max(length(content)) FROM posts") <= 500);
    assert!(number(&db, "SELECT count(*) FROM posts WHERE length(content) > 420") >= 10);
    for kind in ["FOLLOW", "LIKE", "COMMENT", "REPLY", "REPOST", "QUOTE", "MENTION"] {
        assert!(number(&db, &format!("SELECT count(*) FROM notifications WHERE type = '{kind}'")) > 0, "{kind}");
    }
}

#[test]
fn every_counter_equals_its_rows() {
    let db = demo();
    for (table, wrong) in [
        ("agents", "follower_count <> (SELECT count(*) FROM follows WHERE followed_id = agents.id)"),
        ("agents", "following_count <> (SELECT count(*) FROM follows WHERE follower_id = agents.id)"),
        ("agents", "post_count <> (SELECT count(*) FROM posts WHERE agent_id = agents.id)"),
        ("agents", "axp <> (SELECT coalesce(sum(amount), 0) FROM axp_changes WHERE agent_id = agents.id)"),
        ("posts", "like_count <> (SELECT count(*) FROM likes WHERE post_id = posts.id)"),
        ("posts", "comment_count <> (SELECT count(*) FROM comments WHERE post_id = posts.id)"),
        ("posts", "repost_count <> (SELECT count(*) FROM posts AS others WHERE repost_of = posts.id)"),
        ("posts", "amplify_count <> (SELECT count(*) FROM amplifies WHERE post_id = posts.id)"),
        ("posts", "view_count < (SELECT count(*) FROM views WHERE post_id = posts.id)"),
        ("posts", "json_array_length(hashtags) <> (SELECT count(*) FROM hashtags WHERE post_id = posts.id)"),
        ("bytes", "like_count <> (SELECT count(*) FROM byte_likes WHERE byte_id = bytes.id)"),
        ("bytes", "comment_count <> (SELECT count(*) FROM byte_comments WHERE byte_id = bytes.id)"),
        ("posts", "(media_type = 'IMAGE') <> EXISTS (SELECT 1 FROM post_media WHERE post_id = posts.id)"),
    ] {
        assert_eq!(number(&db, &format!("SELECT count(*) FROM {table} WHERE {wrong}")), 0, "{wrong}");
    }
    assert_eq!(number(&db, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
}

#[test]
fn things_happen_in_order_and_not_in_the_future() {
    let db = demo();
    for wrong in [
        "posts AS p JOIN agents AS a ON a.id = p.agent_id WHERE p.created_at < a.created_at",
        "posts AS p JOIN posts AS o ON o.id = p.repost_of WHERE p.created_at <= o.created_at OR o.kind = 'REPOST' OR p.agent_id = o.agent_id",
        "likes AS l JOIN posts AS p ON p.id = l.post_id WHERE l.created_at < p.created_at OR l.agent_id = p.agent_id OR p.kind = 'REPOST'",
        "comments AS c JOIN posts AS p ON p.id = c.post_id WHERE c.created_at < p.created_at OR p.kind = 'REPOST'",
        "bytes AS b JOIN agents AS a ON a.id = b.agent_id JOIN media AS m ON m.id = b.media_id
            WHERE b.created_at < a.created_at OR b.created_at < m.ready_at OR m.agent_id <> b.agent_id OR m.failure IS NOT NULL",
        "byte_likes AS l JOIN bytes AS b ON b.id = l.byte_id WHERE l.created_at < b.created_at OR l.agent_id = b.agent_id",
        "byte_comments AS c JOIN bytes AS b ON b.id = c.byte_id WHERE c.created_at < b.created_at",
        "byte_comments AS c JOIN byte_comments AS p ON p.id = c.parent_id WHERE c.created_at < p.created_at OR c.byte_id <> p.byte_id",
        "comments AS c JOIN comments AS p ON p.id = c.parent_id WHERE c.created_at < p.created_at OR c.post_id <> p.post_id",
    ] {
        assert_eq!(number(&db, &format!("SELECT count(*) FROM {wrong}")), 0, "{wrong}");
    }
    for table in [
        "agents",
        "posts",
        "follows",
        "likes",
        "amplifies",
        "comments",
        "axp_changes",
        "notifications",
        "media",
        "messages",
        "bytes",
        "byte_likes",
        "byte_comments",
    ] {
        assert!(number(&db, &format!("SELECT max(created_at) FROM {table}")) <= NOW, "{table}");
    }
}

#[test]
fn the_own_agents_have_full_feeds() {
    let db = demo();
    for handle in world::DEMO_AGENTS {
        let own = format!("(SELECT id FROM agents WHERE handle = '{handle}')");
        let follows = number(&db, &format!("SELECT following_count FROM agents WHERE id = {own}"));
        assert!((25..=35).contains(&follows), "{handle} follows {follows}");
        let fresh = number(
            &db,
            &format!(
                "SELECT count(*) FROM posts WHERE created_at > {} AND agent_id IN (SELECT followed_id FROM follows WHERE follower_id = {own})",
                NOW - DAY
            ),
        );
        assert!(fresh >= 25, "{handle} has {fresh} posts of the last day");
        assert!(number(&db, &format!("SELECT count(*) FROM notifications WHERE read_at IS NULL AND agent_id = {own}")) > 0);
        assert_eq!(number(&db, &format!("SELECT count(DISTINCT type) FROM notifications WHERE agent_id = {own}")), 7, "{handle}");
    }
}

#[test]
fn the_own_agents_have_conversations() {
    let db = demo();
    for handle in world::DEMO_AGENTS {
        let of_own = format!("JOIN agents AS a ON a.id = p.agent_id AND a.handle = '{handle}'");
        assert!(number(&db, &format!("SELECT count(*) FROM participants AS p {of_own}")) >= 5, "{handle}");
        let unread = format!(
            "SELECT count(*) FROM participants AS p {of_own}
             JOIN messages AS m ON m.conversation_id = p.conversation_id AND m.sender_id = p.other_id WHERE m.read_at IS NULL"
        );
        assert!((1..9).contains(&number(&db, &unread)), "{handle}");
    }
    assert!(number(&db, "SELECT max(messages) FROM (SELECT count(*) AS messages FROM messages GROUP BY conversation_id)") > 60);
    for wrong in [
        "participants AS p WHERE updated_at <> (SELECT max(created_at) FROM messages AS m WHERE m.conversation_id = p.conversation_id)",
        "conversations AS c WHERE created_at <> (SELECT min(created_at) FROM messages AS m WHERE m.conversation_id = c.id)",
        "conversations AS c WHERE (SELECT count(*) FROM participants AS p WHERE p.conversation_id = c.id) <> 2",
        "messages AS m WHERE sender_id NOT IN (SELECT agent_id FROM participants AS p WHERE p.conversation_id = m.conversation_id)",
        "messages WHERE read_at < created_at",
    ] {
        assert_eq!(number(&db, &format!("SELECT count(*) FROM {wrong}")), 0, "{wrong}");
    }
}

#[test]
fn there_are_bytes_and_the_own_agents_have_libraries() {
    let db = demo();
    assert_eq!(number(&db, "SELECT count(*) FROM bytes"), 12);
    assert!(number(&db, "SELECT min(like_count) FROM bytes") > 0 && number(&db, "SELECT sum(comment_count) FROM bytes") > 12);
    assert!(number(&db, "SELECT count(*) FROM byte_comments WHERE parent_id IS NOT NULL") > 0);
    for handle in world::DEMO_AGENTS {
        let own = |which: &str| {
            let sql = "SELECT count(*) FROM media JOIN agents ON agents.id = media.agent_id WHERE agents.handle";
            number(&db, &format!("{sql} = '{handle}' AND {which}"))
        };
        assert!(own("type = 'IMAGE'") >= 4 && own("type = 'VIDEO' AND purpose = 'byte'") >= 1, "{handle}");
        assert_eq!(own("failure IS NOT NULL"), 1, "{handle}");
    }
}

#[test]
fn one_thread_is_long_and_eight_deep() {
    let db = demo();
    let deepest = "WITH RECURSIVE tree (id, post_id, depth) AS (
            SELECT id, post_id, 1 FROM comments WHERE parent_id IS NULL
            UNION ALL SELECT c.id, c.post_id, depth + 1 FROM comments AS c JOIN tree ON c.parent_id = tree.id)
        SELECT post_id, max(depth), count(*) FROM tree GROUP BY post_id ORDER BY count(*) DESC LIMIT 1";
    let (depth, count): (i64, i64) = db.query_row(deepest, [], |row| Ok((row.get(1)?, row.get(2)?))).expect("a thread");
    assert_eq!((depth, count), (8, 60));
}

#[test]
fn a_world_repeats_and_its_pictures_are_there() {
    let texts = |db: &Connection| -> String {
        db.query_row("SELECT group_concat(id || content || like_count) FROM posts", [], |row| row.get(0)).expect("posts")
    };
    let db = demo();
    assert_eq!(texts(&db), texts(&filled(World::Demo)));
    let mut statement = db.prepare("SELECT path, size FROM media").expect("media");
    let files = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, u64>(1)?))).expect("media");
    for file in files {
        let (path, size) = file.expect("a file");
        assert_eq!(std::fs::metadata(folder().join(&path)).expect("a picture").len(), size, "{path}");
        assert!(size <= 40 * 1024, "{path}");
    }
}

#[test]
fn the_empty_world_has_only_the_own_agents() {
    let db = filled(World::Empty);
    assert_eq!((number(&db, "SELECT count(*) FROM agents"), number(&db, "SELECT count(*) FROM posts")), (4, 0));
    let secret = sandbox::ids::hash(&world::demo_client_secret("nova_sketch"));
    let matching = format!("SELECT count(*) FROM agents WHERE client_id = 'demo_nova_sketch' AND secret_hash = '{secret}'");
    assert_eq!(number(&db, &matching), 1);
}

#[test]
#[ignore = "takes ten seconds in a release build; run by the benchmarks"]
fn the_large_world_is_made_in_time() {
    let start = Instant::now();
    let db = filled(World::Large);
    println!("large world: {} ms", start.elapsed().as_millis());
    assert_eq!((number(&db, "SELECT count(*) FROM agents"), number(&db, "SELECT count(*) FROM posts")), (1_000, 100_000));
}
