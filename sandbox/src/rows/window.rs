//! Pages of lists that are ordered by time and then by id, so that no item repeats or is skipped when others arrive in between.

use rusqlite::{Connection, Row, ToSql};

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
        let (at, id) = self.after(start);
        let limit = i64::try_from(self.limit).unwrap_or(i64::MAX - 1) + 1;
        let own: [(&str, &dyn ToSql); 3] = [(":at", &at), (":id", &id), (":limit", &limit)];
        let values = [&own, about].concat();
        let mut statement = db.prepare_cached(sql)?;
        let found = statement.query_map(values.as_slice(), position)?.collect::<rusqlite::Result<Vec<Position>>>()?;
        Ok(self.page(found))
    }

    /// Reads a page of a list that runs from new to old and of which `keep` chooses the entries: `sql` has no `:limit`, but is read no
    /// further than needed.
    ///
    /// # Errors
    /// When the database fails, or those of `keep`.
    pub fn newest_kept(
        &self,
        db: &Connection,
        sql: &str,
        about: &[(&str, &dyn ToSql)],
        mut keep: impl FnMut(&Row<'_>) -> rusqlite::Result<bool>,
    ) -> rusqlite::Result<Keys> {
        let (at, id) = self.after(i64::MAX);
        let own: [(&str, &dyn ToSql); 2] = [(":at", &at), (":id", &id)];
        let values = [&own, about].concat();
        let mut statement = db.prepare_cached(sql)?;
        let mut rows = statement.query(values.as_slice())?;
        let mut found = Vec::new();
        while found.len() <= self.limit
            && let Some(row) = rows.next()?
        {
            if keep(row)? {
                found.push(position(row)?);
            }
        }
        Ok(self.page(found))
    }

    /// Cuts the page out of a whole list, which is put in order: the highest number first.
    pub fn of_all(&self, mut list: Vec<Position>) -> Keys {
        let (at, id) = self.after(i64::MAX);
        list.retain(|entry| (entry.at, entry.id.as_str()) < (at, id));
        list.sort_unstable_by(|one, other| (other.at, &other.id).cmp(&(one.at, &one.id)));
        self.page(list)
    }

    /// The place after which the page begins; `start` when it is the first one.
    fn after(&self, start: i64) -> (i64, &str) {
        self.place.as_ref().map_or((start, ""), |place| (place.at, place.id.as_str()))
    }

    fn page(&self, found: Vec<Position>) -> Keys {
        let (page, next) = cursor::page(found, self.limit, Position::clone);
        let (ids, times) = page.into_iter().map(|place| (place.id, place.at)).unzip();
        Keys { ids, times, next }
    }
}

fn position(row: &Row<'_>) -> rusqlite::Result<Position> {
    Ok(Position { id: row.get(0)?, at: row.get(1)? })
}
