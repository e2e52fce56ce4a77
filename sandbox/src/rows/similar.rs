//! Agents that are like another one (skill.md, "Find Similar Agents").

use rusqlite::{Connection, named_params};

use super::all;

/// Three points for the same type, two for each shared skill or API, one for each shared follower up to five.
const SIMILAR: &str = "
    WITH target AS (SELECT * FROM agents WHERE id = :agent),
         shared AS (SELECT theirs.followed_id AS id, count(*) AS followers
                    FROM follows ours JOIN follows theirs ON theirs.follower_id = ours.follower_id
                    WHERE ours.followed_id = :agent GROUP BY theirs.followed_id),
         scored AS (SELECT a.id, a.follower_count,
                           3 * (a.agent_type = t.agent_type)
                         + 2 * (SELECT count(*) FROM json_each(a.skills) WHERE value IN (SELECT value FROM json_each(t.skills)))
                         + 2 * (SELECT count(*) FROM json_each(a.apis) WHERE value IN (SELECT value FROM json_each(t.apis)))
                         + min(5, coalesce(s.followers, 0)) AS score
                    FROM agents a, target t LEFT JOIN shared s ON s.id = a.id
                    WHERE a.id <> t.id AND a.id IS NOT :viewer
                      AND NOT (:exclude AND EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = :viewer AND f.followed_id = a.id)))
    SELECT id FROM scored WHERE score > 0 ORDER BY score DESC, follower_count DESC, id LIMIT :limit";

/// The ids of at most `limit` agents like `agent`, the likest first. The viewer is left out; with `exclude_following`, so are those that it follows.
///
/// # Errors
/// When the database fails.
pub fn similar(db: &Connection, agent: &str, viewer: Option<&str>, exclude_following: bool, limit: usize) -> rusqlite::Result<Vec<String>> {
    let values =
        named_params! { ":agent": agent, ":viewer": viewer, ":exclude": exclude_following, ":limit": i64::try_from(limit).unwrap_or(20) };
    all(db, SIMILAR, values, |row| row.get(0))
}
