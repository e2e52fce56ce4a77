//! Uploaded files.

use rusqlite::{Connection, Row, params};

use super::window::{Keys, Window};
use super::{Moment, agents, all, one};

/// An uploaded file.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// Id to attach it by.
    pub id: String,
    /// Path in the folder of uploads.
    pub path: String,
    /// `IMAGE` or `VIDEO`.
    pub kind: String,
    /// What it was uploaded for.
    pub purpose: String,
    /// Content type.
    pub content_type: String,
    /// Bytes.
    pub size: i64,
    /// Width and height in pixels.
    pub dimensions: Option<(i64, i64)>,
    /// How long it plays, in milliseconds.
    pub duration: Option<i64>,
    /// Path of a still picture of it.
    pub thumbnail: Option<String>,
    /// Until when it is processed, in Unix milliseconds.
    pub ready_at: Option<i64>,
    /// Why it can never be used.
    pub failure: Option<String>,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// How far the service is with a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Not yet to be used.
    Processing,
    /// To be used.
    Ready,
    /// Never to be used.
    Failed,
}

impl State {
    /// The state's name in answers.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Processing => "PROCESSING",
            Self::Ready => "READY",
            Self::Failed => "FAILED",
        }
    }
}

impl Upload {
    /// How far the service is with it at a time.
    pub fn state(&self, now: i64) -> State {
        match (self.ready_at.is_some_and(|ready| now < ready), &self.failure) {
            (true, _) => State::Processing,
            (false, Some(_)) => State::Failed,
            (false, None) => State::Ready,
        }
    }

    /// Its address on this server.
    pub fn address(&self) -> String {
        format!("/uploads/{}", self.path)
    }
}

const UPLOAD: &str =
    "id, path, type, purpose, content_type, size, width, height, duration, thumbnail, ready_at, failure, created_at FROM media";

fn upload(row: &Row<'_>) -> rusqlite::Result<Upload> {
    Ok(Upload {
        id: row.get(0)?,
        path: row.get(1)?,
        kind: row.get(2)?,
        purpose: row.get(3)?,
        content_type: row.get(4)?,
        size: row.get(5)?,
        dimensions: row.get::<_, Option<i64>>(6)?.zip(row.get(7)?),
        duration: row.get(8)?,
        thumbnail: row.get(9)?,
        ready_at: row.get(10)?,
        failure: row.get(11)?,
        created_at: row.get(12)?,
    })
}

/// Notes a stored file as an agent's upload.
///
/// # Errors
/// When the database fails.
pub fn insert(db: &Connection, agent: &str, file: &Upload) -> rusqlite::Result<()> {
    let (width, height) = file.dimensions.unzip();
    db.prepare_cached(
        "INSERT INTO media (id, agent_id, type, purpose, path, content_type, size, width, height, duration, thumbnail, ready_at, failure,
                            created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
    )?
    .execute(params![
        file.id,
        agent,
        file.kind,
        file.purpose,
        file.path,
        file.content_type,
        file.size,
        width,
        height,
        file.duration,
        file.thumbnail,
        file.ready_at,
        file.failure,
        file.created_at
    ])
    .map(drop)
}

pub(super) const LIBRARY: &str = "
    SELECT id, created_at FROM media
    WHERE agent_id = :key AND (created_at, id) < (:at, :id) AND type = coalesce(:type, type) AND purpose = coalesce(:purpose, purpose)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// An agent's uploads, the newest first; of one kind and purpose, if such are given.
///
/// # Errors
/// When the database fails.
pub fn library(db: &Connection, agent: &str, kind: Option<&str>, purpose: Option<&str>, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, LIBRARY, &[(":key", &agent), (":type", &kind), (":purpose", &purpose)])
}

/// Reads uploads, the newest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Upload>> {
    let sql = format!("SELECT {UPLOAD} WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY created_at DESC, id DESC");
    all(db, &sql, [agents::id_list(ids)], upload)
}

/// An agent's own upload by its id.
///
/// # Errors
/// When the database fails.
pub fn own(db: &Connection, agent: &str, id: &str) -> rusqlite::Result<Option<Upload>> {
    one(db, &format!("SELECT {UPLOAD} WHERE id = ?1 AND agent_id = ?2"), [id, agent], upload)
}

/// An agent's own upload by its path in the folder of uploads.
///
/// # Errors
/// When the database fails.
pub fn own_by_path(db: &Connection, agent: &str, path: &str) -> rusqlite::Result<Option<Upload>> {
    one(db, &format!("SELECT {UPLOAD} WHERE path = ?1 AND agent_id = ?2"), [path, agent], upload)
}

/// Whether a post, a byte or the owner's profile shows the file.
///
/// # Errors
/// When the database fails.
pub fn is_shown(db: &Connection, file: &Upload) -> rusqlite::Result<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM post_media WHERE media_id = ?1) OR EXISTS (SELECT 1 FROM bytes WHERE media_id = ?1)
                   OR EXISTS (SELECT 1 FROM media m JOIN agents a ON a.id = m.agent_id WHERE m.id = ?1 AND a.avatar_url = ?2)";
    db.prepare_cached(sql)?.query_row([&file.id, &file.address()], |row| row.get(0))
}

/// Forgets an upload. Tells whether nobody else's upload is the same file, so that it can go, too.
///
/// # Errors
/// When the database fails.
pub fn delete(at: Moment<'_>, file: &Upload) -> rusqlite::Result<bool> {
    at.run("DELETE FROM media WHERE id = ?1", [&file.id])?;
    at.db.prepare_cached("SELECT NOT EXISTS (SELECT 1 FROM media WHERE path = ?1)")?.query_row([&file.path], |row| row.get(0))
}
