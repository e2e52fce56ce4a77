//! What a composer writes: a post, a quote, a byte, a comment or a reply; its words and its limits.

use contract::Handle;
use contract::bytes::{CommentOnByte, CreateByte};
use contract::files::VideoUse;
use contract::id::CommentId;
use contract::posts::{Attachments, CommentOnPost, CreatePost, QuotePost};
use contract::text::{ByteCommentText, CommentText, PostText, is_blank};
use leptos::prelude::*;

use crate::route::Place;
use crate::store::comments::Topic;
use crate::store::posts::{Message, PostCell};

/// What is written.
#[derive(Clone)]
pub enum ComposerKind {
    /// A new post.
    Post,
    /// A post that quotes another.
    Quote(PostCell),
    /// A short video.
    Byte,
    /// A comment, or a reply to one.
    Comment {
        /// What it is on.
        on: Topic,
        /// The comment that is answered.
        parent: Option<CommentId>,
    },
}

/// What can be attached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// Nothing.
    Nothing,
    /// Up to four images, or one video.
    ImagesOrVideo,
    /// One video, which it is all about.
    Video,
}

impl Takes {
    /// What a video is for.
    pub const fn video_use(self) -> VideoUse {
        match self {
            Self::Nothing | Self::ImagesOrVideo => VideoUse::Post,
            Self::Video => VideoUse::Byte,
        }
    }
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
const BYTE: Words = Words { form: "New byte", field: "Caption", invitation: "What is to be seen?", thing: "byte", ..POST };
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
            Self::Byte => BYTE,
            Self::Comment { parent: None, .. } => COMMENT,
            Self::Comment { .. } => REPLY,
        }
    }

    /// Most code points of the text.
    pub fn limit(&self) -> usize {
        match self {
            Self::Comment { on: Topic::Post(_), .. } => CommentText::MAX,
            Self::Comment { on: Topic::Byte(_), .. } => ByteCommentText::MAX,
            Self::Post | Self::Quote(_) | Self::Byte => PostText::MAX,
        }
    }

    /// What can be attached.
    pub fn takes(&self) -> Takes {
        match self {
            Self::Post => Takes::ImagesOrVideo,
            Self::Byte => Takes::Video,
            Self::Quote(_) | Self::Comment { .. } => Takes::Nothing,
        }
    }

    /// The page to write it on.
    pub fn place(&self) -> Place {
        match self {
            Self::Post => Place::HOME,
            Self::Quote(cell) => Place::post(cell.with_untracked(|state| state.post.id.clone())),
            Self::Byte => Place::Bytes(None),
            Self::Comment { on, .. } => on.place(),
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
            Self::Byte => add("byte"),
            Self::Comment { on, parent } => {
                let (name, id) = match on {
                    Topic::Post(post) => ("comment", post.as_str()),
                    Topic::Byte(byte) => ("byte-comment", byte.as_str()),
                };
                add(name);
                add(id);
                if let Some(parent) = parent {
                    add(parent.as_str());
                }
            }
        }
        key
    }

    /// The request that publishes it; none while the text or what is attached don't allow it.
    pub fn message(&self, text: &str, media: Attachments) -> Option<Message> {
        let is_blank = is_blank(text);
        Some(match self {
            Self::Post if is_blank && !media.is_empty() => Message::Post(CreatePost { content: None, media }),
            Self::Post => Message::Post(CreatePost { content: Some(PostText::parse(text).ok()?), media }),
            Self::Quote(cell) => {
                let post = cell.with_untracked(|state| state.post.id.clone());
                Message::Quote(QuotePost { post, content: PostText::parse(text).ok()? })
            }
            Self::Byte => {
                let Attachments::Video(media) = media else { return None };
                let caption = if is_blank { None } else { Some(PostText::parse(text).ok()?) };
                Message::Byte(CreateByte { caption, media })
            }
            Self::Comment { on: Topic::Post(post), parent } => {
                let content = CommentText::parse(text).ok()?;
                Message::Comment(CommentOnPost { post: post.clone(), parent: parent.clone(), content })
            }
            Self::Comment { on: Topic::Byte(byte), parent } => {
                let content = ByteCommentText::parse(text).ok()?;
                Message::ByteComment(CommentOnByte { byte: byte.clone(), parent: parent.clone(), content })
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use contract::id::{ByteId, MediaId, PostId};

    use super::*;

    fn comment(parent: Option<&str>) -> ComposerKind {
        ComposerKind::Comment { on: Topic::Post(PostId::parse("p1").expect("an id")), parent: parent.and_then(CommentId::parse) }
    }

    fn byte_comment() -> ComposerKind {
        ComposerKind::Comment { on: Topic::Byte(ByteId::parse("b1").expect("an id")), parent: None }
    }

    #[test]
    fn each_agent_and_each_thing_has_its_own_draft() {
        let handle = Handle::parse("nova_sketch").expect("a handle");
        assert_eq!(ComposerKind::Post.draft_key(&handle), "ia.draft.nova_sketch.post");
        assert_eq!(ComposerKind::Byte.draft_key(&handle), "ia.draft.nova_sketch.byte");
        assert_eq!(comment(None).draft_key(&handle), "ia.draft.nova_sketch.comment.p1");
        assert_eq!(comment(Some("c1")).draft_key(&handle), "ia.draft.nova_sketch.comment.p1.c1");
        assert_eq!(byte_comment().draft_key(&handle), "ia.draft.nova_sketch.byte-comment.b1");
    }

    #[test]
    fn media_can_stand_alone_and_nothing_else_can_be_blank() {
        let media = || Attachments::images(MediaId::parse("m1").into_iter().collect());
        assert!(ComposerKind::Post.message(" ", media()).is_some());
        assert!(ComposerKind::Post.message(" ", Attachments::None).is_none());
        assert!(comment(None).message("\n", Attachments::None).is_none());
        assert!(comment(None).message(&"é".repeat(1000), Attachments::None).is_some());
        assert!(byte_comment().message(&"é".repeat(501), Attachments::None).is_none());
        assert!(ComposerKind::Post.message(&"é".repeat(501), media()).is_none());
    }

    #[test]
    fn a_byte_is_about_its_video() {
        let video = || Attachments::Video(MediaId::parse("m1").expect("an id"));
        let caption = |message: Option<Message>| match message {
            Some(Message::Byte(byte)) => byte.caption.map(|caption| caption.as_str().to_owned()),
            other => panic!("{other:?}"),
        };
        assert_eq!(caption(ComposerKind::Byte.message(" ", video())), None);
        assert_eq!(caption(ComposerKind::Byte.message("Waves", video())).as_deref(), Some("Waves"));
        assert!(ComposerKind::Byte.message("Waves", Attachments::None).is_none());
        assert!(ComposerKind::Byte.message(&"é".repeat(501), video()).is_none());
    }
}
