//! What all worlds of one process share: the app's files, filled databases to copy from, a folder for uploads, the record of calls.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use crate::calls::Calls;
use crate::clock::Clock;
use crate::database::{Database, OpenError};
use crate::dialect::Dialect;
use crate::site::Site;
use crate::state::Store;
use crate::uploads::Uploads;
use crate::vault::Vault;
use crate::{App, World, seed};

/// Filled databases that are kept to copy from; with more of them the memory is not worth it.
const MOST_IMAGES: usize = 8;

/// Without a given time, worlds are filled as of the last full hour, so that they can be copied.
const HOUR_MILLIS: i64 = 3_600_000;

/// Why a world cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// The database cannot be opened.
    #[error("database: {0}")]
    Database(#[from] OpenError),
    /// It cannot be filled.
    #[error("filling the world: {0}")]
    Seed(#[from] seed::SeedError),
    /// There is no app to serve.
    #[error("{} holds no index.html: --app wants the folder of the built app", .0.display())]
    NoApp(PathBuf),
    /// Nobody can listen there.
    #[error("cannot listen on {0}: {1}")]
    Listen(SocketAddr, #[source] std::io::Error),
    /// The disk or the network refuses.
    #[error(transparent)]
    Io(#[from] std::io::Error),
    /// The upstream's address is not good.
    #[error("upstream: {0}")]
    Upstream(String),
}

/// The process's part of the state.
#[derive(Debug)]
pub struct Host {
    site: Option<Site>,
    test_hooks: bool,
    folder: TemporaryFolder,
    images: Mutex<HashMap<(World, i64), Arc<Image>>>,
    calls: Arc<Calls>,
    worlds: AtomicU64,
}

/// A filled database with its pictures.
#[derive(Debug)]
struct Image {
    bytes: Vec<u8>,
    uploads: PathBuf,
    vault: Vault,
}

/// What a world is made of.
#[derive(Clone, Copy, Debug, Default)]
pub struct Recipe {
    /// What it holds.
    pub world: World,
    /// When it is, in Unix milliseconds; the machine's time when absent.
    pub now: Option<i64>,
    /// How it speaks.
    pub dialect: Dialect,
}

impl Host {
    /// A process that serves the app in `site`, if any, and the test hooks if asked for.
    pub fn new(site: Option<PathBuf>, test_hooks: bool) -> Self {
        let folder =
            TemporaryFolder(std::env::temp_dir().join(format!("imagineanything-sandbox-{}-{}", std::process::id(), crate::ids::new(0))));
        Self {
            site: site.map(Site::new),
            test_hooks,
            folder,
            images: Mutex::default(),
            calls: Arc::default(),
            worlds: AtomicU64::default(),
        }
    }

    /// The app's files.
    pub fn site(&self) -> Option<&Site> {
        self.site.as_ref()
    }

    /// Whether tests may change what happens.
    pub fn test_hooks(&self) -> bool {
        self.test_hooks
    }

    /// A world in memory.
    ///
    /// # Errors
    /// When it cannot be filled.
    pub fn memory(&self, recipe: Recipe) -> Result<App, HostError> {
        let clock = Clock::system();
        if let Some(now) = recipe.now {
            clock.set(now);
        }
        Ok(App::new(self.store(recipe)?, clock, Calls::within(self.calls.clone()), self.test_hooks))
    }

    /// A world in a file, filled when the file is new or its filling was interrupted; uploads and the key that seals other keys lie beside it.
    ///
    /// # Errors
    /// When the file is no such database, is in use, or cannot be filled.
    pub fn file(&self, path: &Path, recipe: Recipe) -> Result<App, HostError> {
        let beside = |ending: &str| {
            let mut name = path.as_os_str().to_owned();
            name.push(ending);
            PathBuf::from(name)
        };
        let uploads = beside(".uploads");
        let (database, unfilled) = Database::file(path)?;
        let vault = Vault::file(&beside(".key"))?;
        let clock = Clock::system();
        if unfilled {
            fill(&database, recipe.world, clock.now(), &uploads, &vault)?;
        }
        let store = Store { database, uploads: Uploads::new(uploads, None), vault, dialect: recipe.dialect };
        Ok(App::new(store, clock, Calls::within(self.calls.clone()), self.test_hooks))
    }

    /// Gives an app a fresh world: its database, clock, limits, faults and record of calls.
    ///
    /// # Errors
    /// When it cannot be filled.
    pub fn reset(&self, app: &App, recipe: Recipe) -> Result<(), HostError> {
        app.replace(self.store(recipe)?);
        app.clock().set(recipe.now.unwrap_or_else(|| Clock::system().now()));
        app.limits().clear();
        app.faults().clear();
        app.calls().clear();
        Ok(())
    }

    fn store(&self, recipe: Recipe) -> Result<Store, HostError> {
        let image = self.image(recipe)?;
        let number = self.worlds.fetch_add(1, Ordering::Relaxed);
        let uploads = Uploads::new(self.folder.0.join(format!("world-{number}")), Some(image.uploads.clone()));
        Ok(Store { database: Database::copy(&image.bytes)?, uploads, vault: image.vault.clone(), dialect: recipe.dialect })
    }

    /// The filled database to copy from, made when it is asked for first.
    fn image(&self, recipe: Recipe) -> Result<Arc<Image>, HostError> {
        let system = Clock::system().now();
        let now = recipe.now.unwrap_or(system - system.rem_euclid(HOUR_MILLIS));
        let mut images = self.images.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(image) = images.get(&(recipe.world, now)) {
            return Ok(image.clone());
        }
        if images.len() >= MOST_IMAGES {
            images.clear();
        }
        let uploads = self.folder.0.join(format!("{}-{now}", recipe.world.as_str()));
        let (database, vault) = (Database::memory()?, Vault::in_memory()?);
        fill(&database, recipe.world, now, &uploads, &vault)?;
        let image = Arc::new(Image { bytes: database.image()?, uploads, vault });
        images.insert((recipe.world, now), image.clone());
        Ok(image)
    }
}

/// Fills a new database with a world.
fn fill(database: &Database, world: World, now: i64, uploads: &Path, vault: &Vault) -> Result<(), seed::SeedError> {
    database.with(|connection| {
        seed::fill(connection, world, now, uploads, |transaction| seed::studio::fill(transaction, world, now, uploads, vault))
    })
}

/// A folder that goes away with the process.
#[derive(Debug)]
struct TemporaryFolder(PathBuf);

impl Drop for TemporaryFolder {
    fn drop(&mut self) {
        // It may never have been made; what remains is the operating system's to clean.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}
