//! Pages of lists that are ordered by time and then by id, so that no item repeats or is skipped when others arrive in between.

use rusqlite::{Connection, ToSql};

use crate::cursor::{self, Position};
use crate::extract::Paging;

/// Which part of a list is read.
#[derive(Clone, Debug)]
pub struct Window {
    /// Most items.
    pub limit: usize,
    /// The last item of the page before; from the start when absent.
    pub place: Option<Position>,
}

/// The keys of one page, and the place of its last item when more follow.
#[derive(Debug)]
pub struct Keys {
    /// What the list is of: ids of posts or agents, say.
    pub ids: Vec<String>,
    /// The time of each entry.
    pub times: Vec<i64>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

impl From<Paging> for Window {
    fn from(paging: Paging) -> Self {
        Self { limit: paging.limit, place: paging.after }
    }
}

impl Window {
    /// The first `limit` items.
    pub const fn first(limit: usize) -> Self {
        Self { limit, place: None }
    }

    /// Reads a page of a list that runs from new to old. `sql` selects an id and a time, compares them with `(:at, :id)` and stops at
    /// `:limit`; `about` are its other parameters.
    ///
    /// # Errors
    /// When the database fails.
    pub fn newest_first(&self, db: &Connection, sql: &str, about: &[(&str, &dyn ToSql)]) -> rusqlite::Result<Keys> {
        self.read(db, sql, about, i64::MAX)
    }

    /// The same for a list that runs from old to new.
    ///
    /// # Errors
    /// When the database fails.
    pub fn oldest_first(&self, db: &Connection, sql: &str, about: &[(&str, &dyn ToSql)]) -> rusqlite::Result<Keys> {
        self.read(db, sql, about, i64::MIN)
    }

    fn read(&self, db: &Connection, sql: &str, about: &[(&str, &dyn ToSql)], start: i64) -> rusqlite::Result<Keys> {
        let (at, id) = self.place.as_ref().map_or((start, ""), |place| (place.at, place.id.as_str()));
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX - 1) + 1;
        let own: [(&str, &dyn ToSql); 3] = [(":at", &at), (":id", &id), (":limit", &limit)];
        let values = [&own, about].concat();
        let mut statement = db.prepare_cached(sql)?;
        let found = statement
            .query_map(values.as_slice(), |row| Ok(Position { id: row.get(0)?, at: row.get(1)? }))?
            .collect::<rusqlite::Result<Vec<Position>>>()?;
        let (page, next) = cursor::page(found, self.limit, Position::clone);
        let (ids, times) = page.into_iter().map(|place| (place.id, place.at)).unzip();
        Ok(Keys { ids, times, next })
    }
}
