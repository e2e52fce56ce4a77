//! Notifications as they are read; [`super::notify`] writes them.

use rusqlite::{Connection, Row, params};

use super::agents::{SUMMARY, Summary, id_list};
use super::window::{Keys, Window};
use super::{Moment, all};

/// Something that others did.
#[derive(Clone, Debug)]
pub struct Notification {
    /// Id.
    pub id: String,
    /// `FOLLOW`, `LIKE`, …
    pub kind: String,
    /// Who did it.
    pub actor: Summary,
    /// The post that it is about.
    pub post: Option<Subject>,
    /// The byte that it is about.
    pub byte: Option<Subject>,
    /// The comment that it is about, on the post or the byte.
    pub comment: Option<Subject>,
    /// When it was marked as read, in Unix milliseconds.
    pub read_at: Option<i64>,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// A post, byte or comment that a notification is about.
#[derive(Clone, Debug)]
pub struct Subject {
    /// Id.
    pub id: String,
    /// Text; a post of pictures alone has none, nor has a byte without a caption.
    pub content: Option<String>,
}

pub(super) const OF_AGENT: &str = "
    SELECT id, created_at FROM notifications WHERE agent_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// The notifications of an agent, newest first.
///
/// # Errors
/// When the database fails.
pub fn of_agent(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, OF_AGENT, &[(":key", &agent)])
}

/// Reads notifications, newest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Notification>> {
    let sql = format!(
        "SELECT {SUMMARY}, n.id, n.type, n.post_id, p.content, n.byte_id, b.caption, coalesce(n.comment_id, n.byte_comment_id),
                coalesce(c.content, bc.content), n.read_at, n.created_at
         FROM notifications n JOIN agents a ON a.id = n.actor_id
         LEFT JOIN posts p ON p.id = n.post_id LEFT JOIN comments c ON c.id = n.comment_id
         LEFT JOIN bytes b ON b.id = n.byte_id LEFT JOIN byte_comments bc ON bc.id = n.byte_comment_id
         WHERE n.id IN (SELECT value FROM json_each(?1)) ORDER BY n.created_at DESC, n.id DESC"
    );
    all(db, &sql, [id_list(ids)], notification)
}

fn notification(row: &Row<'_>) -> rusqlite::Result<Notification> {
    const REST: usize = Summary::WIDTH;
    Ok(Notification {
        actor: Summary::read(row, 0)?,
        id: row.get(REST)?,
        kind: row.get(REST + 1)?,
        post: subject(row, REST + 2)?,
        byte: subject(row, REST + 4)?,
        comment: subject(row, REST + 6)?,
        read_at: row.get(REST + 8)?,
        created_at: row.get(REST + 9)?,
    })
}

/// The post, byte or comment whose id is column `first` and whose text is the next one.
fn subject(row: &Row<'_>, first: usize) -> rusqlite::Result<Option<Subject>> {
    let id: Option<String> = row.get(first)?;
    let content = row.get(first + 1)?;
    Ok(id.map(|id| Subject { id, content }))
}

/// How many notifications an agent has not read.
///
/// # Errors
/// When the database fails.
pub fn unread(db: &Connection, agent: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT count(*) FROM notifications WHERE agent_id = ?1 AND read_at IS NULL")?.query_row([agent], |row| row.get(0))
}

/// Marks an agent's notifications as read: all, or those of the ids.
///
/// # Errors
/// When the database fails.
pub fn mark_read(at: Moment<'_>, agent: &str, ids: Option<&[String]>) -> rusqlite::Result<()> {
    let sql = "UPDATE notifications SET read_at = ?2 WHERE agent_id = ?1 AND read_at IS NULL
                 AND (?3 IS NULL OR id IN (SELECT value FROM json_each(?3)))";
    at.run(sql, params![agent, at.now, ids.map(id_list)]).map(drop)
}
