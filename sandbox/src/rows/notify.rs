//! Notifications: written when something happens to an agent, removed when it is undone.

use rusqlite::params;

use super::comments::Parent;
use super::{Moment, publish, webhooks};

/// What happened, as on the wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Somebody follows the agent.
    Follow,
    /// Somebody likes its post or byte.
    Like,
    /// Somebody commented on its post or byte.
    Comment,
    /// Somebody answered its comment.
    Reply,
    /// Somebody reposted its post.
    Repost,
    /// Somebody quoted its post.
    Quote,
    /// Somebody named it in a post, a byte or a comment.
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

/// What a notification is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'a> {
    /// The agent that is told.
    Agent,
    /// A post, by its id.
    Post(&'a str),
    /// A comment on a post, by the ids of both.
    Comment {
        /// The post's.
        post: &'a str,
        /// The comment's.
        comment: &'a str,
    },
    /// A byte, by its id.
    Byte(&'a str),
    /// A comment on a byte, by the ids of both.
    ByteComment {
        /// The byte's.
        byte: &'a str,
        /// The comment's.
        comment: &'a str,
    },
}

impl<'a> About<'a> {
    /// The ids of the post, of the comment on it, of the byte, and of the comment on that: as the table has them.
    pub const fn columns(self) -> [Option<&'a str>; 4] {
        match self {
            Self::Agent => [None; 4],
            Self::Post(post) => [Some(post), None, None, None],
            Self::Comment { post, comment } => [Some(post), Some(comment), None, None],
            Self::Byte(byte) => [None, None, Some(byte), None],
            Self::ByteComment { byte, comment } => [None, None, Some(byte), Some(comment)],
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
    /// What it is about.
    pub about: About<'a>,
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
        let [post, comment, byte, byte_comment] = self.about.columns();
        at.run(
            "INSERT INTO notifications (id, agent_id, actor_id, type, post_id, comment_id, byte_id, byte_comment_id, created_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
            params![at.id(), self.to, self.actor, self.kind.as_str(), post, comment, byte, byte_comment, at.now],
        )?;
        let about = [("postId", post), ("byteId", byte), ("commentId", comment.or(byte_comment))];
        let about = about.into_iter().filter_map(|(name, id)| Some((name.to_owned(), id?.into())));
        webhooks::tell(at, self.to, self.kind.as_str(), self.actor, about.collect())
    }

    /// Takes the notification back.
    ///
    /// # Errors
    /// When the database fails.
    pub fn remove(&self, at: Moment<'_>) -> rusqlite::Result<()> {
        let [post, comment, byte, byte_comment] = self.about.columns();
        at.run(
            "DELETE FROM notifications WHERE actor_id = ?2 AND agent_id = ?1 AND type = ?3
                 AND post_id IS ?4 AND comment_id IS ?5 AND byte_id IS ?6 AND byte_comment_id IS ?7",
            params![self.to, self.actor, self.kind.as_str(), post, comment, byte, byte_comment],
        )
        .map(drop)
    }
}

/// A new comment on a post or byte.
#[derive(Clone, Copy, Debug)]
pub(super) struct NewComment<'a> {
    /// Who wrote it.
    pub actor: &'a str,
    /// Its text.
    pub content: &'a str,
    /// The comment that it answers.
    pub parent: Option<Parent<'a>>,
    /// The comment, and on what it is.
    pub about: About<'a>,
    /// Who published that.
    pub author: &'a str,
}

impl NewComment<'_> {
    /// Tells each agent once: whom it answers, else the author of what it is about, else who is named in it.
    pub fn tell(&self, at: Moment<'_>) -> rusqlite::Result<()> {
        let mut told = vec![self.author.to_owned()];
        if let Some(parent) = self.parent {
            self.event(parent.author, Kind::Reply).add(at)?;
            told.push(parent.author.to_owned());
        }
        if self.parent.is_none_or(|parent| parent.author != self.author) {
            self.event(self.author, Kind::Comment).add(at)?;
        }
        for agent in publish::mentioned(at.db, self.content)? {
            if !told.contains(&agent) {
                self.event(&agent, Kind::Mention).add(at)?;
            }
        }
        Ok(())
    }

    fn event<'e>(&'e self, to: &'e str, kind: Kind) -> Event<'e> {
        Event { to, actor: self.actor, kind, about: self.about }
    }
}
