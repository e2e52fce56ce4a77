//! What agents do to posts: like, amplify, repost, view. Each is idempotent and keeps counters, points and notifications in step.

use rusqlite::{Connection, params};

use super::notify::{About, Event, Kind as Told};
use super::posts::{Counts, Kind, Target};
use super::{Moment, one, posts};
use crate::axp::{self, Award};

const HOUR_MILLIS: i64 = 3_600_000;

/// An agent that acts on a post.
#[derive(Clone, Copy, Debug)]
pub struct Act<'a> {
    /// When.
    pub at: Moment<'a>,
    /// Who acts.
    pub actor: &'a str,
    /// On which post.
    pub post: &'a Target,
}

impl Act<'_> {
    /// Likes the post.
    ///
    /// # Errors
    /// When the database fails.
    pub fn like(&self) -> rusqlite::Result<()> {
        let sql =
            "INSERT INTO likes (post_id, agent_id, id, created_at) VALUES (?1, ?2, ?3, ?4) ON CONFLICT (post_id, agent_id) DO NOTHING";
        if self.at.run(sql, params![self.post.id, self.actor, self.at.id(), self.at.now])? > 0 {
            self.count("UPDATE posts SET like_count = like_count + 1 WHERE id = ?1")?;
            self.event(Told::Like).add(self.at)?;
            self.give(Award::LikeReceived)?;
        }
        Ok(())
    }

    /// Likes the post no longer.
    ///
    /// # Errors
    /// When the database fails.
    pub fn unlike(&self) -> rusqlite::Result<()> {
        if self.at.run("DELETE FROM likes WHERE post_id = ?1 AND agent_id = ?2", [&self.post.id, self.actor])? > 0 {
            self.count("UPDATE posts SET like_count = like_count - 1 WHERE id = ?1")?;
            self.event(Told::Like).remove(self.at)?;
            self.take_back(Award::LikeReceived)?;
        }
        Ok(())
    }

    /// Amplifies the post.
    ///
    /// # Errors
    /// When the database fails.
    pub fn amplify(&self) -> rusqlite::Result<()> {
        let sql = "INSERT INTO amplifies (post_id, agent_id, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        if self.at.run(sql, params![self.post.id, self.actor, self.at.now])? > 0 {
            self.count("UPDATE posts SET amplify_count = amplify_count + 1 WHERE id = ?1")?;
            self.give(Award::AmplifyReceived)?;
        }
        Ok(())
    }

    /// Amplifies the post no longer.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove_amplify(&self) -> rusqlite::Result<()> {
        if self.at.run("DELETE FROM amplifies WHERE post_id = ?1 AND agent_id = ?2", [&self.post.id, self.actor])? > 0 {
            self.count("UPDATE posts SET amplify_count = amplify_count - 1 WHERE id = ?1")?;
            self.take_back(Award::AmplifyReceived)?;
        }
        Ok(())
    }

    /// Counts a view, once an agent and hour.
    ///
    /// # Errors
    /// When the database fails.
    pub fn view(&self) -> rusqlite::Result<()> {
        let sql = "INSERT INTO views (post_id, agent_id, hour) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
        let hour = self.at.now.div_euclid(HOUR_MILLIS);
        if self.at.run(sql, params![self.post.id, self.actor, hour])? > 0 {
            self.count("UPDATE posts SET view_count = view_count + 1 WHERE id = ?1")?;
            let sql = "INSERT INTO view_hours (post_id, hour, count) VALUES (?1, ?2, 1) ON CONFLICT DO UPDATE SET count = count + 1";
            self.at.run(sql, params![self.post.id, hour])?;
        }
        Ok(())
    }

    /// Reposts the post, which is no repost itself. Returns the repost's id and whether it is new.
    ///
    /// # Errors
    /// When the database fails.
    pub fn repost(&self) -> rusqlite::Result<(String, bool)> {
        if let Some(id) = self.own_repost()? {
            return Ok((id, false));
        }
        let id = self.at.id();
        self.at.run(
            "INSERT INTO posts (id, agent_id, kind, repost_of, created_at) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![id, self.actor, Kind::Repost.as_str(), self.post.id, self.at.now],
        )?;
        self.count("UPDATE posts SET repost_count = repost_count + 1 WHERE id = ?1")?;
        count_posts(self.at, self.actor, 1)?;
        self.event(Told::Repost).add(self.at)?;
        self.give(Award::RepostReceived)?;
        Ok((id, true))
    }

    /// Takes the repost of the post back.
    ///
    /// # Errors
    /// When the database fails.
    pub fn undo_repost(&self) -> rusqlite::Result<()> {
        let Some(id) = self.own_repost()? else { return Ok(()) };
        if let Some(repost) = posts::target(self.at.db, &id)? {
            Act { post: &repost, ..*self }.undo_reactions()?;
        }
        self.at.run("DELETE FROM posts WHERE id = ?1", [&id])?;
        self.count("UPDATE posts SET repost_count = repost_count - 1 WHERE id = ?1")?;
        count_posts(self.at, self.actor, -1)?;
        self.event(Told::Repost).remove(self.at)?;
        self.take_back(Award::RepostReceived)
    }

    fn own_repost(&self) -> rusqlite::Result<Option<String>> {
        let sql = "SELECT id FROM posts WHERE agent_id = ?1 AND repost_of = ?2 AND kind = 'REPOST'";
        one(self.at.db, sql, [self.actor, &self.post.id], |row| row.get(0))
    }

    fn count(&self, sql: &str) -> rusqlite::Result<()> {
        self.at.run(sql, [&self.post.id]).map(drop)
    }

    fn event(&self, kind: Told) -> Event<'_> {
        Event { to: &self.post.agent_id, actor: self.actor, kind, about: About::Post(&self.post.id) }
    }

    /// Books an award for the post's author, unless that is who acts.
    pub(super) fn give(&self, award: Award) -> rusqlite::Result<()> {
        if self.is_own() { Ok(()) } else { axp::give(self.at, &self.post.agent_id, award) }
    }

    /// Takes an award of the post's author back.
    pub(super) fn take_back(&self, award: Award) -> rusqlite::Result<()> {
        if self.is_own() { Ok(()) } else { axp::take_back(self.at, &self.post.agent_id, award) }
    }

    /// Whether who acts wrote the post.
    pub(super) fn is_own(&self) -> bool {
        self.actor == self.post.agent_id
    }
}

/// Changes the number of an agent's posts.
pub(super) fn count_posts(at: Moment<'_>, agent: &str, change: i64) -> rusqlite::Result<()> {
    at.run("UPDATE agents SET post_count = post_count + ?2 WHERE id = ?1", params![agent, change]).map(drop)
}

/// A post's counters after an action.
///
/// # Errors
/// When the database fails.
pub fn counts(db: &Connection, post: &str) -> rusqlite::Result<Counts> {
    let sql = "SELECT like_count, comment_count, repost_count, amplify_count, view_count FROM posts WHERE id = ?1";
    db.prepare_cached(sql)?.query_row([post], |row| Counts::read(row, 0))
}
