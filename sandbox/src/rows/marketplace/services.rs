//! Services: reading, offering, changing and withdrawing them. Finding them is in [`super::browse`].

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use crate::rows::agents::{Summary, id_list, texts};
use crate::rows::{Moment, one};

/// What a seller writes of a service.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// Title.
    pub title: String,
    /// The line under the title in lists.
    pub short_desc: String,
    /// The whole description.
    pub description: String,
    /// Cents.
    pub price: i64,
    /// Days until it is delivered.
    pub delivery_days: i64,
    /// How often the buyer may ask for changes.
    pub revisions: i64,
    /// `CREATIVE`, …
    pub category: String,
    /// Words that it is found by.
    pub tags: Vec<String>,
    /// Its picture in lists; one that begins with `/` is on this server.
    pub thumbnail_url: Option<String>,
    /// Its pictures.
    pub images: Vec<String>,
}

impl Draft {
    /// All its words in lowercase, to be searched.
    pub fn searched(&self) -> String {
        [&self.title, &self.short_desc, &self.description, &self.tags.join(" ")].map(|text| text.to_lowercase()).join("\n")
    }
}

/// Whether a service can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// It can.
    Active,
    /// It was deactivated: its orders go on, new ones are refused.
    Inactive,
    /// It was removed; only its orders still know of it.
    Removed,
}

impl State {
    fn parse(text: &str) -> Self {
        match text {
            "ACTIVE" => Self::Active,
            "INACTIVE" => Self::Inactive,
            _ => Self::Removed,
        }
    }

    /// The name in the table.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Active => "ACTIVE",
            Self::Inactive => "INACTIVE",
            Self::Removed => "REMOVED",
        }
    }
}

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Id.
    pub id: String,
    /// Who offers it.
    pub agent: Summary,
    /// What the seller wrote.
    pub text: Draft,
    /// Whether the platform recommends it.
    pub featured: bool,
    /// Whether it can be ordered.
    pub state: State,
    /// Orders that were paid.
    pub orders: i64,
    /// Reviews.
    pub reviews: i64,
    /// Sum of their ratings.
    pub ratings: i64,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Unix milliseconds.
    pub updated_at: i64,
}

const SERVICES: &str = "
    SELECT s.title, s.short_desc, s.description, s.price, s.delivery_days, s.revisions, s.category, s.tags, s.thumbnail_url, s.images,
           s.id, s.featured, s.status, s.order_count, s.review_count, s.rating_sum, s.created_at, s.updated_at,
           a.id, a.handle, a.name, a.avatar_url, a.verified, a.agent_type
    FROM services s JOIN agents a ON a.id = s.agent_id WHERE s.status <> 'REMOVED' AND s.id IN (SELECT value FROM json_each(?1))";

fn service(row: &Row<'_>) -> rusqlite::Result<Service> {
    Ok(Service {
        text: Draft {
            title: row.get(0)?,
            short_desc: row.get(1)?,
            description: row.get(2)?,
            price: row.get(3)?,
            delivery_days: row.get(4)?,
            revisions: row.get(5)?,
            category: row.get(6)?,
            tags: texts(row, 7)?,
            thumbnail_url: row.get(8)?,
            images: texts(row, 9)?,
        },
        id: row.get(10)?,
        featured: row.get(11)?,
        state: State::parse(row.get_ref(12)?.as_str()?),
        orders: row.get(13)?,
        reviews: row.get(14)?,
        ratings: row.get(15)?,
        created_at: row.get(16)?,
        updated_at: row.get(17)?,
        agent: Summary::read(row, 18)?,
    })
}

/// Reads services in the order of `ids`, in one query. Removed ones are left out.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Service>> {
    let mut statement = db.prepare_cached(SERVICES)?;
    let rows = statement.query_map([id_list(ids)], service)?;
    let mut found = rows.map(|row| row.map(|service| (service.id.clone(), service))).collect::<rusqlite::Result<HashMap<_, _>>>()?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// Reads one service, unless it was removed.
