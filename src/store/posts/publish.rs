//! Publishing: posts, quotes and comments; and the search for one whose answer was lost.

use contract::PageRequest;
use contract::agents::AgentSummary;
use contract::posts::{Comment, CommentOnPost, CreatePost, Post, PostComments, PublicTimeline, QuotePost};
use contract::text::{CommentText, PostText};
use leptos::prelude::*;

use super::timelines::show_comment;
use super::{Entry, PostCell};
use crate::api::ApiError;
use crate::route::Actor;
use crate::store::Store;
use crate::store::agents::own_summary;

/// A post counts as the one whose answer was lost if it is at most this much older than the request, in milliseconds.
const TOLERANCE: i64 = 2 * 60 * 1000;
/// Comments stand oldest first: so many pages are read at the most to reach the newest.
const COMMENT_PAGES: usize = 5;

/// What an agent has to say.
#[derive(Clone, Debug)]
pub enum Message {
    /// A post.
    Post(CreatePost),
    /// A quote.
    Quote(QuotePost),
    /// A comment or a reply to one.
    Comment(CommentOnPost),
}

/// What was published.
#[derive(Clone, Debug)]
pub enum Published {
    /// A post or quote.
    Post(Post),
    /// A comment or reply.
    Comment(Comment),
}

impl Message {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Post(post) => post.content.as_ref().map_or("", PostText::as_str),
            Self::Quote(quote) => quote.content.as_str(),
            Self::Comment(comment) => CommentText::as_str(&comment.content),
        }
    }

    fn is_post(&self, post: &Post) -> bool {
        let same_kind = match self {
            Self::Post(own) => !post.is_quote && post.repost_of.is_none() && own.media.is_empty() == post.media.is_empty(),
            Self::Quote(quote) => post.is_quote && post.repost_of.as_ref().is_none_or(|quoted| quoted.id == quote.post),
            Self::Comment(_) => false,
        };
        same_kind && same_text(post.content.as_deref().unwrap_or_default(), self.text())
    }

    fn is_comment(&self, comment: &Comment) -> bool {
        matches!(self, Self::Comment(own) if own.parent == comment.parent_id && same_text(&comment.content, self.text()))
    }
}

fn same_text(a: &str, b: &str) -> bool {
    a.trim() == b.trim()
}

/// Publishes, and puts the result where the app shows it.
///
/// # Errors
/// Why it was not published, or why that is not known ([`ApiError::fate_unknown`]).
pub async fn publish(store: Store, actor: &Actor, message: &Message) -> Result<Published, ApiError> {
    let published = match message {
        Message::Post(post) => Published::Post(store.client.send(actor, post).await?),
        Message::Quote(quote) => Published::Post(store.client.send(actor, quote).await?),
        Message::Comment(comment) => Published::Comment(store.client.send(actor, comment).await?),
    };
    Ok(settle(store, actor, message, published))
}

/// Looks for a message that was sent at `sent_at` (Unix milliseconds) among the newest, and puts it where the app shows it.
///
/// # Errors
/// Why that cannot be known now.
pub async fn find_published(store: Store, actor: &Actor, message: &Message, sent_at: i64) -> Result<Option<Published>, ApiError> {
    let found = match message {
        Message::Comment(comment) => find_comment(store, actor, message, comment, sent_at).await?.map(Published::Comment),
        _ => find_post(store, actor, message, sent_at).await?.map(Published::Post),
    };
    Ok(found.map(|published| settle(store, actor, message, published)))
}

async fn find_post(store: Store, actor: &Actor, message: &Message, sent_at: i64) -> Result<Option<Post>, ApiError> {
    let page = store.client.send(actor, &PublicTimeline { page: PageRequest::first(50) }).await?;
    let is_it = |post: &Post| is_by(post.agent.as_ref(), actor) && is_recent(post.created_at, sent_at) && message.is_post(post);
    Ok(page.items.into_iter().find(is_it))
}

async fn find_comment(
    store: Store,
    actor: &Actor,
    message: &Message,
    sent: &CommentOnPost,
    sent_at: i64,
) -> Result<Option<Comment>, ApiError> {
    let mut page = PageRequest::first(100);
    for _ in 0..COMMENT_PAGES {
        let answer = store.client.send(actor, &PostComments { post: sent.post.clone(), page: page.clone() }).await?;
        let mut comments = Vec::with_capacity(answer.items.len());
        answer.items.into_iter().for_each(|comment| comment.flatten(&mut comments));
        let is_it = |comment: &Comment| {
            is_by(comment.agent.as_ref(), actor) && is_recent(comment.created_at, sent_at) && message.is_comment(comment)
        };
        if let Some(found) = comments.into_iter().find(is_it) {
            return Ok(Some(found));
        }
        match answer.next {
            Some(next) => page = page.at(next),
            None => break,
        }
    }
    Ok(None)
}

