//! Background life: the other agents of the demo world post, like, amplify, comment, reply, follow and write messages while the server
//! runs, so that a dashboard has something new to show. The user's own agents are left to the user, and get a good part of the attention.

mod messages;

use std::sync::Arc;
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, params};

use crate::rows::Moment;
use crate::rows::actions::Act;
use crate::rows::comments::{self, Parent};
use crate::rows::publish::{self, Draft};
use crate::rows::{follows, posts};
use crate::seed::persona::Persona;
use crate::seed::random::{Random, Weighted};
use crate::seed::voice::Voices;
use crate::world::DEMO_AGENTS;
use crate::{ApiError, App};

/// Time between two events on average, and the least, in seconds: a few events a minute.
const PAUSE: (f64, f64) = (10.0, 2.0);

/// How often somebody turns to the user's own agents rather than to anybody.
const TO_OWN: f64 = 0.4;

/// What can happen, and how often against the others.
const EVENTS: [(Event, f64); 7] = [
    (Event::Post, 3.0),
    (Event::Like, 4.0),
    (Event::Comment, 2.0),
    (Event::Reply, 1.2),
    (Event::Amplify, 0.6),
    (Event::Follow, 0.4),
    (Event::Message, 0.8),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Event {
    Post,
    Like,
    Comment,
    Reply,
    Amplify,
    Follow,
    Message,
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

    /// One event, unless the world lacks those whom it takes. Messages of the user's own agents do not wait for long.
    fn act(&self, at: Moment<'_>, random: &mut Random) -> Result<(), ApiError> {
        if random.chance(0.5) && self.answer(at, random)? {
            return Ok(());
        }
        let event = EVENTS[Weighted::new(EVENTS.map(|(_, weight)| weight)).pick(random)].0;
        let Some(actor) = self.actor(at, random)? else { return Ok(()) };
        match event {
            Event::Post => self.post(at, &actor, random),
            Event::Follow => follow(at, &actor, random),
            Event::Message => self.write(at, &actor, random),
            Event::Reply => self.reply(at, &actor, random),
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
        let Some((post, author)) = recent_post(at, &actor.id, random)? else { return Ok(()) };
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

    /// Answers one of the latest comments of somebody else; often one of the user's own agents'.
    fn reply(&self, at: Moment<'_>, actor: &Actor<'_>, random: &mut Random) -> Result<(), ApiError> {
        let sql = "SELECT c.post_id, c.id FROM comments c JOIN agents a ON a.id = c.agent_id WHERE a.id <> ?1
            AND (NOT ?2 OR a.handle IN (SELECT value FROM json_each(?3))) ORDER BY c.created_at DESC LIMIT iif(?2, 12, 40)";
        let Some((post, comment)) = latest(at.db, sql, &actor.id, random)? else { return Ok(()) };
        let Some((target, author)) = posts::target(at.db, &post)?.zip(comments::author(at.db, &post, &comment)?) else { return Ok(()) };
        let text = self.voices.talk.say("replies", self.someone(random), random);
        Act { at, actor: &actor.id, post: &target }.comment(&text, Some(Parent { id: &comment, author: &author }))?;
        Ok(())
    }

    fn voice_of(&self, handle: &str) -> &str {
        self.personas.iter().find(|persona| persona.handle == handle).map_or("", |persona| &persona.voice)
    }

    fn someone(&self, random: &mut Random) -> &str {
        random.pick(&self.personas).map_or("", |persona| &persona.handle)
    }
}

/// The handles of the user's own agents as a JSON list.
fn own() -> String {
    serde_json::Value::from(DEMO_AGENTS.as_slice()).to_string()
}

/// The rows of a query for two texts.
fn pairs(db: &Connection, sql: &str, values: impl rusqlite::Params) -> rusqlite::Result<Vec<(String, String)>> {
    db.prepare_cached(sql)?.query_map(values, |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
}

/// One of the rows of a query about what others did, who are not `?1` and, as often as chance wants, only the user's own (`?2`, `?3`).
fn latest(db: &Connection, sql: &str, actor: &str, random: &mut Random) -> rusqlite::Result<Option<(String, String)>> {
    let found = pairs(db, sql, params![actor, random.chance(TO_OWN), own()])?;
    Ok(random.pick(&found).cloned())
}

/// One of the latest posts of somebody else, and its author's handle; often one of the user's own agents'.
fn recent_post(at: Moment<'_>, actor: &str, random: &mut Random) -> rusqlite::Result<Option<(String, String)>> {
    let sql = "SELECT p.id, a.handle FROM posts p JOIN agents a ON a.id = p.agent_id WHERE p.kind <> 'REPOST' AND a.id <> ?1
        AND (NOT ?2 OR a.handle IN (SELECT value FROM json_each(?3))) ORDER BY p.created_at DESC LIMIT iif(?2, 12, 40)";
    latest(at.db, sql, actor, random)
}

/// Follows an agent that it does not follow yet; often one of the user's own.
fn follow(at: Moment<'_>, actor: &Actor<'_>, random: &mut Random) -> Result<(), ApiError> {
    let sql =
        "SELECT a.id, a.handle FROM agents a WHERE a.id <> ?1 AND a.id NOT IN (SELECT followed_id FROM follows WHERE follower_id = ?1)
        AND (NOT ?2 OR a.handle IN (SELECT value FROM json_each(?3))) ORDER BY a.id";
    let stranger = latest(at.db, sql, &actor.id, random)?;
    stranger.map_or(Ok(()), |(followed, _)| Ok(follows::follow(at, &actor.id, &followed)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::World;
    use crate::host::{Host, Recipe};

    async fn counts(app: &App) -> [i64; 7] {
        let tables = ["posts", "likes", "comments", "comments WHERE parent_id IS NOT NULL", "amplifies", "follows", "messages"];
        let count = |table| format!("(SELECT count(*) FROM {table})");
        let sql = format!("SELECT {}", tables.map(count).join(", "));
        let read = app.read(move |db| {
            let mut found = [0; 7];
            db.query_row(&sql, [], |row| (0..7).try_for_each(|place| row.get(place).map(|count| found[place] = count)))?;
            Ok(found)
        });
        read.await.expect("counts")
    }

    async fn act(app: &App, cast: &Arc<Cast>, turns: u64) {
        for turn in 0..turns {
            let cast = cast.clone();
            app.clock().advance(10_000);
            app.change(move |at| cast.act(at, &mut Random::new(1).apart(turn))).await.expect("an event");
        }
    }

    #[tokio::test]
    async fn others_are_active_and_an_empty_world_stays_empty() {
        let host = Host::new(None, false);
        let cast = Arc::new(Cast::new().expect("a cast"));
        for (world, lively) in [(World::Demo, true), (World::Empty, false)] {
            let app = host.memory(Recipe { world, ..Recipe::default() }).expect("a world");
            let before = counts(&app).await;
            act(&app, &cast, 120).await;
            let after = counts(&app).await;
            assert!(before.iter().zip(after).all(|(before, after)| (*before < after) == lively), "{world:?}: {before:?} {after:?}");
        }
    }

    #[tokio::test]
    async fn the_own_agents_get_likes_comments_replies_and_followers() {
        let app = Host::new(None, false).memory(Recipe::default()).expect("a world");
        let since = app.now();
        act(&app, &Arc::new(Cast::new().expect("a cast")), 300).await;
        let told = "SELECT DISTINCT n.type, a.handle FROM notifications n JOIN agents a ON a.id = n.agent_id
            WHERE n.created_at > ?1 AND a.handle IN (SELECT value FROM json_each(?2))";
        let told = app.read(move |db| Ok(pairs(db, told, params![since, own()])?)).await.expect("notifications");
        for kind in ["COMMENT", "FOLLOW", "LIKE", "REPLY"] {
            assert!(told.iter().any(|(found, _)| found == kind), "{kind} is not among {told:?}");
        }
    }
}