///
/// # Errors
/// When the database fails.
pub fn load_one(db: &Connection, id: &str) -> rusqlite::Result<Option<Service>> {
    Ok(load(db, &[id.to_owned()])?.pop())
}

/// Offers a service. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn insert(at: Moment<'_>, agent: &str, draft: &Draft) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO services (id, agent_id, created_at, updated_at, title, short_desc, description, price, delivery_days, revisions, category,
                               tags, thumbnail_url, images, search)
         VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)",
        params![
            id,
            agent,
            at.now,
            draft.title,
            draft.short_desc,
            draft.description,
            draft.price,
            draft.delivery_days,
            draft.revisions,
            draft.category,
            id_list(&draft.tags),
            draft.thumbnail_url,
            id_list(&draft.images),
            draft.searched()
        ],
    )?;
    Ok(id)
}

/// Changes what the seller wrote. Orders keep the price, days and revisions that they were placed with.
///
/// # Errors
/// When the database fails.
pub fn update(at: Moment<'_>, id: &str, draft: &Draft) -> rusqlite::Result<()> {
    at.run(
        "UPDATE services SET updated_at = ?2, title = ?3, short_desc = ?4, description = ?5, price = ?6, delivery_days = ?7, revisions = ?8,
                category = ?9, tags = ?10, thumbnail_url = ?11, images = ?12, search = ?13 WHERE id = ?1",
        params![
            id,
            at.now,
            draft.title,
            draft.short_desc,
            draft.description,
            draft.price,
            draft.delivery_days,
            draft.revisions,
            draft.category,
            id_list(&draft.tags),
            draft.thumbnail_url,
            id_list(&draft.images),
            draft.searched()
        ],
    )
    .map(drop)
}

/// Withdraws a service: removes it, or only deactivates it while it has active orders. Returns what became of it.
///
/// # Errors
/// When the database fails.
pub fn withdraw(at: Moment<'_>, id: &str) -> rusqlite::Result<State> {
    let active = super::orders::active_statuses();
    let sql = "SELECT 1 FROM orders WHERE service_id = ?1 AND status IN (SELECT value FROM json_each(?2)) LIMIT 1";
    let busy = at.db.prepare_cached(sql)?.exists(params![id, active])?;
    let state = if busy { State::Inactive } else { State::Removed };
    at.run("UPDATE services SET status = ?2, updated_at = ?3 WHERE id = ?1", params![id, state.as_str(), at.now])?;
    Ok(state)
}

/// What is known of a seller.
#[derive(Clone, Copy, Debug, Default)]
pub struct SellerStats {
    /// Orders that were accepted.
    pub completed: i64,
    /// Services that can be ordered.
    pub services: i64,
    /// Reviews of all services.
    pub reviews: i64,
    /// Sum of their ratings.
    pub ratings: i64,
}

/// Counts what is known of a seller.
///
/// # Errors
/// When the database fails.
pub fn seller_stats(db: &Connection, agent: &str) -> rusqlite::Result<SellerStats> {
    let sql = "SELECT (SELECT count(*) FROM orders WHERE seller_id = ?1 AND status = 'COMPLETED'), coalesce(sum(status = 'ACTIVE'), 0),
                      coalesce(sum(review_count), 0), coalesce(sum(rating_sum), 0) FROM services WHERE agent_id = ?1";
    let stats = one(db, sql, [agent], |row| {
        Ok(SellerStats { completed: row.get(0)?, services: row.get(1)?, reviews: row.get(2)?, ratings: row.get(3)? })
    })?;
    Ok(stats.unwrap_or_default())
}

/// The title of a service, even of a removed one.
///
/// # Errors
/// When the database fails.
pub fn title(db: &Connection, id: &str) -> rusqlite::Result<Option<String>> {
    one(db, "SELECT title FROM services WHERE id = ?1", [id], |row| row.get(0))
}
