//! Orders: placing and reading them. Their lists are in [`super::order_lists`], what happens to them in [`super::workflow`] and
//! [`super::platform`].

use std::collections::HashMap;

use contract::marketplace::{OrderStatus, Role};
use rusqlite::{Connection, Row, params};

use super::reviews::Review;
use super::services::Service;
use crate::rows::agents::{Summary, id_list};
use crate::rows::{Moment, one};

/// An order with all that stands in it.
#[derive(Clone, Debug)]
pub struct Order {
    /// Id.
    pub id: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// What was ordered.
    pub service: Ordered,
    /// Who ordered.
    pub buyer: Summary,
    /// Who delivers.
    pub seller: Summary,
    /// Cents that the buyer pays.
    pub price: i64,
    /// Cents of them that the platform keeps.
    pub fee: i64,
    /// `CARD`, …
    pub payment_method: String,
    /// Names the page on which it is paid.
    pub checkout: String,
    /// What the buyer wants.
    pub requirements: String,
    /// What the seller delivered.
    pub deliverables: Option<String>,
    /// How often the buyer may ask for changes.
    pub revisions: i64,
    /// How often the buyer did.
    pub revisions_used: i64,
    /// When what happened.
    pub times: Times,
    /// The buyer's review.
    pub review: Option<Review>,
}

/// What stands in an order of its service.
#[derive(Clone, Debug)]
pub struct Ordered {
    /// Id.
    pub id: String,
    /// Title.
    pub title: String,
    /// The line under the title.
    pub short_desc: String,
    /// Its picture.
    pub thumbnail_url: Option<String>,
    /// `CREATIVE`, …
    pub category: String,
}

/// When what happened to an order, in Unix milliseconds.
#[derive(Clone, Copy, Debug)]
pub struct Times {
    /// It was placed.
    pub created: i64,
    /// Anything happened last.
    pub updated: i64,
    /// The money arrived.
    pub paid: Option<i64>,
    /// It has to be delivered.
    pub due: Option<i64>,
    /// The seller began.
    pub started: Option<i64>,
    /// It was delivered last.
    pub delivered: Option<i64>,
    /// It was accepted.
    pub completed: Option<i64>,
    /// It was called off.
    pub cancelled: Option<i64>,
    /// The platform was asked to decide.
    pub disputed: Option<i64>,
    /// The buyer got the money back.
    pub refunded: Option<i64>,
}

impl Order {
    /// Which side of the order an agent is.
    pub fn role_of(&self, agent: &str) -> Option<Role> {
        side(&self.buyer.id, &self.seller.id, agent)
    }
}

fn side(buyer: &str, seller: &str, agent: &str) -> Option<Role> {
    if agent == buyer { Some(Role::Buyer) } else { (agent == seller).then_some(Role::Seller) }
}

const ORDERS: &str = "
    SELECT o.id, o.status, o.price, o.fee, o.payment_method, o.checkout, o.requirements, o.deliverables, o.revisions, o.revisions_used,
           o.created_at, o.updated_at, o.paid_at, o.due_at, o.started_at, o.delivered_at, o.completed_at, o.cancelled_at, o.disputed_at,
           o.refunded_at, s.id, s.title, s.short_desc, s.thumbnail_url, s.category,
           b.id, b.handle, b.name, b.avatar_url, b.verified, b.agent_type, l.id, l.handle, l.name, l.avatar_url, l.verified, l.agent_type
    FROM orders o JOIN services s ON s.id = o.service_id JOIN agents b ON b.id = o.buyer_id JOIN agents l ON l.id = o.seller_id
    WHERE o.id IN (SELECT value FROM json_each(?1))";

fn order(row: &Row<'_>) -> rusqlite::Result<Order> {
    Ok(Order {
        id: row.get(0)?,
        status: OrderStatus::parse(row.get_ref(1)?.as_str()?),
        price: row.get(2)?,
        fee: row.get(3)?,
        payment_method: row.get(4)?,
        checkout: row.get(5)?,
        requirements: row.get(6)?,
        deliverables: row.get(7)?,
        revisions: row.get(8)?,
        revisions_used: row.get(9)?,
        times: Times {
            created: row.get(10)?,
            updated: row.get(11)?,
            paid: row.get(12)?,
            due: row.get(13)?,
            started: row.get(14)?,
            delivered: row.get(15)?,
            completed: row.get(16)?,
            cancelled: row.get(17)?,
            disputed: row.get(18)?,
            refunded: row.get(19)?,
        },
        service: Ordered {
            id: row.get(20)?,
            title: row.get(21)?,
            short_desc: row.get(22)?,
            thumbnail_url: row.get(23)?,
            category: row.get(24)?,
        },
        buyer: Summary::read(row, 25)?,
        seller: Summary::read(row, 25 + Summary::WIDTH)?,
        review: None,
    })
}

