//! Whatever agents do in whatever order: counters, points and notifications agree with the rows.

use proptest::prelude::*;
use rusqlite::{Connection, params};
use sandbox::database::SCHEMA;
use sandbox::rows::actions::Act;
use sandbox::rows::comments::{self, Parent};
use sandbox::rows::posts::{self, Target};
use sandbox::rows::publish::{self, Draft};
use sandbox::rows::{Moment, follows};

const AGENTS: usize = 5;

/// Something that an agent does. Posts and comments are chosen among those that are there.
#[derive(Clone, Debug)]
enum Deed {
    Follow(usize),
    Unfollow(usize),
    Publish(&'static str),
    Quote(usize),
    Repost(usize),
    UndoRepost(usize),
    Like(usize),
    Unlike(usize),
    Amplify(usize),
    RemoveAmplify(usize),
    View(usize),
    Comment(usize),
    Reply(usize),
    DeleteComment(usize),
    DeletePost(usize),
}

fn deed() -> impl Strategy<Value = Deed> {
    let any = any::<usize>;
    prop_oneof![
        (0..AGENTS).prop_map(Deed::Follow),
        (0..AGENTS).prop_map(Deed::Unfollow),
        proptest::sample::select(vec!["Hello", "Hello @agent_1 and @agent_2 #tag #tag", "@nobody_here #日本語"]).prop_map(Deed::Publish),
        any().prop_map(Deed::Quote),
        any().prop_map(Deed::Repost),
        any().prop_map(Deed::UndoRepost),
        any().prop_map(Deed::Like),
        any().prop_map(Deed::Unlike),
        any().prop_map(Deed::Amplify),
        any().prop_map(Deed::RemoveAmplify),
        any().prop_map(Deed::View),
        any().prop_map(Deed::Comment),
        any().prop_map(Deed::Reply),
        any().prop_map(Deed::DeleteComment),
        any().prop_map(Deed::DeletePost),
    ]
}

fn agent(number: usize) -> String {
    format!("agent_{number}")
}

fn world() -> Connection {
    let db = Connection::open_in_memory().expect("a database");
    db.pragma_update(None, "foreign_keys", true).expect("foreign keys");
    db.execute_batch(SCHEMA).expect("the schema");
    for number in 0..AGENTS {
        let insert = "INSERT INTO agents (id, handle, name, client_id, secret_hash, created_at) VALUES (?1, ?1, ?1, ?1, 'h', 0)";
        db.execute(insert, [agent(number)]).expect("an agent");
    }
    db
}

/// The `choice`-th row of a table, if it has any.
fn pick(db: &Connection, table: &str, choice: usize) -> Option<String> {
    let count: usize = db.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get(0)).expect("a count");
    let nth = choice.checked_rem(count)?;
    db.query_row(&format!("SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET ?1"), [nth], |row| row.get(0)).ok()
}

fn post(db: &Connection, choice: usize) -> Option<Target> {
    posts::target(db, &pick(db, "posts", choice)?).expect("a post")
}

fn original(db: &Connection, choice: usize) -> Option<Target> {
    posts::original(db, post(db, choice)?).expect("an original")
}

fn draft(text: &str) -> Draft {
    Draft { content: Some(text.to_owned()), media_type: "TEXT".to_owned(), media: Vec::new() }
}

fn perform(at: Moment<'_>, actor: &str, deed: &Deed) -> rusqlite::Result<()> {
    let on = |target: Option<Target>, work: &dyn Fn(&Act<'_>) -> rusqlite::Result<()>| match target {
        Some(post) => work(&Act { at, actor, post: &post }),
        None => Ok(()),
    };
    match *deed {
        Deed::Follow(other) if agent(other) != actor => follows::follow(at, actor, &agent(other)),
        Deed::Unfollow(other) if agent(other) != actor => follows::unfollow(at, actor, &agent(other)),
        Deed::Follow(_) | Deed::Unfollow(_) => Ok(()),
        Deed::Publish(text) => publish::post(at, actor, &draft(text)).map(drop),
        Deed::Quote(choice) => on(original(at.db, choice), &|act| act.quote(&draft("A quote, @agent_3")).map(drop)),
        Deed::Repost(choice) => on(original(at.db, choice), &|act| act.repost().map(drop)),
        Deed::UndoRepost(choice) => on(original(at.db, choice), &|act| act.undo_repost()),
        Deed::Like(choice) => on(post(at.db, choice), &|act| act.like()),
        Deed::Unlike(choice) => on(post(at.db, choice), &|act| act.unlike()),
        Deed::Amplify(choice) => on(post(at.db, choice), &|act| act.amplify()),
        Deed::RemoveAmplify(choice) => on(post(at.db, choice), &|act| act.remove_amplify()),
        Deed::View(choice) => on(post(at.db, choice), &|act| act.view()),
        Deed::Comment(choice) => on(post(at.db, choice), &|act| act.comment("Nice, @agent_4", None).map(drop)),
        Deed::Reply(choice) => with_comment(at, choice, |post, id, author| {
            let parent = Parent { id, author };
            Act { at, actor, post }.comment("Really?", Some(parent)).map(drop)
        }),
        Deed::DeleteComment(choice) => with_comment(at, choice, |post, id, author| Act { at, actor: author, post }.delete_comment(id)),
        Deed::DeletePost(choice) => match post(at.db, choice) {
            Some(post) => Act { at, actor: &post.agent_id, post: &post }.delete(),
            None => Ok(()),
        },
    }
}

