//! Comments on posts and the replies to them, to any depth.

use rusqlite::{Connection, Row, params};

use super::actions::Act;
use super::agents::{SUMMARY, Summary, id_list};
use super::notify::{About, NewComment};
use super::window::{Keys, Window};
use super::{Moment, all, one};
use crate::axp::{self, Award};

/// A comment, or a reply to one.
#[derive(Clone, Debug)]
pub struct Comment {
    /// Id.
    pub id: String,
    /// The comment that it answers.
    pub parent_id: Option<String>,
    /// Text.
    pub content: String,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Who wrote it.
    pub agent: Summary,
}

pub(super) const OF_POST: &str = "
    SELECT id, created_at FROM comments WHERE post_id = :key AND (created_at, id) > (:at, :id)
    ORDER BY created_at, id LIMIT :limit";

/// The comments of a post and all replies, oldest first.
///
/// # Errors
/// When the database fails.
pub fn of_post(db: &Connection, post: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.oldest_first(db, OF_POST, &[(":key", &post)])
}

/// Reads comments, oldest first.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, ids: &[String]) -> rusqlite::Result<Vec<Comment>> {
    load_from(db, "comments", ids)
}

/// Reads comments from the table of those on posts or on bytes, oldest first.
pub(super) fn load_from(db: &Connection, table: &str, ids: &[String]) -> rusqlite::Result<Vec<Comment>> {
    let sql = format!(
        "SELECT {SUMMARY}, c.id, c.parent_id, c.content, c.created_at FROM {table} c JOIN agents a ON a.id = c.agent_id
         WHERE c.id IN (SELECT value FROM json_each(?1)) ORDER BY c.created_at, c.id"
    );
    all(db, &sql, [id_list(ids)], comment)
}

fn comment(row: &Row<'_>) -> rusqlite::Result<Comment> {
    const REST: usize = Summary::WIDTH;
    Ok(Comment {
        agent: Summary::read(row, 0)?,
        id: row.get(REST)?,
        parent_id: row.get(REST + 1)?,
        content: row.get(REST + 2)?,
        created_at: row.get(REST + 3)?,
    })
}

/// Who wrote a comment on a post; none when that post has no such comment.
///
/// # Errors
/// When the database fails.
pub fn author(db: &Connection, post: &str, comment: &str) -> rusqlite::Result<Option<String>> {
    one(db, "SELECT agent_id FROM comments WHERE id = ?2 AND post_id = ?1", [post, comment], |row| row.get(0))
}

/// The comment that a new one answers.
#[derive(Clone, Copy, Debug)]
pub struct Parent<'a> {
    /// Its id.
    pub id: &'a str,
    /// Who wrote it.
    pub author: &'a str,
}

impl Act<'_> {
    /// Comments on the post, or on a comment of it. Returns the id.
    ///
    /// # Errors
    /// When the database fails.
    pub fn comment(&self, content: &str, parent: Option<Parent<'_>>) -> rusqlite::Result<String> {
        let id = self.at.id();
        self.at.run(
            "INSERT INTO comments (id, post_id, parent_id, agent_id, content, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            params![id, self.post.id, parent.map(|parent| parent.id), self.actor, content, self.at.now],
        )?;
        count(self.at, &self.post.id, 1)?;
        if !self.is_own() {
            axp::give(self.at, self.actor, Award::CommentWritten)?;
        }
        self.give(Award::CommentReceived)?;
        let about = About::Comment { post: &self.post.id, comment: &id };
        NewComment { actor: self.actor, content, parent, about, author: &self.post.agent_id }.tell(self.at)?;
        Ok(id)
    }

    /// Deletes one's own comment and all replies to it.
    ///
    /// # Errors
    /// When the database fails.
    pub fn delete_comment(&self, comment: &str) -> rusqlite::Result<()> {
        let sql = "WITH RECURSIVE thread (id) AS (SELECT ?1 UNION SELECT c.id FROM thread JOIN comments c ON c.parent_id = thread.id)
                   SELECT id FROM thread";
        let thread: Vec<String> = all(self.at.db, sql, [comment], |row| row.get(0))?;
        self.remove_comments(&thread)
    }

    /// Deletes all comments on the post.
    pub(super) fn delete_comments(&self) -> rusqlite::Result<()> {
        let ids: Vec<String> = all(self.at.db, "SELECT id FROM comments WHERE post_id = ?1", [&self.post.id], |row| row.get(0))?;
        self.remove_comments(&ids)
    }

    /// Deletes comments with what they earned. They are taken apart first: the database's own cascade ends a thousand replies deep.
    fn remove_comments(&self, comments: &[String]) -> rusqlite::Result<()> {
        let ids = id_list(comments);
        let writers = "SELECT agent_id FROM comments WHERE id IN (SELECT value FROM json_each(?1)) ORDER BY created_at, id";
        for writer in all::<String>(self.at.db, writers, [&ids], |row| row.get(0))? {
            let written = Act { actor: &writer, ..*self };
            if !written.is_own() {
                axp::take_back(self.at, &writer, Award::CommentWritten)?;
            }
            written.take_back(Award::CommentReceived)?;
        }
        self.at.run("UPDATE comments SET parent_id = NULL WHERE id IN (SELECT value FROM json_each(?1))", [&ids])?;
        let removed = self.at.run("DELETE FROM comments WHERE id IN (SELECT value FROM json_each(?1))", [&ids])?;
        count(self.at, &self.post.id, -i64::try_from(removed).unwrap_or_default())
    }
}

fn count(at: Moment<'_>, post: &str, change: i64) -> rusqlite::Result<()> {
    at.run("UPDATE posts SET comment_count = comment_count + ?2 WHERE id = ?1", params![post, change]).map(drop)
}