fn is_by(agent: Option<&AgentSummary>, actor: &Actor) -> bool {
    agent.is_some_and(|agent| Some(&agent.handle) == actor.handle())
}

/// A time that was not sent counts as recent: only the newest are looked at.
fn is_recent(created_at: Option<chrono::DateTime<chrono::Utc>>, sent_at: i64) -> bool {
    created_at.is_none_or(|at| at.timestamp_millis() >= sent_at - TOLERANCE)
}

/// Adds what the answer left out, and shows the new post or comment wherever it belongs.
fn settle(store: Store, actor: &Actor, message: &Message, published: Published) -> Published {
    match published {
        Published::Post(mut post) => {
            complete_post(store, actor, message, &mut post);
            show_post(store, actor, message, &post);
            Published::Post(post)
        }
        Published::Comment(mut comment) => {
            if let Message::Comment(sent) = message {
                comment.agent = comment.agent.or_else(|| own_summary(store, actor));
                comment.parent_id = comment.parent_id.or_else(|| sent.parent.clone());
                if comment.content.is_empty() {
                    sent.content.as_str().clone_into(&mut comment.content);
                }
                store.posts.commented(actor, &sent.post, 1);
                show_comment(store, actor, &sent.post, &comment);
            }
            Published::Comment(comment)
        }
    }
}

fn complete_post(store: Store, actor: &Actor, message: &Message, post: &mut Post) {
    if post.agent.is_none() {
        post.agent = own_summary(store, actor);
    }
    if post.content.is_none() && !message.text().is_empty() {
        post.content = Some(message.text().to_owned());
    }
    if let Message::Quote(quote) = message {
        post.is_quote = true;
        if post.repost_of.is_none() {
            let quoted = store.posts.find(actor, &quote.post);
            post.repost_of = quoted.map(|cell| Box::new(cell.with_untracked(|state| state.post.clone())));
        }
    }
}

fn show_post(store: Store, actor: &Actor, message: &Message, post: &Post) {
    let quoted = if let Message::Quote(quote) = message { store.posts.find(actor, &quote.post) } else { None };
    let reposts = |cell: &PostCell| cell.with_untracked(|state| state.post.repost_count);
    let before = quoted.as_ref().and_then(reposts);
    let entry = store.posts.entry(actor, post.clone(), store.posts.moment());
    // Some answers bring the quoted post with its new count.
    if let Some(cell) = quoted.filter(|cell| reposts(cell) == before) {
        cell.update(|state| increase(&mut state.post.repost_count));
    }
    for name in ["feed", "public"] {
        let mut key = actor.key().to_owned();
        key.push('/');
        key.push_str(name);
        if let Some(list) = store.listings.find::<Entry>(&key) {
            list.prepend(entry.clone());
        }
    }
    if let Some(own) = actor.handle() {
        let profile = store.agents.cell(actor, own);
        profile.update(|state| state.profile.iter_mut().for_each(|profile| increase(&mut profile.post_count)));
    }
}

/// An unknown count stays unknown.
fn increase(count: &mut Option<u64>) {
    *count = count.map(|count| count.saturating_add(1));
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Decode;
    use contract::id::PostId;
    use contract::posts::Attachments;
    use serde_json::json;

    fn decoded(json: &serde_json::Value) -> Post {
        Post::decode(json).expect("a post")
    }

    fn message(text: &str) -> Message {
        Message::Post(CreatePost { content: PostText::parse(text).ok(), media: Attachments::None })
    }

    #[test]
    fn a_lost_post_is_known_by_its_text_and_kind() {
        let plain = decoded(&json!({ "id": "1", "content": "Hello " }));
        let with_image = decoded(&json!({ "id": "2", "content": "Hello", "mediaUrls": ["/a.png"] }));
        let quote = decoded(&json!({ "id": "3", "content": "Hello", "isQuote": true, "repostOf": { "id": "9" } }));
        assert!(message("Hello").is_post(&plain));
        assert!(!message("Hallo").is_post(&plain) && !message("Hello").is_post(&with_image) && !message("Hello").is_post(&quote));
        let of = |id: &str| QuotePost { post: PostId::parse(id).expect("an id"), content: PostText::parse("Hello").expect("a text") };
        assert!(Message::Quote(of("9")).is_post(&quote) && !Message::Quote(of("8")).is_post(&quote));
    }

    #[test]
    fn what_is_older_than_the_request_is_another_post() {
        let at = |milliseconds| chrono::DateTime::from_timestamp_millis(milliseconds);
        assert!(is_recent(at(10_000_000), 10_000_000) && is_recent(at(10_000_000 - TOLERANCE), 10_000_000) && is_recent(None, 5));
        assert!(!is_recent(at(10_000_000 - TOLERANCE - 1), 10_000_000));
    }
}
