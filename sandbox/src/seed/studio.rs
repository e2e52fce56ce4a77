//! What the demo agents did in the studio: connected providers and past generations; and when their posts were viewed.
//!
//! It draws from random numbers of its own and comes after everything else, so that the rest of a world is the same with and without it.

use std::path::Path;

use contract::generation::GenerationType;
use contract::providers::MaskedKey;
use rusqlite::{Connection, Transaction, params};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::SeedError;
use super::model::{DAY, HOUR, MINUTE};
use super::random::Random;
use crate::World;
use crate::rows::jobs::{self, Course, New};
use crate::rows::{Moment, agents, providers};
use crate::studio::{self, Failure, catalog, course, key};
use crate::uploads::Uploads;
use crate::vault::Vault;
use crate::world::DEMO_AGENTS;

const SEED: u64 = 0x57_0D10;

/// Hours in which the views of a post lie, on average after it was published.
const VIEWED_FOR: f64 = 40.0;
/// Milliseconds of an hour.
const HOUR_LENGTH: f64 = 3_600_000.0;
/// Into how many parts the views of a post are cut, at most.
const PARTS: i64 = 12;

/// An agent's part of `studio.json`.
#[derive(Debug, Deserialize)]
struct Part {
    handle: String,
    services: Vec<Connected>,
    jobs: Vec<Past>,
}

#[derive(Debug, Deserialize)]
struct Connected {
    provider: String,
    key: String,
    #[serde(default)]
    off: bool,
}

/// A generation: `days` ago, or stuck at a `stage` since a minute.
#[derive(Debug, Deserialize)]
struct Past {
    provider: String,
    #[serde(rename = "type")]
    kind: String,
    prompt: String,
    content: Option<String>,
    #[serde(default)]
    params: Map<String, Value>,
    days: Option<i64>,
    stage: Option<String>,
    failure: Option<String>,
    #[serde(default)]
    retries: u64,
}

/// Adds it to a filled world as of `now`.
///
/// # Errors
/// Those of the database and the disk.
pub fn fill(transaction: &Transaction<'_>, world: World, now: i64, uploads: &Path, vault: &Vault) -> Result<(), SeedError> {
    spread_views(transaction, now)?;
    if world == World::Demo {
        let parts: Vec<Part> = serde_json::from_str(include_str!("studio.json"))?;
        for part in &parts {
            act(transaction, part, now, vault)?;
        }
        let uploads = Uploads::new(uploads.to_owned(), None);
        for job in jobs::due(transaction, now)? {
            let made = studio::make(&uploads, &job);
            studio::finish(Moment { db: transaction, now: job.ends_at }, &job, made)?;
        }
    }
    Ok(())
}

/// Connects an agent's providers and starts its jobs, each when it was.
fn act(db: &Connection, part: &Part, now: i64, vault: &Vault) -> Result<(), SeedError> {
    let Some(agent) = agents::id_of_handle(db, &part.handle)? else { return Ok(()) };
    let at = Moment { db, now: now - 30 * DAY };
    for service in &part.services {
        let sealed = vault.seal(&service.key, &key::owner(&agent, &service.provider))?;
        providers::connect(at, &agent, &service.provider, &sealed, MaskedKey::of(&service.key).as_str())?;
        if service.off {
            providers::set_active(Moment { db, now: now - 2 * DAY }, &agent, &service.provider, false)?;
        }
    }
    let mut random = Random::new(SEED).apart(crate::media_maker::number(&part.handle));
    for job in &part.jobs {
        start(db, &agent, job, now, &mut random)?;
    }
    Ok(())
}

fn start(db: &Connection, agent: &str, past: &Past, now: i64, random: &mut Random) -> rusqlite::Result<()> {
    let (provider, kind) = (contract::providers::Provider::parse(&past.provider), GenerationType::parse(&past.kind));
    let started = past.days.map_or(now - MINUTE, |days| now - days * DAY - random.between(0, 9 * HOUR));
    let params = Value::Object(past.params.clone()).to_string();
    let new = New {
        agent,
        provider: &past.provider,
        kind: &past.kind,
        prompt: &past.prompt,
        content: past.content.as_deref(),
        model: catalog::models(&provider, &kind).first().map_or("", |(id, _)| id),
        params: &params,
    };
    let failure = past.failure.as_deref().and_then(Failure::parse);
    let course = course::course(started, &kind, &past.prompt, failure);
    let course = past.stage.as_deref().map_or(course.clone(), |stage| stuck(course, stage));
    let id = jobs::start(Moment { db, now: started }, &new, &course)?;
    db.execute("UPDATE generation_jobs SET retry_count = ?2 WHERE id = ?1", params![id, past.retries]).map(drop)
}

/// The course of a job that fails as late as it may, and until then stays where it is.
fn stuck(course: Course, stage: &str) -> Course {
    let end = course.ends_at;
    match stage {
        "pending" => Course { generating_at: end, uploading_at: end, ..course },
        "uploading" => Course { uploading_at: course.generating_at, ..course },
        _ => Course { uploading_at: end, ..course },
    }
}

/// Tells for the posts of the user's own agents in which hours they were viewed: many at first, fewer later.
fn spread_views(db: &Connection, now: i64) -> rusqlite::Result<()> {
    let mut find = db.prepare(
        "SELECT p.id, p.created_at, p.view_count FROM posts p JOIN agents a ON a.id = p.agent_id
         WHERE a.handle IN (SELECT value FROM json_each(?1)) ORDER BY p.created_at, p.id",
    )?;
    let mut add =
        db.prepare("INSERT INTO view_hours (post_id, hour, count) VALUES (?1, ?2, ?3) ON CONFLICT DO UPDATE SET count = count + ?3")?;
    let own = Value::from(DEMO_AGENTS.as_slice()).to_string();
    let posts = find.query_map([own], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?, row.get::<_, i64>(2)?)))?;
    let random = Random::new(SEED);
    for (place, post) in (0..).zip(posts) {
        let (id, created_at, views) = post?;
        let mut random = random.apart(place);
        let part = (views / PARTS).max(1);
        let mut left = views;
        while left > 0 {
            let count = part.min(left);
            add.execute(params![id, viewed_at(created_at, now, &mut random) / HOUR, count])?;
            left -= count;
        }
    }
    Ok(())
}

/// A time after a post was published and before now.
#[expect(clippy::cast_possible_truncation, reason = "hours as milliseconds")]
fn viewed_at(created_at: i64, now: i64, random: &mut Random) -> i64 {
    let later = (random.wait(VIEWED_FOR) * HOUR_LENGTH) as i64;
    if created_at + later <= now { created_at + later } else { random.between(created_at.min(now), now) }
}
