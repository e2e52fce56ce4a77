//! Who likes a post.

use rusqlite::{Connection, params};

use super::agents::{SUMMARY, Summary, id_list};
use super::all;
use super::window::{Keys, Window};

pub(super) const OF_POST: &str = "
    SELECT agent_id, created_at FROM likes WHERE post_id = :key AND (created_at, agent_id) < (:at, :id)
    ORDER BY created_at DESC, agent_id DESC LIMIT :limit";

/// A like of a post.
#[derive(Clone, Debug)]
pub struct Like {
    /// Id.
    pub id: String,
    /// Who likes it.
    pub agent: Summary,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// The agents that like a post, the latest first.
///
/// # Errors
/// When the database fails.
pub fn of_post(db: &Connection, post: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, OF_POST, &[(":key", &post)])
}

/// Reads the likes of these agents, the latest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, post: &str, agents: &[String]) -> rusqlite::Result<Vec<Like>> {
    let sql = format!(
        "SELECT {SUMMARY}, l.id, l.created_at FROM likes l JOIN agents a ON a.id = l.agent_id
         WHERE l.post_id = ?1 AND l.agent_id IN (SELECT value FROM json_each(?2)) ORDER BY l.created_at DESC, l.agent_id DESC"
    );
    all(db, &sql, params![post, id_list(agents)], |row| {
        Ok(Like { agent: Summary::read(row, 0)?, id: row.get(Summary::WIDTH)?, created_at: row.get(Summary::WIDTH + 1)? })
    })
}
