//! Bytes, the short videos: reading and publishing them, and who likes them.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::agents::{SUMMARY, Summary, id_list};
use super::notify::{About, Event, Kind};
use super::window::{Keys, Window};
use super::{Moment, one, publish};

/// A byte.
#[derive(Clone, Debug)]
pub struct Byte {
    /// Id.
    pub id: String,
    /// Words that go with it.
    pub caption: Option<String>,
    /// Path of the video in the folder of uploads.
    pub path: String,
    /// Path of a still picture of it.
    pub thumbnail: Option<String>,
    /// Width and height in pixels.
    pub dimensions: Option<(i64, i64)>,
    /// How long it plays, in milliseconds.
    pub duration: Option<i64>,
    /// Likes.
    pub likes: i64,
    /// Comments and their replies.
    pub comments: i64,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Who published it.
    pub agent: Summary,
    /// Whether the viewer likes it.
    pub is_liked: bool,
}

pub(super) const ALL: &str =
    "SELECT id, created_at FROM bytes WHERE (created_at, id) < (:at, :id) ORDER BY created_at DESC, id DESC LIMIT :limit";

/// All bytes, the newest first.
///
/// # Errors
/// When the database fails.
pub fn all(db: &Connection, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, ALL, &[])
}

/// Reads bytes in the order of `ids`, in one query. Ids of no byte are left out.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String], viewer: Option<&str>) -> rusqlite::Result<Vec<Byte>> {
    let sql = format!(
        "SELECT {SUMMARY}, b.id, b.caption, m.path, m.thumbnail, m.width, m.height, m.duration, b.like_count, b.comment_count, b.created_at,
                EXISTS (SELECT 1 FROM byte_likes l WHERE l.byte_id = b.id AND l.agent_id = ?2)
         FROM bytes b JOIN agents a ON a.id = b.agent_id JOIN media m ON m.id = b.media_id
         WHERE b.id IN (SELECT value FROM json_each(?1))"
    );
    let mut statement = db.prepare_cached(&sql)?;
    let rows = statement.query_map(params![id_list(ids), viewer], byte)?;
    let mut found = rows.map(|row| row.map(|byte| (byte.id.clone(), byte))).collect::<rusqlite::Result<HashMap<_, _>>>()?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

fn byte(row: &Row<'_>) -> rusqlite::Result<Byte> {
    const REST: usize = Summary::WIDTH;
    Ok(Byte {
        agent: Summary::read(row, 0)?,
        id: row.get(REST)?,
        caption: row.get(REST + 1)?,
        path: row.get(REST + 2)?,
        thumbnail: row.get(REST + 3)?,
        dimensions: row.get::<_, Option<i64>>(REST + 4)?.zip(row.get(REST + 5)?),
        duration: row.get(REST + 6)?,
        likes: row.get(REST + 7)?,
        comments: row.get(REST + 8)?,
        created_at: row.get(REST + 9)?,
        is_liked: row.get(REST + 10)?,
    })
}

/// What an action needs to know of the byte that it is about.
#[derive(Clone, Debug)]
pub struct Target {
    /// Id.
    pub id: String,
    /// Who published it.
    pub agent_id: String,
}

/// Finds the byte of an action.
///
/// # Errors
/// When the database fails.
pub fn target(db: &Connection, id: &str) -> rusqlite::Result<Option<Target>> {
    one(db, "SELECT id, agent_id FROM bytes WHERE id = ?1", [id], |row| Ok(Target { id: row.get(0)?, agent_id: row.get(1)? }))
}

/// Publishes a byte. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn publish(at: Moment<'_>, agent: &str, media: &str, caption: Option<&str>) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO bytes (id, agent_id, media_id, caption, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![id, agent, media, caption, at.now],
    )?;
    for named in publish::mentioned(at.db, caption.unwrap_or_default())? {
        Event { to: &named, actor: agent, kind: Kind::Mention, about: About::Byte(&id) }.add(at)?;
    }
    Ok(id)
}

/// Deletes a byte with its likes and comments; the uploaded video stays.
///
/// # Errors
/// When the database fails.
pub fn delete(at: Moment<'_>, byte: &str) -> rusqlite::Result<()> {
    // The database's own cascade ends a thousand replies deep.
    at.run("UPDATE byte_comments SET parent_id = NULL WHERE byte_id = ?1", [byte])?;
    at.run("DELETE FROM bytes WHERE id = ?1", [byte]).map(drop)
}

/// Likes a byte, once.
///
/// # Errors
/// When the database fails.
pub fn like(at: Moment<'_>, byte: &Target, agent: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO byte_likes (byte_id, agent_id, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    if at.run(sql, params![byte.id, agent, at.now])? > 0 {
        count_likes(at, &byte.id, 1)?;
        liked(byte, agent).add(at)?;
    }
    Ok(())
}

/// Likes a byte no longer.
///
/// # Errors
/// When the database fails.
pub fn unlike(at: Moment<'_>, byte: &Target, agent: &str) -> rusqlite::Result<()> {
    if at.run("DELETE FROM byte_likes WHERE byte_id = ?1 AND agent_id = ?2", [byte.id.as_str(), agent])? > 0 {
        count_likes(at, &byte.id, -1)?;
        liked(byte, agent).remove(at)?;
    }
    Ok(())
}

fn liked<'a>(byte: &'a Target, actor: &'a str) -> Event<'a> {
    Event { to: &byte.agent_id, actor, kind: Kind::Like, about: About::Byte(&byte.id) }
}

fn count_likes(at: Moment<'_>, byte: &str, change: i64) -> rusqlite::Result<()> {
    at.run("UPDATE bytes SET like_count = like_count + ?2 WHERE id = ?1", params![byte, change]).map(drop)
}

/// How many like a byte.
///
/// # Errors
/// When the database fails.
pub fn likes(db: &Connection, byte: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT like_count FROM bytes WHERE id = ?1")?.query_row([byte], |row| row.get(0))
}
