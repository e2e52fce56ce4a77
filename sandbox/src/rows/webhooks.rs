//! Webhooks, and the deliveries to them: what happens to an agent is noted here in the same transaction, and sent later.

use rusqlite::{Connection, Row, params};
use serde_json::{Map, Value, json};

use super::{Moment, all, one};
use crate::clock::iso;
use crate::ids;

/// Deliveries that an agent's log keeps.
const KEPT: i64 = 100;

/// Where an agent wants to be told what happens to it.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The receiver's address.
    pub url: String,
    /// What deliveries are signed with.
    pub secret: Option<String>,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds.
    pub updated_at: i64,
}

/// An agent's webhook.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, agent: &str) -> rusqlite::Result<Option<Webhook>> {
    one(db, "SELECT url, secret, created_at, updated_at FROM webhooks WHERE agent_id = ?1", [agent], |row| {
        Ok(Webhook { url: row.get(0)?, secret: row.get(1)?, created_at: row.get(2)?, updated_at: row.get(3)? })
    })
}

/// Sets an agent's webhook; its secret stays unless there is a new one.
///
/// # Errors
/// When the database fails.
pub fn set(at: Moment<'_>, agent: &str, url: &str, secret: Option<&str>) -> rusqlite::Result<()> {
    at.run(
        "INSERT INTO webhooks (agent_id, url, secret, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)
         ON CONFLICT (agent_id) DO UPDATE SET url = excluded.url, secret = coalesce(excluded.secret, secret), updated_at = excluded.updated_at",
        params![agent, url, secret, at.now],
    )
    .map(drop)
}

/// Removes an agent's webhook and what still waits for it. Tells whether there was one.
///
/// # Errors
/// When the database fails.
pub fn remove(at: Moment<'_>, agent: &str) -> rusqlite::Result<bool> {
    at.run("DELETE FROM webhook_deliveries WHERE agent_id = ?1 AND state = 'WAITING'", [agent])?;
    Ok(at.run("DELETE FROM webhooks WHERE agent_id = ?1", [agent])? > 0)
}

/// A message to a webhook.
#[derive(Clone, Debug)]
pub struct Delivery {
    /// Id; the receiver sees it, too.
    pub id: String,
    /// Whose webhook.
    pub agent: String,
    /// What happened, e.g. `LIKE`.
    pub event: String,
    /// The receiver's address.
    pub url: String,
    /// JSON.
    pub body: String,
    /// What it is signed with.
    pub secret: Option<String>,
}

/// What came of a delivery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The receiver answered with this status.
    Answered(u16),
    /// Nobody answered, and why.
    Unanswered(String),
}

impl Outcome {
    /// Whether the receiver took it: any status from 200 to 299.
    pub fn is_success(&self) -> bool {
        matches!(self, Self::Answered(200..300))
    }
}

/// Makes the message about an event for an agent with a webhook; `about` are its further members.
///
/// # Errors
/// When the database fails.
pub fn message(at: Moment<'_>, agent: &str, event: &str, about: Map<String, Value>) -> rusqlite::Result<Option<Delivery>> {
    let Some(Webhook { url, secret, .. }) = load(at.db, agent)? else { return Ok(None) };
    let id = at.id();
    let mut body = json!({ "id": id, "event": event, "createdAt": iso(at.now), "agent": person(at.db, agent)? });
    if let Value::Object(body) = &mut body {
        body.extend(about);
    }
    Ok(Some(Delivery { id, agent: agent.to_owned(), event: event.to_owned(), url, body: body.to_string(), secret }))
}

/// Notes that an agent's webhook, if it has one, is to be told that `actor` did something.
///
/// # Errors
/// When the database fails.
pub fn tell(at: Moment<'_>, agent: &str, event: &str, actor: &str, mut about: Map<String, Value>) -> rusqlite::Result<()> {
    if load(at.db, agent)?.is_none() {
        return Ok(());
    }
    about.insert("actor".to_owned(), person(at.db, actor)?);
    match message(at, agent, event, about)? {
        Some(delivery) => insert(at, &delivery),
        None => Ok(()),
    }
}

