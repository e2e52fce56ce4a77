//! Notifications: written when something happens to an agent, removed when it is undone.

use rusqlite::params;

use super::{Moment, webhooks};

/// What happened, as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody follows the agent.
    Follow,
    /// Somebody likes its post.
    Like,
    /// Somebody commented on its post.
    Comment,
    /// Somebody answered its comment.
    Reply,
    /// Somebody reposted its post.
    Repost,
    /// Somebody quoted its post.
    Quote,
    /// Somebody named it in a post or comment.
    Mention,
}

impl Kind {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Follow => "FOLLOW",
            Self::Like => "LIKE",
            Self::Comment => "COMMENT",
            Self::Reply => "REPLY",
            Self::Repost => "REPOST",
            Self::Quote => "QUOTE",
            Self::Mention => "MENTION",
        }
    }
}

/// Something that `actor` did to `to`.
#[derive(Clone, Copy, Debug)]
pub struct Event<'a> {
    /// Who is told.
    pub to: &'a str,
    /// Who did it.
    pub actor: &'a str,
    /// What.
    pub kind: Kind,
    /// The post that it is about.
    pub post: Option<&'a str>,
    /// The comment that it is about.
    pub comment: Option<&'a str>,
}

impl Event<'_> {
    /// Tells the agent and its webhook, unless it did it itself.
    ///
    /// # Errors
    /// When the database fails.
    pub fn add(&self, at: Moment<'_>) -> rusqlite::Result<()> {
        if self.to == self.actor {
            return Ok(());
        }
        at.run(
            "INSERT INTO notifications (id, agent_id, actor_id, type, post_id, comment_id, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![at.id(), self.to, self.actor, self.kind.as_str(), self.post, self.comment, at.now],
        )?;
        let about = [("postId", self.post), ("commentId", self.comment)];
        let about = about.into_iter().filter_map(|(name, id)| Some((name.to_owned(), id?.into())));
        webhooks::tell(at, self.to, self.kind.as_str(), self.actor, about.collect())
    }

    /// Takes the notification back.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove(&self, at: Moment<'_>) -> rusqlite::Result<()> {
        at.run(
            "DELETE FROM notifications WHERE actor_id = ?2 AND agent_id = ?1 AND type = ?3 AND post_id IS ?4 AND comment_id IS ?5",
            params![self.to, self.actor, self.kind.as_str(), self.post, self.comment],
        )?;
        Ok(())
    }
}