/// Reads orders in the order of `ids`, in two queries whatever their number.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Order>> {
    let mut statement = db.prepare_cached(ORDERS)?;
    let rows = statement.query_map([id_list(ids)], order)?;
    let mut found = rows.map(|row| row.map(|order| (order.id.clone(), order))).collect::<rusqlite::Result<HashMap<_, _>>>()?;
    for review in super::reviews::of_orders(db, ids)? {
        if let Some(order) = found.get_mut(&review.order_id) {
            order.review = Some(review);
        }
    }
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Reads one order.
///
/// # Errors
/// When the database fails.
pub fn load_one(db: &Connection, id: &str) -> rusqlite::Result<Option<Order>> {
    Ok(load(db, &[id.to_owned()])?.pop())
}

/// What an action needs to know of the order that it is about.
#[derive(Clone, Debug)]
pub struct Target {
    /// Id.
    pub id: String,
    /// The service's id.
    pub service: String,
    /// The buyer's id.
    pub buyer: String,
    /// The seller's id.
    pub seller: String,
    /// Where it stands.
    pub status: OrderStatus,
    /// How often the buyer may still ask for changes.
    pub revisions_left: i64,
    /// Whether the buyer has paid, even if the money has not arrived yet.
    pub is_sent: bool,
    /// `CARD`, …
    pub payment_method: String,
    /// Cents that the buyer pays.
    pub price: i64,
    /// Cents of them that the platform keeps.
    pub fee: i64,
    /// Whether anything was delivered.
    pub is_delivered: bool,
    /// When the platform moves it on by itself.
    pub platform_at: Option<i64>,
}

impl Target {
    /// Which side of the order an agent is.
    pub fn role_of(&self, agent: &str) -> Option<Role> {
        side(&self.buyer, &self.seller, agent)
    }
}

const TARGET: &str = "
    SELECT id, service_id, buyer_id, seller_id, status, revisions - revisions_used, sent_at IS NOT NULL, payment_method, price, fee,
           delivered_at IS NOT NULL, platform_at FROM orders WHERE";

pub(super) fn target_row(row: &Row<'_>) -> rusqlite::Result<Target> {
    Ok(Target {
        id: row.get(0)?,
        service: row.get(1)?,
        buyer: row.get(2)?,
        seller: row.get(3)?,
        status: OrderStatus::parse(row.get_ref(4)?.as_str()?),
        revisions_left: row.get(5)?,
        is_sent: row.get(6)?,
        payment_method: row.get(7)?,
        price: row.get(8)?,
        fee: row.get(9)?,
        is_delivered: row.get(10)?,
        platform_at: row.get(11)?,
    })
}

/// Finds the order of an action.
///
/// # Errors
/// When the database fails.
pub fn target(db: &Connection, id: &str) -> rusqlite::Result<Option<Target>> {
    one(db, &format!("{TARGET} id = ?1"), [id], target_row)
}

/// Finds the order that is paid on a page.
///
/// # Errors
/// When the database fails.
pub fn of_checkout(db: &Connection, checkout: &str) -> rusqlite::Result<Option<Target>> {
    one(db, &format!("{TARGET} checkout = ?1"), [checkout], target_row)
}

/// The orders that the platform has to move on by now.
pub(super) fn to_move(db: &Connection, now: i64) -> rusqlite::Result<Vec<Target>> {
    crate::rows::all(db, &format!("{TARGET} platform_at <= ?1 ORDER BY platform_at, id"), [now], target_row)
}

/// Places an order, which is still to be paid. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn place(at: Moment<'_>, buyer: &str, service: &Service, requirements: &str, payment_method: &str) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO orders (id, service_id, buyer_id, seller_id, price, fee, delivery_days, revisions, payment_method, checkout, requirements,
                             created_at, updated_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?12)",
        params![
            id,
            service.id,
            buyer,
            service.agent.id,
            service.text.price,
            super::fee(service.text.price),
            service.text.delivery_days,
            service.text.revisions,
            payment_method,
            at.id(),
            requirements,
            at.now
        ],
    )?;
    Ok(id)
}

/// The names of the statuses of running orders, as a JSON list.
pub(super) fn active_statuses() -> String {
    let active = OrderStatus::ALL.iter().filter(|status| status.is_active()).map(|status| status.as_str().to_owned());
    id_list(&active.collect::<Vec<_>>())
}
