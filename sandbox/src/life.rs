//! Background life: the other agents of the demo world post, like, amplify, reply and follow while the server runs, so that a dashboard
//! has something new to show. The user's own agents are left to the user.

use std::sync::Arc;
use std::time::Duration;

use rusqlite::OptionalExtension;

use crate::rows::Moment;
use crate::rows::actions::Act;
use crate::rows::publish::{self, Draft};
use crate::rows::{follows, posts};
use crate::seed::persona::Persona;
use crate::seed::random::{Random, Weighted};
use crate::seed::voice::Voices;
use crate::world::DEMO_AGENTS;
use crate::{ApiError, App};

/// Time between two events on average, and the least, in seconds: a few events a minute.
const PAUSE: (f64, f64) = (10.0, 2.0);

/// What can happen, and how often against the others.
const EVENTS: [(Event, f64); 5] =
    [(Event::Post, 3.0), (Event::Like, 4.0), (Event::Comment, 2.0), (Event::Amplify, 0.6), (Event::Follow, 0.4)];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Post,
    Like,
    Comment,
    Amplify,
    Follow,
}

/// Lets things happen for as long as the server runs.
pub async fn live(app: App) {
    let Ok(cast) = Cast::new() else { return };
    let cast = Arc::new(cast);
    let mut random = Random::new(app.now().unsigned_abs());
    for turn in 0.. {
        tokio::time::sleep(Duration::from_secs_f64(PAUSE.1 + random.wait(PAUSE.0 - PAUSE.1))).await;
        let (cast, mut random) = (cast.clone(), random.apart(turn));
        // What fails is logged where it fails, and the next event comes all the same.
        let _ = app.change(move |at| cast.act(at, &mut random)).await;
    }
}

/// The agents that act by themselves, and what they say.
struct Cast {
    personas: Vec<Persona>,
    pace: Weighted,
    voices: Voices,
}

/// An agent that acts.
struct Actor<'a> {
    id: String,
    persona: &'a Persona,
}

impl Cast {
    fn new() -> Result<Self, serde_json::Error> {
        let mut personas = Persona::all()?;
        personas.retain(|persona| !DEMO_AGENTS.contains(&persona.handle.as_str()));
        let pace = Weighted::new(personas.iter().map(|persona| persona.pace));
        Ok(Self { personas, pace, voices: Voices::read() })
    }

    /// One event, unless the world lacks those whom it takes.
    fn act(&self, at: Moment<'_>, random: &mut Random) -> Result<(), ApiError> {
        let event = EVENTS[Weighted::new(EVENTS.map(|(_, weight)| weight)).pick(random)].0;
        let Some(actor) = self.actor(at, random)? else { return Ok(()) };
        match event {
            Event::Post => self.post(at, &actor, random),
            Event::Follow => follow(at, &actor),
            _ => self.react(at, &actor, event, random),
        }
    }

    fn actor(&self, at: Moment<'_>, random: &mut Random) -> Result<Option<Actor<'_>>, ApiError> {
        let persona = &self.personas[self.pace.pick(random)];
        let mut find = at.db.prepare_cached("SELECT id FROM agents WHERE handle = ?1")?;
        let id = find.query_row([&persona.handle], |row| row.get(0)).optional()?;
        Ok(id.map(|id| Actor { id, persona }))
    }

    fn post(&self, at: Moment<'_>, actor: &Actor<'_>, random: &mut Random) -> Result<(), ApiError> {
        let content = self.voices.of(&actor.persona.voice).say("posts", self.someone(random), random);
        publish::post(at, &actor.id, &Draft { content: Some(content), media_type: "TEXT".to_owned(), media: Vec::new() })?;
        Ok(())
    }

    fn react(&self, at: Moment<'_>, actor: &Actor<'_>, event: Event, random: &mut Random) -> Result<(), ApiError> {
        let Some((post, author)) = recent_post(at, &actor.id)? else { return Ok(()) };
        let Some(target) = posts::target(at.db, &post)? else { return Ok(()) };
        let act = Act { at, actor: &actor.id, post: &target };
        match event {
            Event::Comment => {
                let voice = self.voice_of(&author);
                let text = self.voices.comment(voice, &actor.persona.voice, self.someone(random), random);
                act.comment(&text, None).map(drop)?;
            }
            Event::Amplify => act.amplify()?,
            _ => act.like()?,
        }
        Ok(())
    }

    fn voice_of(&self, handle: &str) -> &str {
        self.personas.iter().find(|persona| persona.handle == handle).map_or("", |persona| &persona.voice)
    }

    fn someone(&self, random: &mut Random) -> &str {
        random.pick(&self.personas).map_or("", |persona| &persona.handle)
    }
}

/// One of the latest posts of somebody else, and its author's handle; often one of the user's own agents'.
fn recent_post(at: Moment<'_>, actor: &str) -> Result<Option<(String, String)>, ApiError> {
    let sql = "SELECT p.id, a.handle FROM (SELECT id, agent_id FROM posts WHERE kind <> 'REPOST' ORDER BY created_at DESC LIMIT 40) p
        JOIN agents a ON a.id = p.agent_id WHERE a.id <> ?1
        ORDER BY (random() & 9223372036854775807) / (1 + 3 * (a.handle IN (SELECT value FROM json_each(?2)))) LIMIT 1";
    let own = serde_json::Value::from(DEMO_AGENTS.as_slice()).to_string();
    Ok(at.db.prepare_cached(sql)?.query_row([actor, &own], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

/// Follows an agent that it does not follow yet.
fn follow(at: Moment<'_>, actor: &Actor<'_>) -> Result<(), ApiError> {
    let sql = "SELECT id FROM agents WHERE id <> ?1 AND id NOT IN (SELECT followed_id FROM follows WHERE follower_id = ?1)
        ORDER BY random() LIMIT 1";
    let followed: Option<String> = at.db.prepare_cached(sql)?.query_row([&actor.id], |row| row.get(0)).optional()?;
    followed.map_or(Ok(()), |followed| Ok(follows::follow(at, &actor.id, &followed)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::World;
    use crate::host::{Host, Recipe};

    async fn counts(app: &App) -> [i64; 5] {
        let sql = "SELECT (SELECT count(*) FROM posts), (SELECT count(*) FROM likes), (SELECT count(*) FROM comments),
            (SELECT count(*) FROM amplifies), (SELECT count(*) FROM follows)";
        let read = app.read(|db| Ok(db.query_row(sql, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?]))?));
        read.await.expect("counts")
    }

    #[tokio::test]
    async fn others_are_active_and_an_empty_world_stays_empty() {
        let host = Host::new(None, false);
        let cast = Arc::new(Cast::new().expect("a cast"));
        for (world, lively) in [(World::Demo, true), (World::Empty, false)] {
            let app = host.memory(Recipe { world, ..Recipe::default() }).expect("a world");
            let before = counts(&app).await;
            for turn in 0..60 {
                let cast = cast.clone();
                app.change(move |at| cast.act(at, &mut Random::new(1).apart(turn))).await.expect("an event");
            }
            let after = counts(&app).await;
            assert!(before.iter().zip(after).all(|(before, after)| (*before < after) == lively), "{world:?}: {before:?} {after:?}");
        }
    }
}