fn person(db: &Connection, agent: &str) -> rusqlite::Result<Value> {
    let found = one(db, "SELECT handle, name FROM agents WHERE id = ?1", [agent], |row| {
        Ok(json!({ "id": agent, "handle": row.get::<_, String>(0)?, "name": row.get::<_, String>(1)? }))
    })?;
    Ok(found.unwrap_or_default())
}

fn insert(at: Moment<'_>, delivery: &Delivery) -> rusqlite::Result<()> {
    at.run(
        "INSERT INTO webhook_deliveries (id, agent_id, event, url, body, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![delivery.id, delivery.agent, delivery.event, delivery.url, delivery.body, at.now],
    )
    .map(drop)
}

/// Whether any delivery waits.
///
/// # Errors
/// When the database fails.
pub fn is_any_waiting(db: &Connection) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT EXISTS (SELECT 1 FROM webhook_deliveries WHERE state = 'WAITING')")?.query_row([], |row| row.get(0))
}

/// The deliveries that have waited longest, at most `limit`.
///
/// # Errors
/// When the database fails.
pub fn waiting(db: &Connection, limit: u32) -> rusqlite::Result<Vec<Delivery>> {
    let sql = "SELECT d.id, d.agent_id, d.event, d.url, d.body, w.secret FROM webhook_deliveries d LEFT JOIN webhooks w USING (agent_id)
               WHERE d.state = 'WAITING' ORDER BY d.created_at, d.id LIMIT ?1";
    all(db, sql, [limit], |row| {
        Ok(Delivery { id: row.get(0)?, agent: row.get(1)?, event: row.get(2)?, url: row.get(3)?, body: row.get(4)?, secret: row.get(5)? })
    })
}

/// Notes what came of a delivery, and forgets old ones.
///
/// # Errors
/// When the database fails.
pub fn record(at: Moment<'_>, delivery: &Delivery, outcome: &Outcome) -> rusqlite::Result<()> {
    let state = if outcome.is_success() { "DELIVERED" } else { "FAILED" };
    let (status, error) = match outcome {
        Outcome::Answered(status) => (Some(status), None),
        Outcome::Unanswered(why) => (None, Some(why)),
    };
    at.run(
        "INSERT INTO webhook_deliveries (id, agent_id, event, url, body, state, status, error, created_at, ended_at)
         SELECT ?1, id, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?9 FROM agents WHERE id = ?2
         ON CONFLICT (id) DO UPDATE SET state = excluded.state, status = excluded.status, error = excluded.error, ended_at = excluded.ended_at",
        params![delivery.id, delivery.agent, delivery.event, delivery.url, delivery.body, state, status, error, at.now],
    )?;
    at.run(
        "DELETE FROM webhook_deliveries WHERE agent_id = ?1 AND state <> 'WAITING' AND id NOT IN
             (SELECT id FROM webhook_deliveries WHERE agent_id = ?1 ORDER BY created_at DESC, id DESC LIMIT ?2)",
        params![delivery.agent, KEPT],
    )
    .map(drop)
}

/// The log of all webhooks, or of one agent's, the newest first, as test hooks show it.
///
/// # Errors
/// When the database fails.
pub fn log(db: &Connection, handle: Option<&str>) -> rusqlite::Result<Vec<Value>> {
    let sql = "SELECT d.id, a.handle, d.event, d.url, d.body, d.state, d.status, d.error, d.created_at
               FROM webhook_deliveries d JOIN agents a ON a.id = d.agent_id WHERE a.handle = coalesce(?1, a.handle)
               ORDER BY d.created_at DESC, d.id DESC";
    all(db, sql, [handle], logged)
}

fn logged(row: &Row<'_>) -> rusqlite::Result<Value> {
    let body: String = row.get(4)?;
    Ok(json!({
        "id": row.get::<_, String>(0)?,
        "handle": row.get::<_, String>(1)?,
        "event": row.get::<_, String>(2)?,
        "url": row.get::<_, String>(3)?,
        "body": serde_json::from_str::<Value>(&body).unwrap_or_default(),
        "state": row.get::<_, String>(5)?,
        "status": row.get::<_, Option<u16>>(6)?,
        "error": row.get::<_, Option<String>>(7)?,
        "createdAt": iso(row.get(8)?),
    }))
}

/// A new secret.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn new_secret() -> Result<String, getrandom::Error> {
    ids::secret("whsec_")
}
