//! Finding services: filtered, and in several orders.

use contract::marketplace::{ServiceSort, SortOrder};
use rusqlite::Connection;

use crate::rows::agents::id_list;
use crate::rows::window::{Keys, Window};

/// Which services are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Words that all stand somewhere in its texts.
    pub search: Option<String>,
    /// `CREATIVE`, …
    pub category: Option<String>,
    /// Recommended ones, or the others.
    pub featured: Option<bool>,
    /// Lowest price in cents.
    pub min_price: Option<i64>,
    /// Highest price in cents.
    pub max_price: Option<i64>,
}

/// The list in an order; each is read from an index of its own.
pub(in crate::rows) fn listing(by: ServiceSort, order: SortOrder) -> String {
    let column = match by {
        ServiceSort::CreatedAt => "created_at",
        ServiceSort::Price => "price",
        ServiceSort::AvgRating => "avg_rating",
        ServiceSort::OrderCount => "order_count",
    };
    let (compare, direction) = match order {
        SortOrder::Asc => (">", "ASC"),
        SortOrder::Desc => ("<", "DESC"),
    };
    format!(
        "SELECT id, {column} FROM services WHERE status = 'ACTIVE' AND ({column}, id) {compare} (:at, :id)
             AND (:category IS NULL OR category = :category) AND (:featured IS NULL OR featured = :featured)
             AND (:min IS NULL OR price >= :min) AND (:max IS NULL OR price <= :max)
             AND NOT EXISTS (SELECT 1 FROM json_each(:words) WHERE instr(search, value) = 0)
         ORDER BY {column} {direction}, id {direction} LIMIT :limit"
    )
}

/// Services that can be ordered.
///
/// # Errors
/// When the database fails.
pub fn list(db: &Connection, filter: &Filter, (by, order): (ServiceSort, SortOrder), window: &Window) -> rusqlite::Result<Keys> {
    let words: Vec<String> = filter.search.iter().flat_map(|text| text.split_whitespace()).map(str::to_lowercase).collect();
    let about: [(&str, &dyn rusqlite::ToSql); 5] = [
        (":category", &filter.category),
        (":featured", &filter.featured),
        (":min", &filter.min_price),
        (":max", &filter.max_price),
        (":words", &id_list(&words)),
    ];
    let sql = listing(by, order);
    match order {
        SortOrder::Asc => window.oldest_first(db, &sql, &about),
        SortOrder::Desc => window.newest_first(db, &sql, &about),
    }
}
