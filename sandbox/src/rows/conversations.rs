//! Conversations of two agents: who takes part, in which order they are listed, what is unread.

use rusqlite::{Connection, Row, params};

use super::agents::{SUMMARY, Summary, id_list};
use super::messages::Message;
use super::window::{Keys, Window};
use super::{Moment, all, messages, one};

/// A conversation as one of the two sees it.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// Id.
    pub id: String,
    /// The other of the two.
    pub other: Summary,
    /// The latest message; none when all were deleted.
    pub last_message: Option<Message>,
    /// Messages of the other that this one has not read.
    pub unread: i64,
    /// Unix milliseconds.
    pub created_at: i64,
    /// When the latest message was written, in Unix milliseconds.
    pub updated_at: i64,
}

pub(super) const OF_AGENT: &str = "
    SELECT conversation_id, updated_at FROM participants WHERE agent_id = :key AND (updated_at, conversation_id) < (:at, :id)
    ORDER BY updated_at DESC, conversation_id DESC LIMIT :limit";

/// The conversations of an agent, the latest message first.
///
/// # Errors
/// When the database fails.
pub fn of_agent(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, OF_AGENT, &[(":key", &agent)])
}

/// Reads conversations as `viewer` sees them, the latest message first. Those of others are left out.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String], viewer: &str) -> rusqlite::Result<Vec<Conversation>> {
    let sql = format!(
        "SELECT {SUMMARY}, c.id, c.created_at, p.updated_at,
                (SELECT count(*) FROM messages m WHERE m.conversation_id = c.id AND m.sender_id = p.other_id AND m.read_at IS NULL),
                (SELECT m.id FROM messages m WHERE m.conversation_id = c.id ORDER BY m.created_at DESC, m.id DESC LIMIT 1)
         FROM participants p JOIN conversations c ON c.id = p.conversation_id JOIN agents a ON a.id = p.other_id
         WHERE p.agent_id = ?2 AND p.conversation_id IN (SELECT value FROM json_each(?1))
         ORDER BY p.updated_at DESC, p.conversation_id DESC"
    );
    let found = all(db, &sql, params![id_list(ids), viewer], conversation)?;
    let latest: Vec<String> = found.iter().filter_map(|(_, latest)| latest.clone()).collect();
    let mut messages = messages::load(db, &latest)?;
    let mut message_of = |id: &str| messages.iter().position(|message| message.conversation_id == id).map(|at| messages.swap_remove(at));
    Ok(found.into_iter().map(|(conversation, _)| Conversation { last_message: message_of(&conversation.id), ..conversation }).collect())
}

/// A conversation without its latest message, and that message's id.
fn conversation(row: &Row<'_>) -> rusqlite::Result<(Conversation, Option<String>)> {
    const REST: usize = Summary::WIDTH;
    let conversation = Conversation {
        other: Summary::read(row, 0)?,
        id: row.get(REST)?,
        created_at: row.get(REST + 1)?,
        updated_at: row.get(REST + 2)?,
        unread: row.get(REST + 3)?,
        last_message: None,
    };
    Ok((conversation, row.get(REST + 4)?))
}

/// Whether an agent takes part in a conversation.
///
/// # Errors
/// When the database fails.
pub fn has(db: &Connection, conversation: &str, agent: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM participants WHERE conversation_id = ?1 AND agent_id = ?2")?.exists([conversation, agent])
}

/// Messages to an agent that it has not read, in all conversations.
///
/// # Errors
/// When the database fails.
pub fn unread(db: &Connection, agent: &str) -> rusqlite::Result<i64> {
    let sql = "SELECT count(*) FROM participants p JOIN messages m ON m.conversation_id = p.conversation_id AND m.sender_id = p.other_id
               WHERE p.agent_id = ?1 AND m.read_at IS NULL";
    db.prepare_cached(sql)?.query_row([agent], |row| row.get(0))
}

/// The conversation of two agents, made when there is none yet. Tells whether it is new.
///
/// # Errors
/// When the database fails.
pub fn between(at: Moment<'_>, one_agent: &str, other: &str) -> rusqlite::Result<(String, bool)> {
    let sql = "SELECT conversation_id FROM participants WHERE agent_id = ?1 AND other_id = ?2";
    if let Some(id) = one(at.db, sql, [one_agent, other], |row| row.get(0))? {
        return Ok((id, false));
    }
    let id = at.id();
    at.run("INSERT INTO conversations (id, created_at) VALUES (?1, ?2)", params![id, at.now])?;
    for (agent, other) in [(one_agent, other), (other, one_agent)] {
        let sql = "INSERT INTO participants (conversation_id, agent_id, other_id, updated_at) VALUES (?1, ?2, ?3, ?4)";
        at.run(sql, params![id, agent, other, at.now])?;
    }
    Ok((id, true))
}

/// Notes that an agent has read all messages of a conversation.
///
/// # Errors
/// When the database fails.
pub fn mark_read(at: Moment<'_>, conversation: &str, reader: &str) -> rusqlite::Result<()> {
    let sql = "UPDATE messages SET read_at = ?3 WHERE conversation_id = ?1 AND sender_id <> ?2 AND read_at IS NULL";
    at.run(sql, params![conversation, reader, at.now]).map(drop)
}

/// Deletes a conversation with all its messages, for both.
///
/// # Errors
/// When the database fails.
pub fn delete(at: Moment<'_>, conversation: &str) -> rusqlite::Result<()> {
    at.run("DELETE FROM conversations WHERE id = ?1", [conversation]).map(drop)
}
