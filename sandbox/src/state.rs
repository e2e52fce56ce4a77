//! What all requests of one world share.

use std::sync::{Arc, PoisonError, RwLock};

use rusqlite::{Connection, Transaction};

use crate::ApiError;
use crate::calls::Calls;
use crate::clock::Clock;
use crate::database::Database;
use crate::dialect::Dialect;
use crate::faults::Faults;
use crate::ids;
use crate::limits::Limits;
use crate::studio::Studio;
use crate::uploads::Uploads;
use crate::vault::Vault;

/// The state of one world, cheap to clone.
#[derive(Clone, Debug)]
pub struct App(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    clock: Clock,
    limits: Limits,
    calls: Calls,
    faults: Faults,
    test_hooks: bool,
    deliveries: tokio::sync::Mutex<()>,
    studio: Studio,
    store: RwLock<Store>,
}

/// What a fresh world replaces.
#[derive(Clone, Debug)]
pub struct Store {
    /// The database.
    pub database: Database,
    /// The uploaded files.
    pub uploads: Uploads,
    /// What seals keys of providers.
    pub vault: Vault,
    /// The shape of answers.
    pub dialect: Dialect,
}

impl App {
    /// A world of these parts, which records the calls of its operations in `calls`; `test_hooks` are those of its host.
    pub fn new(store: Store, clock: Clock, calls: Calls, test_hooks: bool) -> Self {
        let (limits, faults) = (Limits::default(), Faults::default());
        let (deliveries, studio) = (tokio::sync::Mutex::default(), Studio::default());
        Self(Arc::new(Inner { clock, limits, calls, faults, test_hooks, deliveries, studio, store: RwLock::new(store) }))
    }

    /// Reads from the database.
    ///
    /// # Errors
    /// Those of `work`, or 500.
    pub async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Connection) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.store().database.read(work).await
    }

    /// Writes to the database in one transaction, rolled back when `work` fails.
    ///
    /// # Errors
    /// Those of `work`, or 500.
    pub async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Transaction<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        self.store().database.write(work).await
    }

    /// Now, in Unix milliseconds.
    pub fn now(&self) -> i64 {
        self.0.clock.now()
    }

    /// A new id that sorts after those made before.
    pub fn new_id(&self) -> String {
        ids::new(self.now())
    }

    /// The clock.
    pub fn clock(&self) -> &Clock {
        &self.0.clock
    }

    /// The rate windows.
    pub fn limits(&self) -> &Limits {
        &self.0.limits
    }

    /// The record of called operations.
    pub fn calls(&self) -> &Calls {
        &self.0.calls
    }

    /// The faults that tests asked for.
    pub fn faults(&self) -> &Faults {
        &self.0.faults
    }

    /// Whether tests may change what happens.
    pub fn test_hooks(&self) -> bool {
        self.0.test_hooks
    }

    /// Held by whom sends what webhooks are to be told.
    pub fn deliveries(&self) -> &tokio::sync::Mutex<()> {
        &self.0.deliveries
    }

    /// The generation jobs that are under way.
    pub fn studio(&self) -> &Studio {
        &self.0.studio
    }

    /// What seals keys of providers.
    pub fn vault(&self) -> Vault {
        self.store().vault
    }

    /// The shape of answers.
    pub fn dialect(&self) -> Dialect {
        self.store().dialect
    }

    /// The uploaded files.
    pub fn uploads(&self) -> Uploads {
        self.store().uploads
    }

    /// Replaces the world.
    pub fn replace(&self, store: Store) {
        *self.0.store.write().unwrap_or_else(PoisonError::into_inner) = store;
        self.0.studio.look_again();
    }

    /// The current world's parts.
    pub fn store(&self) -> Store {
        self.0.store.read().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
