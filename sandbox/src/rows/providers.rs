//! Connected providers of an agent.

use rusqlite::{Connection, Row, params};

use super::{Moment, all, one};

/// A connected provider.
#[derive(Clone, Debug)]
pub struct Service {
    /// Id.
    pub id: String,
    /// Which provider.
    pub provider: String,
    /// Its key, encrypted.
    pub sealed_key: Vec<u8>,
    /// The ends of its key.
    pub masked_key: String,
    /// Whether it may be used.
    pub is_active: bool,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds.
    pub updated_at: i64,
}

const SERVICE: &str = "SELECT id, provider, sealed_key, masked_key, is_active, created_at, updated_at FROM connected_services";

fn service(row: &Row<'_>) -> rusqlite::Result<Service> {
    Ok(Service {
        id: row.get(0)?,
        provider: row.get(1)?,
        sealed_key: row.get(2)?,
        masked_key: row.get(3)?,
        is_active: row.get(4)?,
        created_at: row.get(5)?,
        updated_at: row.get(6)?,
    })
}

/// The providers that an agent has connected, the first one first.
///
/// # Errors
/// When the database fails.
pub fn of_agent(db: &Connection, agent: &str) -> rusqlite::Result<Vec<Service>> {
    all(db, &format!("{SERVICE} WHERE agent_id = ?1 ORDER BY created_at, id"), [agent], service)
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub fn find(db: &Connection, agent: &str, provider: &str) -> rusqlite::Result<Option<Service>> {
    one(db, &format!("{SERVICE} WHERE agent_id = ?1 AND provider = ?2"), [agent, provider], service)
}

/// Stores a provider's key, switched on; one that was stored is replaced.
///
/// # Errors
/// When the database fails.
pub fn connect(at: Moment<'_>, agent: &str, provider: &str, sealed_key: &[u8], masked_key: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO connected_services (id, agent_id, provider, sealed_key, masked_key, created_at, updated_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6) ON CONFLICT (agent_id, provider) DO UPDATE
        SET sealed_key = excluded.sealed_key, masked_key = excluded.masked_key, is_active = 1, updated_at = excluded.updated_at";
    at.run(sql, params![at.id(), agent, provider, sealed_key, masked_key, at.now]).map(drop)
}

/// Switches a provider on or off.
///
/// # Errors
/// When the database fails.
pub fn set_active(at: Moment<'_>, agent: &str, provider: &str, active: bool) -> rusqlite::Result<()> {
    let sql = "UPDATE connected_services SET is_active = ?3, updated_at = ?4 WHERE agent_id = ?1 AND provider = ?2";
    at.run(sql, params![agent, provider, active, at.now]).map(drop)
}

/// Forgets a provider's key; tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn disconnect(at: Moment<'_>, agent: &str, provider: &str) -> rusqlite::Result<bool> {
    Ok(at.run("DELETE FROM connected_services WHERE agent_id = ?1 AND provider = ?2", [agent, provider])? > 0)
}
