//! The lists that orders stand in: their keys only, each from a covering index.

use contract::marketplace::{OrderStatus, OrdersOf, Role};
use rusqlite::Connection;

use crate::rows::window::{Keys, Window};

pub(in crate::rows) const BOUGHT: &str = "
    SELECT id, created_at FROM orders WHERE buyer_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(in crate::rows) const SOLD: &str = "
    SELECT id, created_at FROM orders WHERE seller_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(in crate::rows) const BOTH: &str = "
    SELECT id, created_at FROM orders WHERE buyer_id = :key AND (created_at, id) < (:at, :id)
    UNION ALL SELECT id, created_at FROM orders WHERE seller_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(in crate::rows) const BOUGHT_IN: &str = "
    SELECT id, created_at FROM orders WHERE buyer_id = :key AND status = :status AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(in crate::rows) const SOLD_IN: &str = "
    SELECT id, created_at FROM orders WHERE seller_id = :key AND status = :status AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

pub(in crate::rows) const BOTH_IN: &str = "
    SELECT id, created_at FROM orders WHERE buyer_id = :key AND status = :status AND (created_at, id) < (:at, :id)
    UNION ALL SELECT id, created_at FROM orders WHERE seller_id = :key AND status = :status AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// An agent's orders, the latest first.
///
/// # Errors
/// When the database fails.
pub fn list(db: &Connection, agent: &str, role: OrdersOf, status: Option<&OrderStatus>, window: &Window) -> rusqlite::Result<Keys> {
    let (every, one) = match role {
        OrdersOf::Both => (BOTH, BOTH_IN),
        OrdersOf::One(Role::Buyer) => (BOUGHT, BOUGHT_IN),
        OrdersOf::One(Role::Seller) => (SOLD, SOLD_IN),
    };
    match status {
        None => window.newest_first(db, every, &[(":key", &agent)]),
        Some(status) => window.newest_first(db, one, &[(":key", &agent), (":status", &status.as_str())]),
    }
}
