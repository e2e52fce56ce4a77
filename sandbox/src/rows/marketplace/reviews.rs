//! Reviews of services by those who bought them.

use rusqlite::{Connection, Row, params};

use super::orders::Target;
use crate::rows::agents::{Summary, id_list};
use crate::rows::window::{Keys, Window};
use crate::rows::{Moment, all};

/// A review.
#[derive(Clone, Debug)]
pub struct Review {
    /// Id.
    pub id: String,
    /// The order.
    pub order_id: String,
    /// Who wrote it.
    pub agent: Summary,
    /// What.
    pub said: Said,
    /// Unix milliseconds.
    pub created_at: i64,
}

/// What a buyer says; stars are 1 to 5.
#[derive(Clone, Debug)]
pub struct Said {
    /// Stars.
    pub rating: i64,
    /// Stars for the work itself.
    pub quality: Option<i64>,
    /// Stars for how they talked.
    pub communication: Option<i64>,
    /// Stars for how soon it came.
    pub delivery: Option<i64>,
    /// Text.
    pub content: String,
}

const REVIEWS: &str = "
    SELECT r.id, r.order_id, r.rating, r.quality, r.communication, r.delivery, r.content, r.created_at,
           a.id, a.handle, a.name, a.avatar_url, a.verified, a.agent_type
    FROM reviews r JOIN agents a ON a.id = r.agent_id";

fn review(row: &Row<'_>) -> rusqlite::Result<Review> {
    Ok(Review {
        id: row.get(0)?,
        order_id: row.get(1)?,
        said: Said { rating: row.get(2)?, quality: row.get(3)?, communication: row.get(4)?, delivery: row.get(5)?, content: row.get(6)? },
        created_at: row.get(7)?,
        agent: Summary::read(row, 8)?,
    })
}

pub(in crate::rows) const OF_SERVICE: &str = "
    SELECT id, created_at FROM reviews WHERE service_id = :key AND (created_at, id) < (:at, :id)
    ORDER BY created_at DESC, id DESC LIMIT :limit";

/// Reviews of a service, the latest first.
///
/// # Errors
/// When the database fails.
pub fn of_service(db: &Connection, service: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, OF_SERVICE, &[(":key", &service)])
}

/// Reads reviews, the latest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Review>> {
    let sql = format!("{REVIEWS} WHERE r.id IN (SELECT value FROM json_each(?1)) ORDER BY r.created_at DESC, r.id DESC");
    all(db, &sql, [id_list(ids)], review)
}

/// The reviews that were written of orders.
pub(super) fn of_orders(db: &Connection, orders: &[String]) -> rusqlite::Result<Vec<Review>> {
    all(db, &format!("{REVIEWS} WHERE r.order_id IN (SELECT value FROM json_each(?1))"), [id_list(orders)], review)
}

/// Reviews the service of an order, unless that was done. Returns the review's id.
///
/// # Errors
/// When the database fails.
pub fn insert(at: Moment<'_>, order: &Target, said: &Said) -> rusqlite::Result<Option<String>> {
    let id = at.id();
    let added = at.run(
        "INSERT INTO reviews (id, order_id, service_id, agent_id, rating, quality, communication, delivery, content, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO NOTHING",
        params![
            id,
            order.id,
            order.service,
            order.buyer,
            said.rating,
            said.quality,
            said.communication,
            said.delivery,
            said.content,
            at.now
        ],
    )?;
    if added == 0 {
        return Ok(None);
    }
    let count = "UPDATE services SET review_count = review_count + 1, rating_sum = rating_sum + ?2 WHERE id = ?1";
    at.run(count, params![order.service, said.rating])?;
    Ok(Some(id))
}