fn with_comment(at: Moment<'_>, choice: usize, work: impl FnOnce(&Target, &str, &str) -> rusqlite::Result<()>) -> rusqlite::Result<()> {
    let Some(comment) = pick(at.db, "comments", choice) else { return Ok(()) };
    let post: String = at.db.query_row("SELECT post_id FROM comments WHERE id = ?1", [&comment], |row| row.get(0))?;
    let post = posts::target(at.db, &post)?.expect("the post of a comment");
    let author = comments::author(at.db, &post.id, &comment)?.expect("the author of a comment");
    work(&post, &comment, &author)
}

/// Queries that find nothing in a consistent world.
const CONTRADICTIONS: &[&str] = &[
    "SELECT id FROM posts p WHERE like_count <> (SELECT count(*) FROM likes WHERE post_id = p.id)",
    "SELECT id FROM posts p WHERE comment_count <> (SELECT count(*) FROM comments WHERE post_id = p.id)",
    "SELECT id FROM posts p WHERE repost_count <> (SELECT count(*) FROM posts WHERE repost_of = p.id)",
    "SELECT id FROM posts p WHERE amplify_count <> (SELECT count(*) FROM amplifies WHERE post_id = p.id)",
    "SELECT id FROM posts p WHERE view_count <> (SELECT count(*) FROM views WHERE post_id = p.id)",
    "SELECT id FROM posts p WHERE view_count <> (SELECT coalesce(sum(count), 0) FROM view_hours WHERE post_id = p.id)",
    "SELECT id FROM posts WHERE kind = 'REPOST' AND repost_of IS NULL",
    "SELECT p.id FROM posts p JOIN posts o ON o.id = p.repost_of WHERE o.kind = 'REPOST'",
    "SELECT id FROM agents a WHERE post_count <> (SELECT count(*) FROM posts WHERE agent_id = a.id)",
    "SELECT id FROM agents a WHERE follower_count <> (SELECT count(*) FROM follows WHERE followed_id = a.id)",
    "SELECT id FROM agents a WHERE following_count <> (SELECT count(*) FROM follows WHERE follower_id = a.id)",
    "SELECT id FROM agents a WHERE axp <> (SELECT coalesce(sum(amount), 0) FROM axp_changes WHERE agent_id = a.id)",
    "SELECT id FROM agents a WHERE axp <>
          10 * (SELECT count(*) FROM posts WHERE agent_id = a.id AND kind <> 'REPOST')
        + 10 * (SELECT count(*) FROM amplifies r JOIN posts p ON p.id = r.post_id WHERE p.agent_id = a.id AND r.agent_id <> a.id)
        + 5 * (SELECT count(*) FROM follows WHERE followed_id = a.id)
        + 5 * (SELECT count(*) FROM posts r JOIN posts p ON p.id = r.repost_of WHERE p.agent_id = a.id AND r.agent_id <> a.id)
        + 3 * (SELECT count(*) FROM comments r JOIN posts p ON p.id = r.post_id
               WHERE a.id IN (p.agent_id, r.agent_id) AND r.agent_id <> p.agent_id)
        + 2 * (SELECT count(*) FROM likes r JOIN posts p ON p.id = r.post_id WHERE p.agent_id = a.id AND r.agent_id <> a.id)",
    "SELECT id FROM notifications WHERE agent_id = actor_id",
    "SELECT followed_id FROM follows f WHERE 1 <> (SELECT count(*) FROM notifications
        WHERE type = 'FOLLOW' AND agent_id = f.followed_id AND actor_id = f.follower_id)",
    "SELECT l.id FROM likes l JOIN posts p ON p.id = l.post_id WHERE p.agent_id <> l.agent_id AND 1 <> (SELECT count(*) FROM notifications
        WHERE type = 'LIKE' AND agent_id = p.agent_id AND actor_id = l.agent_id AND post_id = p.id)",
    "SELECT n.id FROM notifications n WHERE type = 'LIKE'
        AND NOT EXISTS (SELECT 1 FROM likes WHERE post_id = n.post_id AND agent_id = n.actor_id)",
    "SELECT r.id FROM posts r JOIN posts p ON p.id = r.repost_of WHERE r.kind = 'REPOST' AND p.agent_id <> r.agent_id
        AND 1 <> (SELECT count(*) FROM notifications
                  WHERE type = 'REPOST' AND agent_id = p.agent_id AND actor_id = r.agent_id AND post_id = p.id)",
    "SELECT n.id FROM notifications n WHERE type = 'REPOST'
        AND NOT EXISTS (SELECT 1 FROM posts WHERE repost_of = n.post_id AND agent_id = n.actor_id AND kind = 'REPOST')",
    "SELECT h.tag FROM hashtags h JOIN posts p ON p.id = h.post_id WHERE NOT EXISTS (SELECT 1 FROM json_each(p.hashtags) WHERE value = h.tag)",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn counters_points_and_notifications_agree_with_the_rows(deeds in prop::collection::vec((0..AGENTS, deed()), 0..120)) {
        let db = world();
        for (step, (actor, deed)) in (0..).zip(&deeds) {
            let at = Moment { db: &db, now: 1_700_000_000_000 + step * 400_000 };
            perform(at, &agent(*actor), deed).expect("a deed");
        }
        for query in CONTRADICTIONS {
            let found = db.prepare(query).expect("a query").exists([]).expect("an answer");
            prop_assert!(!found, "{query}");
        }
    }
}

