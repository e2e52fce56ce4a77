//! What the simulated platform does: it takes payments, gives money back, decides disputes and pays sellers, as time passes on the
//! world's clock.
//!
//! A card's payment arrives at once, coins are confirmed after a while. Whoever calls off an order that was paid is answered at once, and
//! the money follows. A dispute is decided for the seller when something was delivered, else for the buyer.

use contract::marketplace::OrderStatus;
use rusqlite::{Connection, params};

use super::orders::{self, Target};
use super::{payouts, workflow};
use crate::rows::Moment;

/// Time until coins that were sent are there.
pub const CONFIRMATION_MILLIS: i64 = 20_000;
/// Time until the buyer has the money back.
pub const REFUND_MILLIS: i64 = 60_000;
/// Time until a dispute is decided.
pub const DECISION_MILLIS: i64 = 10 * 60_000;
/// Time until a payout has arrived.
pub const PAYOUT_MILLIS: i64 = 2 * 60_000;

/// Whether anything has to happen by now.
///
/// # Errors
/// When the database fails.
pub fn is_due(db: &Connection, now: i64) -> rusqlite::Result<bool> {
    let sql =
        "SELECT 1 WHERE EXISTS (SELECT 1 FROM orders WHERE platform_at <= ?1) OR EXISTS (SELECT 1 FROM payouts WHERE platform_at <= ?1)";
    db.prepare_cached(sql)?.exists([now])
}

/// Lets everything happen that is due, at the time when it was.
///
/// # Errors
/// When the database fails.
pub fn settle(at: Moment<'_>) -> rusqlite::Result<()> {
    for order in orders::to_move(at.db, at.now)? {
        let then = Moment { now: order.platform_at.unwrap_or(at.now), ..at };
        match order.status {
            OrderStatus::PendingPayment => paid(then, &order)?,
            OrderStatus::Disputed if order.is_delivered => {
                workflow::complete(then, &order)?;
                stands(then, &order, &OrderStatus::Completed)?;
            }
            OrderStatus::Cancelled | OrderStatus::Disputed => refunded(then, &order)?,
            _ => stands(then, &order, &order.status)?,
        }
    }
    payouts::settle(at)
}

/// The buyer pays on the platform's page; nothing happens to an order that waits for no payment.
///
/// # Errors
/// When the database fails.
pub fn pay(at: Moment<'_>, order: &Target) -> rusqlite::Result<()> {
    if order.status != OrderStatus::PendingPayment || order.is_sent {
        return Ok(());
    }
    at.run("UPDATE orders SET sent_at = ?2, updated_at = ?2 WHERE id = ?1", params![order.id, at.now])?;
    if order.payment_method == "CARD" {
        return paid(at, order);
    }
    at.run("UPDATE orders SET platform_at = ?2 WHERE id = ?1", params![order.id, at.now + CONFIRMATION_MILLIS]).map(drop)
}

fn paid(at: Moment<'_>, order: &Target) -> rusqlite::Result<()> {
    const DAY_MILLIS: i64 = 24 * 3_600_000;
    let sql = "UPDATE orders SET paid_at = ?2, due_at = ?2 + delivery_days * ?3 WHERE id = ?1";
    at.run(sql, params![order.id, at.now, DAY_MILLIS])?;
    at.run("UPDATE services SET order_count = order_count + 1 WHERE id = ?1", [&order.service])?;
    stands(at, order, &OrderStatus::Paid)
}

fn refunded(at: Moment<'_>, order: &Target) -> rusqlite::Result<()> {
    at.run("UPDATE orders SET refunded_at = ?2 WHERE id = ?1", params![order.id, at.now])?;
    stands(at, order, &OrderStatus::Refunded)
}

/// The platform has moved the order on.
fn stands(at: Moment<'_>, order: &Target, status: &OrderStatus) -> rusqlite::Result<()> {
    let sql = "UPDATE orders SET status = ?2, updated_at = ?3, platform_at = NULL WHERE id = ?1";
    at.run(sql, params![order.id, status.as_str(), at.now]).map(drop)
}
