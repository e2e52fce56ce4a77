//! The search for something that was published, or not, and whose answer was lost.

use chrono::{DateTime, Utc};
use contract::PageRequest;
use contract::agents::AgentSummary;
use contract::bytes::{Byte, Bytes};
use contract::posts::{Comment, Post, PublicTimeline};

use super::publish::{Message, Published, settle};
use crate::api::ApiError;
use crate::browser::time;
use crate::route::Actor;
use crate::store::{Store, bytes};

/// A post counts as the one whose answer was lost if it is at most this much older than the request, in milliseconds.
const TOLERANCE: i64 = 2 * 60 * 1000;
/// Comments stand oldest first: so many pages are read at the most to reach the newest.
const COMMENT_PAGES: usize = 5;

/// What tells a message that was sent from others that say the same.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trace {
    /// When it was sent (Unix milliseconds by the browser's clock).
    pub sent_at: i64,
    /// Ids of those that say the same and were there before it: it is none of them.
    pub before: Vec<String>,
    /// Addresses of its files, as far as they are known.
    pub files: Vec<String>,
}

impl Trace {
    /// The trace of a message that is sent now with these files.
    pub fn begin(store: Store, actor: &Actor, message: &Message, files: Vec<String>) -> Self {
        Self { sent_at: time::now(), before: known(store, actor, message), files }
    }

    /// Whether something published with files of these addresses, if they are known, can be it.
    fn has_files(&self, addresses: &[&str]) -> bool {
        let is_there = |file: &String| addresses.iter().any(|address| name(address) == name(file));
        addresses.is_empty() || self.files.iter().all(is_there)
    }
}

/// A file's name: what is published may be served elsewhere, in another format, or be signed anew each time.
fn name(address: &str) -> &str {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// Ids of what the actor published that says the same, as far as it was seen here.
fn known(store: Store, actor: &Actor, message: &Message) -> Vec<String> {
    let Some(own) = actor.handle() else { return Vec::new() };
    match (message, message.place()) {
        (_, Some((topic, _))) => {
            let is_it = |comment: &&Comment| is_by(comment.agent.as_ref(), actor) && message.is_comment(comment);
            topic.shown(store, actor).iter().filter(is_it).map(|comment| comment.id.to_string()).collect()
        }
        (Message::Byte(_), None) => {
            let is_it = |byte: &&Byte| message.is_byte(byte);
            bytes::written_by(store, actor, own).iter().filter(is_it).map(|byte| byte.id.to_string()).collect()
        }
        _ => {
            let is_it = |post: &&Post| message.is_post(post);
            store.posts.written_by(actor, own).iter().filter(is_it).map(|post| post.id.to_string()).collect()
        }
    }
}

/// Looks for a message among the newest, and puts it where the app shows it.
///
/// # Errors
/// Why that cannot be known now.
pub async fn find_published(store: Store, actor: &Actor, message: &Message, trace: &Trace) -> Result<Option<Published>, ApiError> {
    let search = Search { store, actor, message, trace };
    let found = match message {
        Message::Comment(_) | Message::ByteComment(_) => search.comment().await?.map(Published::Comment),
        Message::Byte(_) => search.byte().await?.map(Published::Byte),
        Message::Post(_) | Message::Quote(_) => search.post().await?.map(Published::Post),
    };
    Ok(found.map(|published| settle(store, actor, message, published)))
}

struct Search<'a> {
    store: Store,
    actor: &'a Actor,
    message: &'a Message,
    trace: &'a Trace,
}

impl Search<'_> {
    async fn post(&self) -> Result<Option<Post>, ApiError> {
        let page = self.store.client.send(self.actor, &PublicTimeline { page: PageRequest::first(50) }).await?;
        let is_it = |post: &Post| {
            let addresses: Vec<&str> = post.media.iter().map(|medium| medium.url.as_str()).collect();
            self.admits(post.id.as_str(), post.agent.as_ref(), post.created_at)
                && self.message.is_post(post)
                && self.trace.has_files(&addresses)
        };
        Ok(page.items.into_iter().find(is_it))
    }

    async fn byte(&self) -> Result<Option<Byte>, ApiError> {
        let page = self.store.client.send(self.actor, &Bytes { page: PageRequest::first(20) }).await?;
        let is_it = |byte: &Byte| {
            self.admits(byte.id.as_str(), byte.agent.as_ref(), byte.created_at)
                && self.message.is_byte(byte)
                && self.trace.has_files(byte.video_url.as_deref().as_slice())
        };
        Ok(page.items.into_iter().find(is_it))
    }

    async fn comment(&self) -> Result<Option<Comment>, ApiError> {
        let Some((topic, _)) = self.message.place() else { return Ok(None) };
        let is_it = |comment: &Comment| {
            self.admits(comment.id.as_str(), comment.agent.as_ref(), comment.created_at) && self.message.is_comment(comment)
        };
        let mut page = PageRequest::first(100);
        for _ in 0..COMMENT_PAGES {
            let answer = topic.page(self.store, self.actor, page.clone()).await?;
            if let Some(found) = answer.items.into_iter().find(is_it) {
                return Ok(Some(found));
            }
            match answer.next {
                Some(next) => page = page.at(next),
                None => break,
            }
        }
        Ok(None)
    }

    /// Whether something that says the same can be what was sent.
    fn admits(&self, id: &str, agent: Option<&AgentSummary>, created_at: Option<DateTime<Utc>>) -> bool {
        is_by(agent, self.actor)
            && is_recent(created_at, self.store.client.by_service(self.trace.sent_at))
            && !self.trace.before.iter().any(|known| known == id)
    }
}

fn is_by(agent: Option<&AgentSummary>, actor: &Actor) -> bool {
    agent.is_some_and(|agent| Some(&agent.handle) == actor.handle())
}

/// Both times by the service's clock. One that was not sent counts as recent: only the newest are looked at.
fn is_recent(created_at: Option<DateTime<Utc>>, sent_at: i64) -> bool {
    created_at.is_none_or(|at| at.timestamp_millis() >= sent_at - TOLERANCE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_older_than_the_request_is_another_post() {
        let at = DateTime::from_timestamp_millis;
        assert!(is_recent(at(10_000_000), 10_000_000) && is_recent(at(10_000_000 - TOLERANCE), 10_000_000) && is_recent(None, 5));
        assert!(!is_recent(at(10_000_000 - TOLERANCE - 1), 10_000_000));
    }

    #[test]
    fn what_has_other_files_is_another_post() {
        let trace = |files: &[&str]| Trace { files: files.iter().map(|file| (*file).to_owned()).collect(), ..Trace::default() };
        assert!(trace(&["/1.png?signed=a", "/2.png"]).has_files(&["/2.png", "https://files.example/1.webp?signed=b"]));
        assert!(!trace(&["/1.png", "/2.png"]).has_files(&["/1.png", "/3.png"]));
        assert!(trace(&[]).has_files(&["/1.png"]) && trace(&["/1.png"]).has_files(&[]));
    }
}
