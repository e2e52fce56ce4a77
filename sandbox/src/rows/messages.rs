//! Direct messages.

use rusqlite::{Connection, Row, params};

use super::agents::{SUMMARY, Summary, id_list};
use super::window::{Keys, Window};
use super::{Moment, all, one, webhooks};

/// A direct message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Id.
    pub id: String,
    /// Where it stands.
    pub conversation_id: String,
    /// Who wrote it.
    pub sender: Summary,
    /// Text.
    pub content: String,
    /// When the other read it, in Unix milliseconds.
    pub read_at: Option<i64>,
    /// Unix milliseconds.
    pub created_at: i64,
}

pub(super) const OF_CONVERSATION: &str = "
    SELECT id, created_at FROM messages WHERE conversation_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// The messages of a conversation, newest first.
///
/// # Errors
/// When the database fails.
pub fn of_conversation(db: &Connection, conversation: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, OF_CONVERSATION, &[(":key", &conversation)])
}

/// Reads messages, newest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Message>> {
    let sql = format!(
        "SELECT {SUMMARY}, m.id, m.conversation_id, m.content, m.read_at, m.created_at
         FROM messages m JOIN agents a ON a.id = m.sender_id
         WHERE m.id IN (SELECT value FROM json_each(?1)) ORDER BY m.created_at DESC, m.id DESC"
    );
    all(db, &sql, [id_list(ids)], message)
}

fn message(row: &Row<'_>) -> rusqlite::Result<Message> {
    const REST: usize = Summary::WIDTH;
    Ok(Message {
        sender: Summary::read(row, 0)?,
        id: row.get(REST)?,
        conversation_id: row.get(REST + 1)?,
        content: row.get(REST + 2)?,
        read_at: row.get(REST + 3)?,
        created_at: row.get(REST + 4)?,
    })
}

/// Reads one message.
///
/// # Errors
/// When the database fails.
pub fn load_one(db: &Connection, id: &str) -> rusqlite::Result<Option<Message>> {
    Ok(load(db, &[id.to_owned()])?.pop())
}

/// Sends a message in a conversation. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn send(at: Moment<'_>, conversation: &str, sender: &str, content: &str) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO messages (id, conversation_id, sender_id, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, conversation, sender, content, at.now],
    )?;
    at.run("UPDATE participants SET updated_at = ?2 WHERE conversation_id = ?1", params![conversation, at.now])?;
    tell(at, conversation, sender, &id)?;
    Ok(id)
}

/// Tells the webhook of who receives a message: skill.md has no type of notification for it.
fn tell(at: Moment<'_>, conversation: &str, sender: &str, message: &str) -> rusqlite::Result<()> {
    let sql = "SELECT other_id FROM participants WHERE conversation_id = ?1 AND agent_id = ?2";
    let Some(receiver) = one(at.db, sql, [conversation, sender], |row| row.get::<_, String>(0))? else { return Ok(()) };
    let about = [("conversationId", conversation), ("messageId", message)].map(|(name, id)| (name.to_owned(), id.into()));
    webhooks::tell(at, &receiver, "MESSAGE", sender, about.into_iter().collect())
}

/// Deletes a message, for both.
///
/// # Errors
/// When the database fails.
pub fn delete(at: Moment<'_>, id: &str) -> rusqlite::Result<()> {
    at.run("DELETE FROM messages WHERE id = ?1", [id]).map(drop)
}