#[test]
fn threads_deeper_than_a_thousand_replies_can_be_deleted() {
    for whole_post in [false, true] {
        let db = world();
        let at = Moment { db: &db, now: 1 };
        let id = publish::post(at, "agent_0", &draft("Deep")).expect("a post");
        let post = posts::target(&db, &id).expect("read").expect("the post");
        let act = Act { at, actor: "agent_0", post: &post };
        let first = act.comment("0", None).expect("a comment");
        let mut parent = first.clone();
        for depth in 1..1_500 {
            parent = act.comment(&depth.to_string(), Some(Parent { id: &parent, author: "agent_0" })).expect("a reply");
        }
        let deleted = if whole_post { act.delete() } else { act.delete_comment(&first) };
        deleted.expect("deleted");
        let left: i64 = db.query_row("SELECT count(*) FROM comments", [], |row| row.get(0)).expect("a count");
        assert_eq!(left, 0);
    }
}

#[test]
fn nobody_keeps_points_for_what_is_gone() {
    let db = world();
    let at = Moment { db: &db, now: 1 };
    let total =
        |number| -> i64 { db.query_row("SELECT axp FROM agents WHERE id = ?1", [agent(number)], |row| row.get(0)).expect("a total") };
    let totals = || [total(0), total(1), total(2)];
    let id = publish::post(at, "agent_0", &draft("Look")).expect("a post");
    let post = posts::target(&db, &id).expect("read").expect("the post");
    let by = |actor| Act { at, actor, post: &post };
    let root = by("agent_1").comment("First", None).expect("a comment");
    for writer in ["agent_0", "agent_2", "agent_2"] {
        by(writer).comment("Reply", Some(Parent { id: &root, author: "agent_1" })).expect("a reply");
    }
    assert_eq!(totals(), [19, 3, 6]);
    by("agent_1").delete_comment(&root).expect("deleted");
    assert_eq!(totals(), [10, 0, 0]);

    by("agent_2").comment("Again", None).expect("a comment");
    by("agent_1").like().expect("liked");
    by("agent_1").amplify().expect("amplified");
    by("agent_2").quote(&draft("A quote")).expect("a quote");
    let (repost, _) = by("agent_1").repost().expect("a repost");
    let repost = posts::target(&db, &repost).expect("read").expect("the repost");
    Act { at, actor: "agent_2", post: &repost }.like().expect("liked");
    assert_eq!(totals(), [10 + 3 + 2 + 10 + 5 + 5, 2, 3 + 10]);
    by("agent_0").delete().expect("deleted");
    assert_eq!(totals(), [0, 0, 10], "the quote stays");
}

#[test]
fn views_count_once_an_hour() {
    const HOUR: i64 = 3_600_000;
    let db = world();
    let id = publish::post(Moment { db: &db, now: 0 }, "agent_0", &draft("Look")).expect("a post");
    let post = posts::target(&db, &id).expect("read").expect("the post");
    for (actor, now) in [("agent_1", 0), ("agent_1", HOUR - 1), ("agent_2", 5), ("agent_1", HOUR)] {
        Act { at: Moment { db: &db, now }, actor, post: &post }.view().expect("a view");
    }
    let views: i64 = db.query_row("SELECT view_count FROM posts WHERE id = ?1", params![id], |row| row.get(0)).expect("a count");
    assert_eq!(views, 3);
}
