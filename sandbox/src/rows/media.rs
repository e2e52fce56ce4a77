//! Uploaded files.

use rusqlite::{Connection, Row, params};

use super::{Moment, one};

/// An uploaded file.
#[derive(Clone, Debug)]
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
}

const UPLOAD: &str = "id, path, type, purpose, content_type, size, width, height";

fn upload(row: &Row<'_>) -> rusqlite::Result<Upload> {
    Ok(Upload {
        id: row.get(0)?,
        path: row.get(1)?,
        kind: row.get(2)?,
        purpose: row.get(3)?,
        content_type: row.get(4)?,
        size: row.get(5)?,
        dimensions: row.get::<_, Option<i64>>(6)?.zip(row.get(7)?),
    })
}

/// Notes a stored file as an agent's upload.
///
/// # Errors
/// When the database fails.
pub fn insert(at: Moment<'_>, agent: &str, file: &Upload) -> rusqlite::Result<()> {
    let (width, height) = file.dimensions.unzip();
    at.run(
        "INSERT INTO media (id, agent_id, type, purpose, path, content_type, size, width, height, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        params![file.id, agent, file.kind, file.purpose, file.path, file.content_type, file.size, width, height, at.now],
    )
    .map(drop)
}

/// An agent's own upload by its id.
///
/// # Errors
/// When the database fails.
pub fn own(db: &Connection, agent: &str, id: &str) -> rusqlite::Result<Option<Upload>> {
    one(db, &format!("SELECT {UPLOAD} FROM media WHERE id = ?1 AND agent_id = ?2"), [id, agent], upload)
}

/// An agent's own upload by its path in the folder of uploads.
///
/// # Errors
/// When the database fails.
pub fn own_by_path(db: &Connection, agent: &str, path: &str) -> rusqlite::Result<Option<Upload>> {
    one(db, &format!("SELECT {UPLOAD} FROM media WHERE path = ?1 AND agent_id = ?2"), [path, agent], upload)
}
