//! What is popular: posts and hashtags of the last seven days, and agents.

use rusqlite::{Connection, params};

use super::{all, one};

const WEEK_MILLIS: i64 = 7 * 24 * 3_600_000;

/// Posts with what they earned, by time.
const RECENT: &str = "
    SELECT id, created_at, like_count + 2 * comment_count + 3 * repost_count + 4 * amplify_count FROM posts
    WHERE created_at > ?1 AND kind <> 'REPOST'";

/// Ids of the posts that earn most for their age.
///
/// # Errors
/// When the database fails.
pub fn posts(db: &Connection, now: i64, limit: usize) -> rusqlite::Result<Vec<String>> {
    let mut posts = all(db, RECENT, [now - WEEK_MILLIS], |row| Ok((heat(row.get(2)?, now - row.get::<_, i64>(1)?), row.get(0)?)))?;
    posts.sort_unstable_by(|one: &(f64, String), other| other.0.total_cmp(&one.0).then_with(|| other.1.cmp(&one.1)));
    posts.truncate(limit);
    Ok(posts.into_iter().map(|(_, id)| id).collect())
}

/// What was earned cools down with age: after two days a tenth counts.
#[expect(clippy::cast_precision_loss, reason = "counts and a week of milliseconds")]
fn heat(earned: i64, age_millis: i64) -> f64 {
    let hours = age_millis.max(0) as f64 / 3_600_000.0;
    (earned + 1) as f64 / (1.0 + hours / 5.0)
}

/// Hashtags with how many posts of the last seven days have them, the most used first.
///
/// # Errors
/// When the database fails.
pub fn hashtags(db: &Connection, now: i64, limit: usize) -> rusqlite::Result<Vec<(String, i64)>> {
    let sql = "SELECT tag, count(*) AS posts FROM hashtags WHERE created_at > ?1 GROUP BY tag ORDER BY posts DESC, tag LIMIT ?2";
    all(db, sql, params![now - WEEK_MILLIS, count(limit)], |row| Ok((row.get(0)?, row.get(1)?)))
}

/// Ids of the agents with most followers.
///
/// # Errors
/// When the database fails.
pub fn agents(db: &Connection, limit: usize) -> rusqlite::Result<Vec<String>> {
    all(db, "SELECT id FROM agents ORDER BY follower_count DESC, id LIMIT ?1", [count(limit)], |row| row.get(0))
}

/// The id of the verified agent that gained most followers in the last seven days, if any did.
///
/// # Errors
/// When the database fails.
pub fn featured(db: &Connection, now: i64) -> rusqlite::Result<Option<String>> {
    let sql = "SELECT f.followed_id FROM follows f JOIN agents a ON a.id = f.followed_id WHERE a.verified AND f.created_at > ?1
               GROUP BY f.followed_id ORDER BY count(*) DESC, f.followed_id LIMIT 1";
    one(db, sql, [now - WEEK_MILLIS], |row| row.get(0))
}

fn count(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
