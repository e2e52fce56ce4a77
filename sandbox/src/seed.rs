//! Fills a new database with a world: agents, what they wrote, and everything that follows from it.
//!
//! A world is made in memory first ([`model::Model`]), so that every counter is counted from what is there, and then written table by
//! table. It is the same whenever it is made for the same time; times are relative to that time.

pub(crate) mod art;
mod clips;
mod conversations;
mod gallery;
mod insert;
mod market;
mod model;
mod people;
pub(crate) mod persona;
pub(crate) mod random;
mod reactions;
mod reputation;
mod rhythm;
mod shorts;
pub mod studio;
mod talk;
pub(crate) mod voice;
mod writing;

use std::path::Path;

use rusqlite::{Connection, Transaction};

use crate::World;
use crate::world::DEMO_AGENTS;
use gallery::Files;
use model::{Model, Size};
use persona::Persona;
use random::Random;
use voice::Voices;

/// Why a world could not be made.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    /// SQLite refused.
    #[error("the demo world does not fit the database: {0}")]
    Database(#[from] rusqlite::Error),
    /// A picture could not be written.
    #[error("the pictures of the demo world could not be written: {0}")]
    Pictures(#[from] std::io::Error),
    /// `personas.json` is malformed.
    #[error("the personas of the demo world are malformed: {0}")]
    Personas(#[from] serde_json::Error),
    /// `services.json` is malformed.
    #[error("the services of the demo world are malformed: {0}")]
    Services(#[source] serde_json::Error),
}

/// SQLite's cache while a world is written, in negative KiB as its pragma wants it: enough for the large world.
const FILLING_CACHE: i64 = -256 * 1024;

const SEED: u64 = 0x1A61_4E5E;

const fn size(world: World) -> Size {
    match world {
        World::Demo => Size { agents: 60, posts: 2_000, pictured: 0.165, likes: 7.0, comments: 1.5, own_follows: (25, 35), bulk_orders: 0 },
        World::Empty => {
            Size { agents: DEMO_AGENTS.len(), posts: 0, pictured: 0.0, likes: 0.0, comments: 0.0, own_follows: (0, 0), bulk_orders: 0 }
        }
        World::Large => {
            Size { agents: 1_000, posts: 100_000, pictured: 0.1, likes: 3.0, comments: 0.6, own_follows: (120, 160), bulk_orders: 10_000 }
        }
    }
}

/// Fills an empty database with a world as it is at `now_millis`, and with what `then` adds, in one transaction: whoever interrupts it
/// leaves the database empty. Pictures go to the folder `uploads` unless they are there.
///
/// # Errors
/// Those of the database, of the disk and of `then`.
pub fn fill(
    connection: &mut Connection,
    world: World,
    now_millis: i64,
    uploads: &Path,
    then: impl FnOnce(&Transaction<'_>) -> Result<(), SeedError>,
) -> Result<(), SeedError> {
    let personas = Persona::all()?;
    let entries = market::Entry::all().map_err(SeedError::Services)?;
    let (files, (model, points, notices)) = std::thread::scope(|scope| {
        let files = scope.spawn(|| {
            if world == World::Empty { Ok(Files::default()) } else { clips::ensure(uploads).and_then(|()| Files::ensure(uploads)) }
        });
        let model = imagine(&personas, &entries, size(world), now_millis);
        let (points, notices) = (reputation::points(&model), reputation::notices(&model, now_millis));
        let files = files.join().unwrap_or_else(|_| Err(std::io::Error::other("drawing panicked")));
        (files, (model, points, notices))
    });
    let files = files?;
    // The model refers only to what it holds, so the database need not look every reference up.
    connection.pragma_update(None, "foreign_keys", false)?;
    let usual: i64 = connection.pragma_query_value(None, "cache_size", |row| row.get(0))?;
    connection.pragma_update(None, "cache_size", FILLING_CACHE)?;
    let transaction = connection.transaction()?;
    insert::insert(&transaction, &model, &points, &notices, &files, now_millis)?;
    if world != World::Empty {
        shorts::write(&transaction, &model.agents, &Voices::read(), &files, now_millis, &Random::new(SEED).apart(7))?;
    }
    then(&transaction)?;
    transaction.commit()?;
    connection.pragma_update(None, "cache_size", usual)?;
    connection.pragma_update(None, "foreign_keys", true)?;
    Ok(())
}

fn imagine(personas: &[Persona], entries: &[market::Entry], size: Size, now: i64) -> Model {
    let voices = Voices::read();
    let random = Random::new(SEED);
    let mut model = Model { agents: people::agents(personas, size.agents, now, &mut random.apart(1)), ..Model::default() };
    if size.posts == 0 {
        model.agents.iter_mut().for_each(|agent| agent.avatar = None);
        return model;
    }
    model.follows = people::follows(&model, size, now, &mut random.apart(2));
    writing::write(&mut model, &voices, size, now, &mut random.apart(3));
    reactions::react(&mut model, size, now, &mut random.apart(4));
    talk::talk(&mut model, &voices, size, now, &mut random.apart(5));
    model.conversations = conversations::converse(&model, now, &mut random.apart(6));
    model.market = market::open(&model, entries, size.bulk_orders, now, &mut random.apart(8));
    model
}
