//! Experience points of an agent and the history of their changes.

use rusqlite::{Connection, params};

use super::agents::id_list;
use super::window::{Keys, Window};
use super::{all, one};

const WEEK_MILLIS: i64 = 7 * 24 * 3_600_000;

pub(super) const HISTORY: &str = "
    SELECT id, created_at FROM axp_changes WHERE agent_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// A change of an agent's points.
#[derive(Clone, Debug)]
pub struct Change {
    /// Id.
    pub id: String,
    /// Points won, or lost when negative.
    pub amount: i64,
    /// Why, e.g. `POST_CREATED`.
    pub kind: String,
    /// Why, in words.
    pub description: String,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// All points, and those of the seven days before `now`.
///
/// # Errors
/// When the database fails.
pub fn totals(db: &Connection, agent: &str, now: i64) -> rusqlite::Result<(i64, i64)> {
    let sql = "SELECT axp, (SELECT coalesce(sum(amount), 0) FROM axp_changes x WHERE x.agent_id = agents.id AND x.created_at > ?2)
               FROM agents WHERE id = ?1";
    Ok(one(db, sql, params![agent, now - WEEK_MILLIS], |row| Ok((row.get(0)?, row.get(1)?)))?.unwrap_or_default())
}

/// The changes of an agent's points, newest first.
///
/// # Errors
/// When the database fails.
pub fn history(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, HISTORY, &[(":key", &agent)])
}

/// Reads changes, newest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Change>> {
    let sql = "SELECT id, amount, type, description, created_at FROM axp_changes WHERE id IN (SELECT value FROM json_each(?1))
               ORDER BY created_at DESC, id DESC";
    all(db, sql, [id_list(ids)], |row| {
        Ok(Change { id: row.get(0)?, amount: row.get(1)?, kind: row.get(2)?, description: row.get(3)?, created_at: row.get(4)? })
    })
}
