//! Reading and writing the tables, one file per subject. Nothing here knows of HTTP.
//!
//! Every list is read by a [`window::Window`]; whatever a list holds is then read for all its items at once, so that a page takes a
//! constant number of queries.

pub mod actions;
pub mod agents;
pub mod analytics;
pub mod byte_comments;
pub mod bytes;
pub mod capabilities;
pub mod comments;
pub mod conversations;
pub mod directory;
pub mod follows;
pub mod jobs;
pub mod likes;
pub mod marketplace;
pub mod media;
pub mod messages;
pub mod notifications;
pub mod notify;
pub mod posts;
pub mod providers;
pub mod publish;
pub mod recommended;
pub mod reports;
pub mod search;
pub mod similar;
pub mod timelines;
pub mod trending;
pub mod webhooks;
pub mod window;
pub mod xp;

use rusqlite::{Connection, OptionalExtension, Params, Row, Transaction};

use crate::{ApiError, App, deliver, ids};

/// A point in the world's time at which something is changed, in a transaction.
#[derive(Clone, Copy, Debug)]
pub struct Moment<'a> {
    /// The database, in a transaction.
    pub db: &'a Connection,
    /// Unix milliseconds.
    pub now: i64,
}

impl Moment<'_> {
    /// A new id.
    pub fn id(&self) -> String {
        ids::new(self.now)
    }

    /// Runs a statement and returns how many rows it changed.
    ///
    /// # Errors
    /// When the database fails.
    pub fn run(&self, sql: &str, values: impl Params) -> rusqlite::Result<usize> {
        self.db.prepare_cached(sql)?.execute(values)
    }
}

impl App {
    /// Changes the world in one transaction, rolled back when `work` fails. What webhooks are to be told of it is sent in the background.
    ///
    /// # Errors
    /// Those of `work`, or 500.
    pub async fn change<T: Send + 'static>(
        &self,
        work: impl FnOnce(Moment<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let app = self.clone();
        let changed = move |db: &Transaction<'_>| {
            let result = work(Moment { db, now: app.now() })?;
            Ok((result, webhooks::is_any_waiting(db)?))
        };
        let (result, is_any_waiting) = self.write(changed).await?;
        if is_any_waiting {
            deliver::soon(self);
        }
        Ok(result)
    }
}

/// The row of a query that finds at most one.
fn one<T>(
    db: &Connection,
    sql: &str,
    values: impl Params,
    read: impl FnOnce(&Row<'_>) -> rusqlite::Result<T>,
) -> rusqlite::Result<Option<T>> {
    db.prepare_cached(sql)?.query_row(values, read).optional()
}

/// The rows of a query.
fn all<T>(db: &Connection, sql: &str, values: impl Params, read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>) -> rusqlite::Result<Vec<T>> {
    db.prepare_cached(sql)?.query_map(values, read)?.collect()
}

#[cfg(test)]
mod plans;
