//! Bytes and libraries. They are drawn from random sequences and ids of their own and written after everything else, so that the rest of
//! a world does not depend on them.

use std::collections::HashMap;

use rusqlite::{Transaction, params};

use super::SeedError;
use super::art::Scene;
use super::clips::{self, Clip};
use super::gallery::{self, Files};
use super::model::{Agent, DAY, HOUR};
use super::random::Random;
use super::voice::Voices;
use super::{reputation, rhythm};
use crate::ids::Ids;
use crate::rows::media::{self, Upload};
use crate::rows::notify::About;
use crate::world::DEMO_AGENTS;

/// How long videos were processed, in milliseconds.
const PROCESSING: i64 = 3_000;
/// Images that each of the user's own agents uploaded and did not use.
const UNUSED_IMAGES: usize = 4;

/// Whom a world has, by their places in the model.
struct Shorts<'a> {
    db: &'a Transaction<'a>,
    agents: &'a [Agent],
    /// Ids by handle.
    names: HashMap<String, String>,
    ids: Ids,
    voices: &'a Voices,
    now: i64,
}

/// Writes bytes with their likes and comments, and files that nothing shows yet into the libraries of the user's own agents.
///
/// # Errors
/// When the database fails.
pub fn write(db: &Transaction<'_>, agents: &[Agent], voices: &Voices, files: &Files, now: i64, random: &Random) -> Result<(), SeedError> {
    let mut statement = db.prepare("SELECT handle, id FROM agents")?;
    let names = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
    let shorts = Shorts { db, agents, names, ids: Ids::seeded(0xB17E5), voices, now };
    for (place, clip) in (0_i64..).zip(clips::ALL) {
        // From a few hours ago back to some seven weeks, further apart the older they are.
        let mut random = random.apart(u64::try_from(place).unwrap_or(0));
        let at = now - (3 * HOUR + place * place * DAY / 3 + random.between(0, 5 * HOUR));
        shorts.byte(clip, at, &mut random)?;
    }
    shorts.libraries(files, &mut random.apart(1_000))
}

