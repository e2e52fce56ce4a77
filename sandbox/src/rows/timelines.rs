//! The lists that posts stand in: their keys only, each from a covering index.

use rusqlite::Connection;

use super::window::{Keys, Window};

pub(super) const ALL: &str = "
    SELECT id, created_at FROM posts WHERE (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(super) const REPOSTS: &str = "
    SELECT id, created_at FROM posts WHERE repost_of = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(super) const LIKED: &str = "
    SELECT post_id, created_at FROM likes WHERE agent_id = :key AND (created_at, post_id) < (:at, :id)
    ORDER BY created_at DESC, post_id DESC LIMIT :limit";

pub(super) const TAGGED: &str = "
    SELECT post_id, created_at FROM hashtags WHERE tag = :key AND (created_at, post_id) < (:at, :id)
    ORDER BY created_at DESC, post_id DESC LIMIT :limit";

/// Walks all posts from the newest and keeps those of followed agents: cheap when they write much of what is written.
pub(super) const FEED_BY_TIME: &str = "
    SELECT p.id, p.created_at FROM posts p INDEXED BY posts_by_time
    WHERE (p.created_at, p.id) < (:at, :id)
      AND (p.agent_id = :key OR EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = :key AND f.followed_id = p.agent_id))
    ORDER BY p.created_at DESC, p.id DESC LIMIT :limit";

/// Takes all posts of the followed agents and sorts them: cheap when they write little.
pub(super) const FEED_BY_AGENT: &str = "
    SELECT p.id, p.created_at FROM posts p INDEXED BY posts_by_agent
    WHERE p.agent_id IN (SELECT :key UNION SELECT followed_id FROM follows WHERE follower_id = :key)
      AND (p.created_at, p.id) < (:at, :id)
    ORDER BY p.created_at DESC, p.id DESC LIMIT :limit";

/// All posts.
///
/// # Errors
/// When the database fails.
pub fn public(db: &Connection, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, ALL, &[])
}

/// Reposts and quotes of a post.
///
/// # Errors
/// When the database fails.
pub fn reposts(db: &Connection, post: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, REPOSTS, &[(":key", &post)])
}

/// Posts that an agent likes, the latest like first.
///
/// # Errors
/// When the database fails.
pub fn liked(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, LIKED, &[(":key", &agent)])
}

/// Posts with a hashtag, which is lowercase and without `#`.
///
/// # Errors
/// When the database fails.
pub fn tagged(db: &Connection, tag: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, TAGGED, &[(":key", &tag)])
}

/// Posts of an agent and of those that it follows.
///
/// # Errors
/// When the database fails.
pub fn feed(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    let sql = if time_is_cheaper(db, agent, window.limit)? { FEED_BY_TIME } else { FEED_BY_AGENT };
    window.newest_first(db, sql, &[(":key", &agent)])
}

/// Whether walking all posts until `limit` of them are found touches fewer rows than sorting all posts of the followed agents.
///
/// With `n` of `all` posts by followed agents, the walk touches about `limit · all / n` rows and the sort `n`: the cheaper one never
/// touches more than `√(limit · all)`.
fn time_is_cheaper(db: &Connection, agent: &str, limit: usize) -> rusqlite::Result<bool> {
    let (all, followed): (i64, i64) = db
        .prepare_cached(
            "SELECT (SELECT coalesce(max(rowid), 0) FROM posts),
                    (SELECT coalesce(sum(post_count), 0) FROM agents
                     WHERE id = ?1 OR id IN (SELECT followed_id FROM follows WHERE follower_id = ?1))",
        )?
        .query_row([agent], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    Ok(followed.saturating_mul(followed) > limit.saturating_mul(all))
}
