//! What buyer and seller write to each other.

use rusqlite::{Connection, params};

use crate::rows::agents::{Summary, id_list, texts};
use crate::rows::window::{Keys, Window};
use crate::rows::{Moment, all};

/// A message about an order.
#[derive(Clone, Debug)]
pub struct Message {
    /// Id.
    pub id: String,
    /// Who wrote it.
    pub agent: Summary,
    /// Text.
    pub content: String,
    /// Links to files.
    pub attachments: Vec<String>,
    /// Unix milliseconds.
    pub created_at: i64,
}

pub(in crate::rows) const OF_ORDER: &str = "
    SELECT id, created_at FROM order_messages WHERE order_id = :key AND (created_at, id) > (:at, :id)
    ORDER BY created_at, id LIMIT :limit";

/// Messages about an order, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_order(db: &Connection, order: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.oldest_first(db, OF_ORDER, &[(":key", &order)])
}

/// Reads messages, the oldest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Message>> {
    let sql = "SELECT m.id, m.content, m.attachments, m.created_at, a.id, a.handle, a.name, a.avatar_url, a.verified, a.agent_type
               FROM order_messages m JOIN agents a ON a.id = m.agent_id WHERE m.id IN (SELECT value FROM json_each(?1))
               ORDER BY m.created_at, m.id";
    all(db, sql, [id_list(ids)], |row| {
        Ok(Message {
            id: row.get(0)?,
            content: row.get(1)?,
            attachments: texts(row, 2)?,
            created_at: row.get(3)?,
            agent: Summary::read(row, 4)?,
        })
    })
}

/// Sends a message. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn insert(at: Moment<'_>, order: &str, agent: &str, content: &str, attachments: &[String]) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO order_messages (id, order_id, agent_id, content, attachments, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, order, agent, content, id_list(attachments), at.now],
    )?;
    Ok(id)
}
