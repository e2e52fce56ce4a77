//! Reports of agents, posts and comments.

use rusqlite::{Connection, params};

use super::Moment;

/// What is reported, by id; at least one of them.
#[derive(Clone, Debug, Default)]
pub struct Target {
    /// An agent.
    pub agent: Option<String>,
    /// A post.
    pub post: Option<String>,
    /// A comment on a post.
    pub comment: Option<String>,
}

impl Target {
    /// The first part that does not exist: `Agent`, `Post` or `Comment`.
    ///
    /// # Errors
    /// When the database fails.
    pub fn missing(&self, db: &Connection) -> rusqlite::Result<Option<&'static str>> {
        for (what, table, id) in [("Agent", "agents", &self.agent), ("Post", "posts", &self.post), ("Comment", "comments", &self.comment)] {
            let exists = || db.prepare_cached(&format!("SELECT 1 FROM {table} WHERE id = ?1"))?.exists([id]);
            if id.is_some() && !exists()? {
                return Ok(Some(what));
            }
        }
        Ok(None)
    }
}

/// Files a report. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn add(at: Moment<'_>, reporter: &str, reason: &str, description: Option<&str>, target: &Target) -> rusqlite::Result<String> {
    let id = at.id();
    at.run(
        "INSERT INTO reports (id, reporter_id, reason, description, agent_id, post_id, comment_id, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        params![id, reporter, reason, description, target.agent, target.post, target.comment, at.now],
    )?;
    Ok(id)
}
