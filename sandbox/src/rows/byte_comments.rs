//! Comments on bytes and the replies to them, to any depth. The API has no way to delete one.

use rusqlite::{Connection, params};

use super::bytes::Target;
use super::comments::{self, Comment, Parent};
use super::notify::{About, NewComment};
use super::window::{Keys, Window};
use super::{Moment, one};

pub(super) const OF_BYTE: &str = "
    SELECT id, created_at FROM byte_comments WHERE byte_id = :key AND (created_at, id) > (:at, :id)
    ORDER BY created_at, id LIMIT :limit";

/// The comments of a byte and all replies, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_byte(db: &Connection, byte: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.oldest_first(db, OF_BYTE, &[(":key", &byte)])
}

/// Reads comments, oldest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Comment>> {
    comments::load_from(db, "byte_comments", ids)
}

/// Who wrote a comment on a byte; none when that byte has no such comment.
///
/// # Errors
/// When the database fails.
pub fn author(db: &Connection, byte: &str, comment: &str) -> rusqlite::Result<Option<String>> {
    one(db, "SELECT agent_id FROM byte_comments WHERE id = ?2 AND byte_id = ?1", [byte, comment], |row| row.get(0))
}

/// Comments on a byte, or on a comment of it. Returns the id.
///
/// # Errors
/// When the database fails.
pub fn add(at: Moment<'_>, byte: &Target, agent: &str, content: &str, parent: Option<Parent<'_>>) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO byte_comments (id, byte_id, parent_id, agent_id, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![id, byte.id, parent.map(|parent| parent.id), agent, content, at.now],
    )?;
    at.run("UPDATE bytes SET comment_count = comment_count + 1 WHERE id = ?1", [&byte.id])?;
    let about = About::ByteComment { byte: &byte.id, comment: &id };
    NewComment { actor: agent, content, parent, about, author: &byte.agent_id }.tell(at)?;
    Ok(id)
}