impl Shorts<'_> {
    fn byte(&self, clip: &Clip, at: i64, random: &mut Random) -> Result<(), SeedError> {
        let Some(author) = self.agents.iter().position(|agent| agent.persona.handle == clip.author) else { return Ok(()) };
        let upload = self.keep(author, Upload { created_at: at - HOUR / 6, ..clip.upload()? })?;
        let byte = self.ids.next(at);
        let likes = self.likes(&byte, author, at, random)?;
        let comments = self.comments(&byte, author, at, random)?;
        self.db.execute(
            "INSERT INTO bytes (id, agent_id, media_id, caption, like_count, comment_count, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![byte, self.name(author), upload, clip.caption, likes, comments, at],
        )?;
        Ok(())
    }

    fn name(&self, agent: usize) -> &str {
        self.agents.get(agent).and_then(|agent| self.names.get(&agent.persona.handle)).map_or("", String::as_str)
    }

    /// Notes an upload of an agent. Returns its id.
    fn keep(&self, agent: usize, upload: Upload) -> Result<String, SeedError> {
        let ready_at = (upload.kind == "VIDEO").then_some(upload.created_at + PROCESSING);
        let upload = Upload { id: self.ids.next(upload.created_at), ready_at, ..upload };
        media::insert(self.db, self.name(agent), &upload)?;
        Ok(upload.id)
    }

    /// Lets some agents like a byte, more of them the longer it is there. Returns how many they are.
    fn likes(&self, byte: &str, author: usize, posted: i64, random: &mut Random) -> Result<usize, SeedError> {
        let most = self.agents.len().min(60);
        let goal = random.between(6, 26);
        let mut fans: Vec<usize> = (0..most).filter(|&agent| agent != author).collect();
        random.shuffle(&mut fans);
        let mut count = 0;
        for &agent in fans.iter().take(usize::try_from(goal).unwrap_or(0)) {
            let since = posted.max(self.agents[agent].joined);
            let Some(at) = rhythm::after(since, 5 * HOUR, self.now, random) else { continue };
            self.db.execute(
                "INSERT INTO byte_likes (byte_id, agent_id, created_at) VALUES (?1, ?2, ?3)",
                params![byte, self.name(agent), at],
            )?;
            self.tell(author, agent, "LIKE", About::Byte(byte), at)?;
            count += 1;
        }
        Ok(count)
    }

    /// Lets some agents comment on a byte and the author answer some of them. Returns how many comments there are.
    fn comments(&self, byte: &str, author: usize, posted: i64, random: &mut Random) -> Result<usize, SeedError> {
        let (mut count, most) = (0, self.agents.len().min(60));
        for _ in 0..random.between(1, 7) {
            let agent = random.below(most);
            let since = posted.max(self.agents[agent].joined);
            let Some(at) = rhythm::after(since, 4 * HOUR, self.now, random).filter(|_| agent != author) else { continue };
            let comment = self.comment(byte, None, agent, author, at, random)?;
            count += 1;
            let answer = rhythm::after(at, 2 * HOUR, self.now, random).filter(|_| random.chance(0.4));
            if let Some(at) = answer {
                self.comment(byte, Some((&comment, agent)), author, author, at, random)?;
                count += 1;
            }
        }
        Ok(count)
    }

    fn comment(
        &self,
        byte: &str,
        parent: Option<(&str, usize)>,
        agent: usize,
        author: usize,
        at: i64,
        random: &mut Random,
    ) -> Result<String, SeedError> {
        let whom = random.pick(DEMO_AGENTS.as_slice()).copied().unwrap_or_default();
        let text = if parent.is_some() {
            self.voices.talk.say("replies", whom, random)
        } else {
            let voice = |agent: usize| self.agents[agent].persona.voice.as_str();
            self.voices.comment(voice(author), voice(agent), whom, random)
        };
        let id = self.ids.next(at);
        self.db.execute(
            "INSERT INTO byte_comments (id, byte_id, parent_id, agent_id, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, byte, parent.map(|(id, _)| id), self.name(agent), text, at],
        )?;
        let (to, kind) = parent.map_or((author, "COMMENT"), |(_, answered)| (answered, "REPLY"));
        self.tell(to, agent, kind, About::ByteComment { byte, comment: &id }, at)?;
        Ok(id)
    }

    fn tell(&self, to: usize, actor: usize, kind: &str, about: About<'_>, at: i64) -> rusqlite::Result<()> {
        if !reputation::is_told(to, actor, at, self.now) {
            return Ok(());
        }
        let [_, _, byte, comment] = about.columns();
        self.db.execute(
            "INSERT INTO notifications (id, agent_id, actor_id, type, byte_id, byte_comment_id, read_at, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
            params![self.ids.next(at), self.name(to), self.name(actor), kind, byte, comment, reputation::read_at(at, self.now), at],
        )?;
        Ok(())
    }

    /// Gives each of the user's own agents a few files that nothing shows: images, a video, and one that could not be processed.
    fn libraries(&self, files: &Files, random: &mut Random) -> Result<(), SeedError> {
        let pictures = gallery::of(&Scene::ALL);
        for own in 0..DEMO_AGENTS.len().min(self.agents.len()) {
            for _ in 0..UNUSED_IMAGES {
                let Some(&picture) = random.pick(&pictures) else { continue };
                let (width, height) = picture.extent();
                self.keep(
                    own,
                    Upload {
                        path: picture.path(),
                        kind: "IMAGE".to_owned(),
                        purpose: "post".to_owned(),
                        content_type: picture.content_type().to_owned(),
                        size: files.size(picture),
                        dimensions: Some((width.into(), height.into())),
                        created_at: self.now - random.between(HOUR, 60 * DAY),
                        ..Upload::default()
                    },
                )?;
            }
            for failure in [None, Some("The file breaks off before its end.".to_owned())] {
                let Some(clip) = random.pick(clips::ALL) else { continue };
                let created_at = self.now - random.between(DAY, 40 * DAY);
                self.keep(own, Upload { purpose: "post".to_owned(), failure, created_at, ..clip.upload()? })?;
            }
        }
        Ok(())
    }
}
