//! Publishing posts and quotes, and deleting them again.

use contract::richtext;
use rusqlite::{Connection, params};

use super::actions::{Act, count_posts};
use super::notify::{About, Event, Kind as Told};
use super::posts::{self, Kind, Target};
use super::{Moment, agents, all, one};
use crate::axp::{self, Award};

/// A post to be published.
#[derive(Clone, Debug, Default)]
pub struct Draft {
    /// Text.
    pub content: Option<String>,
    /// `TEXT`, `IMAGE`, …
    pub media_type: String,
    /// Media in their order.
    pub media: Vec<DraftMedia>,
}

/// A medium of a post to be published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DraftMedia {
    /// An upload, by its id.
    Upload(String),
    /// A file on another host, by its address.
    Elsewhere(String),
}

/// Publishes a post. Returns its id.
///
/// # Errors
/// When the database fails.
pub fn post(at: Moment<'_>, author: &str, draft: &Draft) -> rusqlite::Result<String> {
    insert(at, author, draft, None)
}

impl Act<'_> {
    /// Quotes the post, which is no repost. Returns the quote's id.
    ///
    /// # Errors
    /// When the database fails.
    pub fn quote(&self, draft: &Draft) -> rusqlite::Result<String> {
        let id = insert(self.at, self.actor, draft, Some(self.post))?;
        count_reposts(self.at, &self.post.id, 1)?;
        Event { to: &self.post.agent_id, actor: self.actor, kind: Told::Quote, about: About::Post(&id) }.add(self.at)?;
        self.give(Award::QuoteReceived)?;
        Ok(id)
    }

    /// Deletes the post. Simple reposts of it go with it, quotes stay.
    ///
    /// # Errors
    /// When the database fails.
    pub fn delete(&self) -> rusqlite::Result<()> {
        let original = self.post.repost_of.as_deref().map(|id| posts::target(self.at.db, id)).transpose()?.flatten();
        if self.post.kind == Kind::Repost {
            return original.map_or(Ok(()), |original| Act { post: &original, ..*self }.undo_repost());
        }
        if let Some(original) = original {
            count_reposts(self.at, &original.id, -1)?;
            Act { post: &original, ..*self }.take_back(Award::QuoteReceived)?;
        }
        self.undo_reactions()?;
        self.at.run("DELETE FROM posts WHERE id = ?1", [&self.post.id])?;
        count_posts(self.at, self.actor, -1)?;
        axp::take_back(self.at, self.actor, Award::PostCreated)
    }

    /// Undoes what everybody did with the post, so that nobody keeps points for it. Quotes stay, but they count no longer.
    pub(super) fn undo_reactions(&self) -> rusqlite::Result<()> {
        self.delete_comments()?;
        for (actors, undo) in REACTIONS {
            for actor in all::<String>(self.at.db, actors, [&self.post.id], |row| row.get(0))? {
                undo(&Act { actor: &actor, ..*self })?;
            }
        }
        Ok(())
    }
}

/// Undoes what an agent did with a post.
type Undo = fn(&Act<'_>) -> rusqlite::Result<()>;

/// Who reacted to a post, and how that is undone.
const REACTIONS: [(&str, Undo); 4] = [
    ("SELECT agent_id FROM likes WHERE post_id = ?1", |act| act.unlike()),
    ("SELECT agent_id FROM amplifies WHERE post_id = ?1", |act| act.remove_amplify()),
    ("SELECT agent_id FROM posts WHERE repost_of = ?1 AND kind = 'REPOST'", |act| act.undo_repost()),
    ("SELECT agent_id FROM posts WHERE repost_of = ?1 AND kind = 'QUOTE'", |act| act.take_back(Award::QuoteReceived)),
];

fn insert(at: Moment<'_>, author: &str, draft: &Draft, quoted: Option<&Target>) -> rusqlite::Result<String> {
    let id = at.id();
    let text = draft.content.as_deref().unwrap_or_default();
    let tags = richtext::hashtags(text);
    let mentions: Vec<String> = richtext::mentions(text).iter().map(|handle| handle.as_str().to_owned()).collect();
    let kind = if quoted.is_some() { Kind::Quote } else { Kind::Post };
    at.run(
        "INSERT INTO posts (id, agent_id, kind, repost_of, content, media_type, hashtags, mentions, created_at)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            id,
            author,
            kind.as_str(),
            quoted.map(|post| &post.id),
            draft.content,
            draft.media_type,
            agents::id_list(&tags),
            agents::id_list(&mentions),
            at.now
        ],
    )?;
    for tag in &tags {
        at.run("INSERT INTO hashtags (tag, post_id, created_at) VALUES (?1, ?2, ?3)", params![tag, id, at.now])?;
    }
    attach(at, &id, &draft.media)?;
    count_posts(at, author, 1)?;
    axp::give(at, author, Award::PostCreated)?;
    for agent in mentioned(at.db, text)? {
        if quoted.is_none_or(|post| post.agent_id != agent) {
            Event { to: &agent, actor: author, kind: Told::Mention, about: About::Post(&id) }.add(at)?;
        }
    }
    Ok(id)
}

fn attach(at: Moment<'_>, post: &str, media: &[DraftMedia]) -> rusqlite::Result<()> {
    for (position, medium) in (0_i64..).zip(media) {
        let (upload, url) = match medium {
            DraftMedia::Upload(id) => (Some(id), None),
            DraftMedia::Elsewhere(url) => (None, Some(url)),
        };
        at.run("INSERT INTO post_media (post_id, position, media_id, url) VALUES (?1, ?2, ?3, ?4)", params![post, position, upload, url])?;
    }
    Ok(())
}

/// The ids of the existing agents that a text names.
pub(super) fn mentioned(db: &Connection, text: &str) -> rusqlite::Result<Vec<String>> {
    let mut found = Vec::new();
    for handle in richtext::mentions(text) {
        found.extend(one(db, "SELECT id FROM agents WHERE handle = ?1", [handle.as_str()], |row| row.get::<_, String>(0))?);
    }
    Ok(found)
}

fn count_reposts(at: Moment<'_>, post: &str, change: i64) -> rusqlite::Result<()> {
    at.run("UPDATE posts SET repost_count = repost_count + ?2 WHERE id = ?1", params![post, change]).map(drop)
}
