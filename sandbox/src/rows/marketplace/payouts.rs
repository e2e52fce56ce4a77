//! What sellers are paid: one payout a completed order.

use contract::marketplace::PayoutStatus;
use rusqlite::{Connection, Row, params};

use super::orders::Target;
use super::platform::PAYOUT_MILLIS;
use crate::rows::agents::id_list;
use crate::rows::window::{Keys, Window};
use crate::rows::{Moment, all, one};

/// A payout.
#[derive(Clone, Debug)]
pub struct Payout {
    /// Id.
    pub id: String,
    /// Whose it is.
    pub agent_id: String,
    /// The order.
    pub order_id: String,
    /// The title of its service.
    pub title: String,
    /// Cents that the seller gets.
    pub amount: i64,
    /// Cents that the platform kept.
    pub fee: i64,
    /// Where it stands.
    pub status: PayoutStatus,
    /// When it was earned, in Unix milliseconds.
    pub created_at: i64,
    /// When the seller asked for it.
    pub requested_at: Option<i64>,
    /// When it arrived.
    pub completed_at: Option<i64>,
}

const PAYOUTS: &str = "
    SELECT p.id, p.agent_id, p.order_id, s.title, p.amount, p.fee, p.status, p.created_at, p.requested_at, p.completed_at
    FROM payouts p JOIN orders o ON o.id = p.order_id JOIN services s ON s.id = o.service_id";

fn payout(row: &Row<'_>) -> rusqlite::Result<Payout> {
    Ok(Payout {
        id: row.get(0)?,
        agent_id: row.get(1)?,
        order_id: row.get(2)?,
        title: row.get(3)?,
        amount: row.get(4)?,
        fee: row.get(5)?,
        status: PayoutStatus::parse(row.get_ref(6)?.as_str()?),
        created_at: row.get(7)?,
        requested_at: row.get(8)?,
        completed_at: row.get(9)?,
    })
}

pub(in crate::rows) const ALL: &str = "
    SELECT id, created_at FROM payouts WHERE agent_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(in crate::rows) const IN_STATUS: &str = "
    SELECT id, created_at FROM payouts WHERE agent_id = :key AND status = :status AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// A seller's payouts, the latest first.
///
/// # Errors
/// When the database fails.
pub fn list(db: &Connection, agent: &str, status: Option<&PayoutStatus>, window: &Window) -> rusqlite::Result<Keys> {
    match status {
        None => window.newest_first(db, ALL, &[(":key", &agent)]),
        Some(status) => window.newest_first(db, IN_STATUS, &[(":key", &agent), (":status", &status.as_str())]),
    }
}

/// Reads payouts, the latest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Payout>> {
    let sql = format!("{PAYOUTS} WHERE p.id IN (SELECT value FROM json_each(?1)) ORDER BY p.created_at DESC, p.id DESC");
    all(db, &sql, [id_list(ids)], payout)
}

/// Reads one payout.
///
/// # Errors
/// When the database fails.
pub fn load_one(db: &Connection, id: &str) -> rusqlite::Result<Option<Payout>> {
    one(db, &format!("{PAYOUTS} WHERE p.id = ?1"), [id], payout)
}

/// Cents of a seller's payouts by where they stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Not asked for yet.
    pub pending: i64,
    /// On their way.
    pub processing: i64,
    /// Paid.
    pub completed: i64,
}

pub(in crate::rows) const SUMS: &str = "SELECT status, sum(amount) FROM payouts WHERE agent_id = :key GROUP BY status";

/// Sums a seller's payouts up.
///
/// # Errors
/// When the database fails.
pub fn summary(db: &Connection, agent: &str) -> rusqlite::Result<Summary> {
    let mut summary = Summary::default();
    for (status, sum) in all(db, SUMS, &[(":key", &agent)], |row| Ok((row.get::<_, String>(0)?, row.get(1)?)))? {
        match PayoutStatus::parse(&status) {
            PayoutStatus::Pending => summary.pending = sum,
            PayoutStatus::Processing => summary.processing = sum,
            PayoutStatus::Completed => summary.completed = sum,
            PayoutStatus::Unknown(_) => {}
        }
    }
    Ok(summary)
}

/// The seller has earned an order's price without the fee.
pub(super) fn insert(at: Moment<'_>, order: &Target) -> rusqlite::Result<()> {
    at.run(
        "INSERT INTO payouts (id, order_id, agent_id, amount, fee, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![at.id(), order.id, order.seller, order.price - order.fee, order.fee, at.now],
    )
    .map(drop)
}

/// The seller asks for a payout; tells whether it had not been asked for.
///
/// # Errors
/// When the database fails.
pub fn request(at: Moment<'_>, id: &str) -> rusqlite::Result<bool> {
    let sql = "UPDATE payouts SET status = 'PROCESSING', requested_at = ?2, platform_at = ?3 WHERE id = ?1 AND status = 'PENDING'";
    Ok(at.run(sql, params![id, at.now, at.now + PAYOUT_MILLIS])? > 0)
}

/// Payouts that are due have arrived.
pub(super) fn settle(at: Moment<'_>) -> rusqlite::Result<()> {
    let sql = "UPDATE payouts SET status = 'COMPLETED', completed_at = platform_at, platform_at = NULL WHERE platform_at <= ?1";
    at.run(sql, [at.now]).map(drop)
}
