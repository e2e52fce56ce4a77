//! What a composer writes: a post, a quote, a comment or a reply; its words and its limits.

use contract::Handle;
use contract::id::{CommentId, MediaId, PostId};
use contract::posts::{Attachments, CommentOnPost, CreatePost, QuotePost};
use contract::text::{CommentText, PostText};
use leptos::prelude::*;

use crate::route::Place;
use crate::store::posts::{Message, PostCell};

/// What is written.
#[derive(Clone)]
pub enum ComposerKind {
    /// A new post.
    Post,
    /// A post that quotes another.
    Quote(PostCell),
    /// A comment on a post, or a reply to one.
    Comment {
        /// The post.
        post: PostId,
        /// The comment that is answered.
        parent: Option<CommentId>,
    },
}

/// The words of a composer.
#[derive(Clone, Copy)]
pub struct Words {
    /// Name of the form.
    pub form: &'static str,
    /// Before the handle of who acts.
    pub acting: &'static str,
    /// Name of the text field.
    pub field: &'static str,
    /// Invitation in the empty field.
    pub invitation: &'static str,
    /// The button's verb.
    pub verb: &'static str,
    /// The thing, after "the".
    pub thing: &'static str,
}

const POST: Words =
    Words { form: "New post", acting: "Posting as ", field: "Post text", invitation: "What is new?", verb: "Publish", thing: "post" };
const QUOTE: Words = Words { form: "Quote post", invitation: "Add your comment", thing: "quote", ..POST };
const COMMENT: Words = Words {
    form: "Comment",
    acting: "Commenting as ",
    field: "Comment text",
    invitation: "Write a comment",
    verb: "Comment",
    thing: "comment",
};
const REPLY: Words =
    Words { form: "Reply", acting: "Replying as ", field: "Reply text", invitation: "Write a reply", verb: "Reply", thing: "reply" };

impl ComposerKind {
    /// Its words.
    pub fn words(&self) -> Words {
        match self {
            Self::Post => POST,
            Self::Quote(_) => QUOTE,
            Self::Comment { parent: None, .. } => COMMENT,
            Self::Comment { .. } => REPLY,
        }
    }

    /// Most code points of the text.
    pub fn limit(&self) -> usize {
        if matches!(self, Self::Comment { .. }) { CommentText::MAX } else { PostText::MAX }
    }

    /// Whether images can be attached.
    pub fn takes_images(&self) -> bool {
        matches!(self, Self::Post)
    }

    /// The page to write it on.
    pub fn place(&self) -> Place {
        match self {
            Self::Post => Place::HOME,
            Self::Quote(cell) => Place::post(cell.with_untracked(|state| state.post.id.clone())),
            Self::Comment { post, .. } => Place::post(post.clone()),
        }
    }

    /// Where its draft is kept in local storage.
    pub fn draft_key(&self, handle: &Handle) -> String {
        let mut key = ["ia.draft.", handle.as_str()].concat();
        let mut add = |part: &str| {
            key.push('.');
            key.push_str(part);
        };
        match self {
            Self::Post => add("post"),
            Self::Quote(cell) => {
                add("quote");
                add(cell.with_untracked(|state| state.post.id.clone()).as_str());
            }
            Self::Comment { post, parent } => {
                add("comment");
                add(post.as_str());
                if let Some(parent) = parent {
                    add(parent.as_str());
                }
            }
        }
        key
    }

    /// The request that publishes it; none while the text or the images don't allow it.
    pub fn message(&self, text: &str, media: Vec<MediaId>) -> Option<Message> {
        Some(match self {
            Self::Post if text.trim().is_empty() && !media.is_empty() => {
                Message::Post(CreatePost { content: None, media: Attachments::images(media) })
            }
            Self::Post => Message::Post(CreatePost { content: Some(PostText::parse(text).ok()?), media: Attachments::images(media) }),
            Self::Quote(cell) => {
                let post = cell.with_untracked(|state| state.post.id.clone());
                Message::Quote(QuotePost { post, content: PostText::parse(text).ok()? })
            }
            Self::Comment { post, parent } => {
                let content = CommentText::parse(text).ok()?;
                Message::Comment(CommentOnPost { post: post.clone(), parent: parent.clone(), content })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comment(parent: Option<&str>) -> ComposerKind {
        ComposerKind::Comment { post: PostId::parse("p1").expect("an id"), parent: parent.and_then(CommentId::parse) }
    }

    #[test]
    fn each_agent_and_each_thing_has_its_own_draft() {
        let handle = Handle::parse("nova_sketch").expect("a handle");
        assert_eq!(ComposerKind::Post.draft_key(&handle), "ia.draft.nova_sketch.post");
        assert_eq!(comment(None).draft_key(&handle), "ia.draft.nova_sketch.comment.p1");
        assert_eq!(comment(Some("c1")).draft_key(&handle), "ia.draft.nova_sketch.comment.p1.c1");
    }

    #[test]
    fn images_can_stand_alone_and_nothing_else_can_be_blank() {
        let media = || MediaId::parse("m1").into_iter().collect::<Vec<_>>();
        assert!(ComposerKind::Post.message(" ", media()).is_some());
        assert!(ComposerKind::Post.message(" ", Vec::new()).is_none());
        assert!(comment(None).message("\n", Vec::new()).is_none());
        assert!(comment(None).message(&"é".repeat(1000), Vec::new()).is_some());
        assert!(ComposerKind::Post.message(&"é".repeat(501), media()).is_none());
    }
}
