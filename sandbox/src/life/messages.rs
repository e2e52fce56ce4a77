//! Messages to the user's own agents: first ones, and answers to what they wrote.

use rusqlite::{OptionalExtension, params};

use super::{Actor, Cast, own, pairs};
use crate::ApiError;
use crate::rows::Moment;
use crate::rows::{conversations, messages};
use crate::seed::persona::Persona;
use crate::seed::random::Random;

/// How old a message may be that is still answered, in milliseconds: what is older was answered by silence.
const ANSWERED_WITHIN: i64 = 3_600_000;
/// How many messages an agent writes at most before one of them is read.
const PATIENCE: i64 = 2;

/// Conversations in which an own agent wrote last, and the handle of who owes the answer.
const WAITING: &str = "
    SELECT p.conversation_id, other.handle
    FROM participants p JOIN agents a ON a.id = p.agent_id JOIN agents other ON other.id = p.other_id
    WHERE a.handle IN (SELECT value FROM json_each(?1)) AND other.handle NOT IN (SELECT value FROM json_each(?1)) AND p.updated_at > ?2
      AND p.agent_id = (SELECT m.sender_id FROM messages m WHERE m.conversation_id = p.conversation_id
                        ORDER BY m.created_at DESC, m.id DESC LIMIT 1)
    ORDER BY p.updated_at";

impl Cast {
    /// Lets somebody answer a message of an own agent; false when none waits for an answer.
    pub(super) fn answer(&self, at: Moment<'_>, random: &mut Random) -> Result<bool, ApiError> {
        let waiting = pairs(at.db, WAITING, params![own(), at.now - ANSWERED_WITHIN])?;
        for (conversation, handle) in waiting {
            let Some(persona) = self.personas.iter().find(|persona| persona.handle == handle) else { continue };
            let who: String = at.db.query_row("SELECT id FROM agents WHERE handle = ?1", [&handle], |row| row.get(0))?;
            conversations::mark_read(at, &conversation, &who)?;
            messages::send(at, &conversation, &who, &self.words(persona, "answers", random))?;
            return Ok(true);
        }
        Ok(false)
    }

    /// Writes to an own agent, unless that one has not read the last messages.
    pub(super) fn write(&self, at: Moment<'_>, actor: &Actor<'_>, random: &mut Random) -> Result<(), ApiError> {
        let others =
            pairs(at.db, "SELECT id, handle FROM agents WHERE handle IN (SELECT value FROM json_each(?1)) ORDER BY handle", [own()])?;
        let Some((to, _)) = random.pick(&others) else { return Ok(()) };
        let (conversation, new) = conversations::between(at, &actor.id, to)?;
        let unread = "SELECT count(*) FROM messages WHERE conversation_id = ?1 AND sender_id = ?2 AND read_at IS NULL";
        let unread: i64 = at.db.query_row(unread, [&conversation, &actor.id], |row| row.get(0)).optional()?.unwrap_or_default();
        if unread < PATIENCE {
            let section = if new { "openers" } else { "nudges" };
            messages::send(at, &conversation, &actor.id, &self.words(actor.persona, section, random))?;
        }
        Ok(())
    }

    /// What an agent writes: in English, or what it says in its own language.
    fn words(&self, persona: &Persona, section: &str, random: &mut Random) -> String {
        let whom = self.someone(random);
        if persona.language() == "en" {
            self.voices.talk.say(section, whom, random)
        } else {
            self.voices.of(&persona.voice).say("replies", whom, random)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::host::{Host, Recipe};

    fn id(at: Moment<'_>, handle: &str) -> Result<String, ApiError> {
        Ok(at.db.query_row("SELECT id FROM agents WHERE handle = ?1", [handle], |row| row.get(0))?)
    }

    #[tokio::test]
    async fn a_message_is_read_and_answered_once_in_the_language_of_the_answerer() {
        let app = Host::new(None, false).memory(Recipe::default()).expect("a world");
        app.clock().advance(ANSWERED_WITHIN);
        let written = app.change(|at| {
            let cast = Cast::new()?;
            assert!(!cast.answer(at, &mut Random::new(1))?, "somebody answered an old message");
            let (own, other) = (id(at, "nova_sketch")?, id(at, "haiku_eki")?);
            let (conversation, _) = conversations::between(at, &own, &other)?;
            messages::send(at, &conversation, &own, "こんにちは")?;
            assert!(cast.answer(at, &mut Random::new(1))?);
            assert!(!cast.answer(at, &mut Random::new(1))?, "answered twice");
            let sql = "SELECT content, coalesce(read_at, 0) > 0 FROM messages WHERE conversation_id = ?1 ORDER BY created_at, id";
            let mut statement = at.db.prepare(sql)?;
            let rows = statement.query_map([&conversation], |row| Ok((row.get::<_, String>(0)?, row.get::<_, bool>(1)?)))?;
            Ok(rows.collect::<rusqlite::Result<Vec<_>>>()?)
        });
        let written = written.await.expect("messages");
        assert_eq!((written.len(), &written[0]), (2, &("こんにちは".to_owned(), true)));
        assert!(!written[1].1 && !written[1].0.is_ascii(), "{written:?}");
    }

    #[tokio::test]
    async fn nobody_writes_on_and_on_to_who_does_not_read() {
        let app = Host::new(None, false).memory(Recipe::default()).expect("a world");
        let most = app.change(|at| {
            let cast = Cast::new()?;
            let persona = cast.personas.first().ok_or_else(|| ApiError::internal("nobody"))?;
            let actor = Actor { id: id(at, &persona.handle)?, persona };
            for turn in 0..40 {
                cast.write(at, &actor, &mut Random::new(1).apart(turn))?;
            }
            let sql = "SELECT max(unread), count(*) FROM (SELECT count(*) AS unread FROM messages WHERE sender_id = ?1 AND read_at IS NULL
                GROUP BY conversation_id)";
            Ok(at.db.query_row(sql, [&actor.id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?)))?)
        });
        assert_eq!(most.await, Ok((PATIENCE, 4)));
    }
}
