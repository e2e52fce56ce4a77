//! The SQLite database: one writer, several readers, never on the threads that serve requests.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::ApiError;

/// The schema of every database, a file for each part of the API.
pub const SCHEMA: &str = concat!(
    include_str!("schema/core.sql"),
    include_str!("schema/conversations.sql"),
    include_str!("schema/bytes.sql"),
    include_str!("schema/webhooks.sql"),
    include_str!("schema/reports.sql"),
    include_str!("schema/marketplace.sql"),
    include_str!("schema/generation.sql"),
);

/// Version of the schema, in `PRAGMA user_version`; raised whenever the schema changes.
const VERSION: i64 = 6;

/// Why a database cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// SQLite's own words.
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    /// The file was made by another version.
    #[error("the database has schema version {0}, this program needs {VERSION}: give --db another file, or --fresh to cargo xtask run")]
    OtherVersion(i64),
}

/// A database, cheap to clone.
#[derive(Clone, Debug)]
pub struct Database {
    writer: Arc<Mutex<Connection>>,
    /// None in memory: there the writer's connection reads, too.
    readers: Option<Arc<Readers>>,
}

#[derive(Debug)]
struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Database {
    /// Opens the file, creating it with the schema when it is new; the flag tells whether it still has to be filled: it is new, or its
    /// filling, which is one transaction, was interrupted.
    ///
    /// # Errors
    /// When the file is no such database or of another version.
    pub fn file(path: &Path) -> Result<(Self, bool), OpenError> {
        let mut connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        prepare(&mut connection)?;
        let unfilled = connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM agents)", [], |row| row.get(0))?;
        let readers = Readers { path: path.to_owned(), idle: Mutex::default() };
        Ok((Self { writer: Arc::new(Mutex::new(connection)), readers: Some(Arc::new(readers)) }, unfilled))
    }

    /// An empty database in memory.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn memory() -> Result<Self, OpenError> {
        let mut connection = Connection::open_in_memory()?;
        prepare(&mut connection)?;
        Ok(Self::of(connection))
    }

    /// A copy in memory of a database that [`Database::image`] gave.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn copy(image: &[u8]) -> Result<Self, OpenError> {
        let mut connection = Connection::open_in_memory()?;
        connection.deserialize_read_exact(rusqlite::MAIN_DB, image, image.len(), false)?;
        prepare(&mut connection)?;
        Ok(Self::of(connection))
    }

    fn of(connection: Connection) -> Self {
        Self { writer: Arc::new(Mutex::new(connection)), readers: None }
    }

    /// The bytes of the whole database.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn image(&self) -> Result<Vec<u8>, OpenError> {
        Ok(lock(&self.writer).serialize(rusqlite::MAIN_DB)?.to_vec())
    }

    /// Works on the writing connection directly, outside of requests: to fill a new database.
    pub fn with<T>(&self, work: impl FnOnce(&mut Connection) -> T) -> T {
        work(&mut lock(&self.writer))
    }

    /// Reads.
    ///
    /// # Errors
    /// Those of `work`, or 500.
    pub async fn read<T, F>(&self, work: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: FnOnce(&Connection) -> Result<T, ApiError> + Send + 'static,
    {
        let database = self.clone();
        blocking(move || match &database.readers {
            None => work(&lock(&database.writer)),
            Some(readers) => {
                let connection = readers.take()?;
                let result = work(&connection);
                lock(&readers.idle).push(connection);
                result
            }
        })
        .await
    }

    /// Writes in one transaction, which is rolled back when `work` fails.
    ///
    /// # Errors
    /// Those of `work`, or 500.
    pub async fn write<T, F>(&self, work: F) -> Result<T, ApiError>
    where
        T: Send + 'static,
        F: FnOnce(&Transaction<'_>) -> Result<T, ApiError> + Send + 'static,
    {
        let database = self.clone();
        blocking(move || {
            let mut connection = lock(&database.writer);
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = work(&transaction)?;
            transaction.commit()?;
            Ok(result)
        })
        .await
    }
}

impl Readers {
    fn take(&self) -> Result<Connection, ApiError> {
        if let Some(connection) = lock(&self.idle).pop() {
            return Ok(connection);
        }
        let connection = Connection::open_with_flags(&self.path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
        connection.set_prepared_statement_cache_capacity(STATEMENTS);
        connection.busy_timeout(std::time::Duration::from_secs(5))?;
        Ok(connection)
    }
}

/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 128;

/// Sets the connection up and creates the schema in an empty database.
fn prepare(connection: &mut Connection) -> Result<(), OpenError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(std::time::Duration::from_secs(5))?;
    connection.pragma_update(None, "foreign_keys", true)?;
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    match version {
        VERSION => Ok(()),
        0 => {
            let transaction = connection.transaction()?;
            transaction.execute_batch(SCHEMA)?;
            transaction.pragma_update(None, "user_version", VERSION)?;
            Ok(transaction.commit()?)
        }
        other => Err(OpenError::OtherVersion(other)),
    }
}

async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, ApiError> + Send + 'static) -> Result<T, ApiError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|failed| Err(ApiError::internal(failed)))
}

/// Locks even after a panic elsewhere: a transaction that was under way has been rolled back.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(connection: &Connection) -> Result<i64, ApiError> {
        Ok(connection.query_row("SELECT count(*) FROM agents", [], |row| row.get(0))?)
    }

    const INSERT: &str = "INSERT INTO agents (id, handle, name, client_id, secret_hash, created_at) VALUES ('a', 'abc', 'A', 'c', 'h', 0)";

    #[tokio::test]
    async fn failed_writes_leave_nothing() {
        let database = Database::memory().expect("a database");
        let failed = database
            .write(|transaction| {
                transaction.execute(INSERT, [])?;
                Err::<(), _>(ApiError::not_found("Post"))
            })
            .await;
        assert_eq!(failed, Err(ApiError::not_found("Post")));
        assert_eq!(database.read(count).await, Ok(0));
    }

    #[tokio::test]
    async fn copies_hold_what_the_original_held_and_go_their_own_way() {
        let database = Database::memory().expect("a database");
        database.with(|connection| connection.execute(INSERT, [])).expect("an agent");
        let copy = Database::copy(&database.image().expect("an image")).expect("a copy");
        copy.write(|transaction| Ok(transaction.execute("DELETE FROM agents", [])?)).await.expect("deleted");
        assert_eq!((database.read(count).await, copy.read(count).await), (Ok(1), Ok(0)));
    }

    #[tokio::test]
    async fn files_persist_and_are_read_while_they_are_written() {
        let folder = std::env::temp_dir().join(format!("sandbox-database-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        let path = folder.join("world.db");
        drop(Database::file(&path).expect("a database"));
        let (database, unfilled) = Database::file(&path).expect("a database that nobody filled");
        assert!(unfilled);
        database.write(|transaction| Ok(transaction.execute(INSERT, [])?)).await.expect("written");
        assert_eq!(database.read(count).await, Ok(1));
        drop(database);
        let (database, unfilled) = Database::file(&path).expect("the same database");
        assert!(!unfilled);
        assert_eq!(database.read(count).await, Ok(1));
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
