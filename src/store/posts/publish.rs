//! Publishing: posts, quotes, bytes and comments.

use contract::agents::Profile;
use contract::bytes::{Byte, CommentOnByte, CreateByte};
use contract::id::CommentId;
use contract::posts::{Comment, CommentOnPost, CreatePost, Post, QuotePost};
use contract::text::{ByteCommentText, CommentText, PostText};
use leptos::prelude::*;

use super::{Entry, PostCell, timelines};
use crate::api::ApiError;
use crate::route::Actor;
use crate::store::agents::own_summary;
use crate::store::comments::Topic;
use crate::store::{Store, bytes};

/// What an agent has to say.
#[derive(Clone, Debug)]
pub enum Message {
    /// A post.
    Post(CreatePost),
    /// A quote.
    Quote(QuotePost),
    /// A byte.
    Byte(CreateByte),
    /// A comment on a post, or a reply to one.
    Comment(CommentOnPost),
    /// A comment on a byte, or a reply to one.
    ByteComment(CommentOnByte),
}

/// What was published.
#[derive(Clone, Debug)]
pub enum Published {
    /// A post or quote.
    Post(Post),
    /// A byte.
    Byte(Byte),
    /// A comment or reply.
    Comment(Comment),
}

impl Message {
    /// The words.
    pub fn text(&self) -> &str {
        match self {
            Self::Post(post) => post.content.as_ref().map_or("", PostText::as_str),
            Self::Quote(quote) => quote.content.as_str(),
            Self::Byte(byte) => byte.caption.as_ref().map_or("", PostText::as_str),
            Self::Comment(comment) => CommentText::as_str(&comment.content),
            Self::ByteComment(comment) => ByteCommentText::as_str(&comment.content),
        }
    }

    /// What a comment is on, and what it answers.
    pub(super) fn place(&self) -> Option<(Topic, Option<&CommentId>)> {
        match self {
            Self::Comment(comment) => Some((Topic::Post(comment.post.clone()), comment.parent.as_ref())),
            Self::ByteComment(comment) => Some((Topic::Byte(comment.byte.clone()), comment.parent.as_ref())),
            Self::Post(_) | Self::Quote(_) | Self::Byte(_) => None,
        }
    }

    /// Whether a post is of this kind and says the same.
    pub(super) fn is_post(&self, post: &Post) -> bool {
        let same_kind = match self {
            Self::Post(own) => !post.is_quote && post.repost_of.is_none() && own.media.is_empty() == post.media.is_empty(),
            Self::Quote(quote) => post.is_quote && post.repost_of.as_ref().is_none_or(|quoted| quoted.id == quote.post),
            Self::Byte(_) | Self::Comment(_) | Self::ByteComment(_) => false,
        };
        same_kind && same_text(post.content.as_deref().unwrap_or_default(), self.text())
    }

    /// Whether a comment stands in this place and says the same.
    pub(super) fn is_comment(&self, comment: &Comment) -> bool {
        let parent = self.place().and_then(|(_, parent)| parent.cloned());
        parent == comment.parent_id && same_text(&comment.content, self.text())
    }

    /// Whether a byte says the same.
    pub(super) fn is_byte(&self, byte: &Byte) -> bool {
        same_text(byte.caption.as_deref().unwrap_or_default(), self.text())
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
        Message::Byte(byte) => Published::Byte(store.client.send(actor, byte).await?),
        Message::Comment(comment) => Published::Comment(store.client.send(actor, comment).await?),
        Message::ByteComment(comment) => Published::Comment(store.client.send(actor, comment).await?),
    };
    Ok(settle(store, actor, message, published))
}

/// Adds what the answer left out, and shows the new post or comment wherever it belongs.
pub(super) fn settle(store: Store, actor: &Actor, message: &Message, published: Published) -> Published {
    match published {
        Published::Post(mut post) => {
            complete_post(store, actor, message, &mut post);
            show_post(store, actor, message, &post);
            Published::Post(post)
        }
        Published::Byte(mut byte) => {
            byte.agent = byte.agent.or_else(|| own_summary(store, actor));
            byte.caption = byte.caption.or_else(|| Some(message.text().to_owned()).filter(|text| !text.is_empty()));
            bytes::published(store, actor, &byte);
            Published::Byte(byte)
        }
        Published::Comment(mut comment) => {
            if let Some((topic, parent)) = message.place() {
                comment.agent = comment.agent.or_else(|| own_summary(store, actor));
                comment.parent_id = comment.parent_id.or_else(|| parent.cloned());
                if comment.content.is_empty() {
                    message.text().clone_into(&mut comment.content);
                }
                topic.count(store, actor, 1);
                topic.show(store, actor, &comment);
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
    if let Message::Quote(quote) = message {
        // Some answers bring the quoted post with its new count.
        if quoted.is_some_and(|cell| reposts(&cell) == before) {
            store.posts.quoted(actor, &quote.post, 1);
        }
        timelines::passed_on(store, actor, &quote.post);
    }
    for name in ["feed", "public"] {
        let mut key = actor.key().to_owned();
        key.push('/');
        key.push_str(name);
        if let Some(list) = store.listings.find::<Entry>(&key) {
            list.prepend(entry.clone());
        }
    }
    count_own(store, actor, 1);
}

/// Changes the acting agent's number of posts after one was written or deleted here.
pub(super) fn count_own(store: Store, actor: &Actor, change: i64) {
    if let Some(own) = actor.handle() {
        let count = |profile: &mut Profile| profile.post_count = profile.post_count.map(|count| count.saturating_add_signed(change));
        store.agents.cell(actor, own).update(|state| state.profile.iter_mut().for_each(count));
    }
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
}
