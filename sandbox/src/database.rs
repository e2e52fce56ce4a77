//! The SQLite database: one writer, several readers, never on the threads that serve requests.

mod occupied;

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, Transaction, TransactionBehavior};

use crate::ApiError;
use occupied::Occupied;

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
    /// The file holds something else.
    #[error("this file is no database of the sandbox, and stays as it is: give --db another file")]
    Foreign,
    /// Somebody works with the file.
    #[error("{} is in use by {holder}: stop that first, or give --db another file", database.display())]
    InUse {
        /// The file.
        database: PathBuf,
        /// Who works with it.
        holder: String,
    },
    /// The disk refuses.
    #[error("cannot lock {}: {source}", path.display())]
    Lock {
        /// The file beside the database.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
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
    _occupied: Occupied,
}

impl Database {
    /// Opens the file, creating it with the schema when it is new; the flag tells whether it still has to be filled: it is new, or its
    /// filling, which is one transaction, was interrupted.
    ///
    /// # Errors
    /// When the file is no such database, of another version or in use.
    pub fn file(path: &Path) -> Result<(Self, bool), OpenError> {
        let mut connection = Connection::open(path)?;
        // Before anything is written, also beside it.
        is_new(&connection)?;
        let occupied = Occupied::by_us(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "NORMAL")?;
        prepare(&mut connection)?;
        let unfilled = connection.query_row("SELECT NOT EXISTS (SELECT 1 FROM agents)", [], |row| row.get(0))?;
        let readers = Readers { path: path.to_owned(), idle: Mutex::default(), _occupied: occupied };
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
        connection.busy_timeout(PATIENCE)?;
        Ok(connection)
    }
}

/// Prepared statements that a connection keeps.
const STATEMENTS: usize = 128;
/// How long a connection waits for another one.
const PATIENCE: Duration = Duration::from_secs(5);

/// Sets the connection up and creates the schema in an empty database.
fn prepare(connection: &mut Connection) -> Result<(), OpenError> {
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    connection.busy_timeout(PATIENCE)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    if is_new(connection)? {
        let transaction = connection.transaction()?;
        transaction.execute_batch(SCHEMA)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
    }
    Ok(())
}

/// Whether the database is still without a schema. One that does not have ours is refused.
fn is_new(connection: &Connection) -> Result<bool, OpenError> {
    let version: i64 = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    let sql = "SELECT count(*) = 0, coalesce(max(name = 'agents'), false) FROM sqlite_master";
    let (is_empty, is_ours) = connection.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    match version {
        0 if is_empty => Ok(true),
        VERSION if is_ours => Ok(false),
        1.. if is_ours => Err(OpenError::OtherVersion(version)),
        _ => Err(OpenError::Foreign),
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

    /// A folder of a test's own.
    fn folder(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("sandbox-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        folder
    }

    #[tokio::test]
    async fn files_persist_and_are_read_while_they_are_written() {
        let folder = folder("database");
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

    #[test]
    fn files_with_something_else_are_refused_and_stay_as_they_are() {
        let folder = folder("foreign");
        let path = folder.join("notes.db");
        for version in [0, VERSION, VERSION + 1] {
            let connection = Connection::open(&path).expect("a database");
            let sql = format!("CREATE TABLE IF NOT EXISTS notes (text); PRAGMA user_version = {version}");
            connection.execute_batch(&sql).expect("notes");
            drop(connection);
            let before = std::fs::read(&path).expect("bytes");
            assert!(matches!(Database::file(&path), Err(OpenError::Foreign)), "{version}");
            assert!(std::fs::read(&path).expect("bytes") == before, "{version}");
            assert_eq!(std::fs::read_dir(&folder).expect("files").count(), 1, "{version}");
        }
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn files_have_one_user_at_a_time() {
        let folder = folder("occupied");
        let path = folder.join("world.db");
        let first = Database::file(&path).expect("a database");
        let refused = Database::file(&path).expect_err("it is in use").to_string();
        let sentence = format!("{} is in use by process {}: ", path.display(), std::process::id());
        assert!(refused.starts_with(&sentence), "{refused}");
        assert!(folder.join("world.db.lock").is_file(), "`cargo xtask run --fresh` looks for that file");
        drop(first);
        drop(Database::file(&path).expect("a database that nobody uses any more"));
        std::fs::remove_dir_all(&folder).expect("removed");
    }

    #[test]
    fn files_of_another_version_are_refused() {
        let folder = folder("version");
        let path = folder.join("world.db");
        drop(Database::file(&path).expect("a database"));
        Connection::open(&path).and_then(|connection| connection.pragma_update(None, "user_version", 1)).expect("an old one");
        assert!(matches!(Database::file(&path), Err(OpenError::OtherVersion(1))));
        std::fs::remove_dir_all(&folder).expect("removed");
    }
}
