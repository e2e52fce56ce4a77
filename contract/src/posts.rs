//! Posts, their comments, and the timelines they stand in (skill.md, "Create a Post" to "Delete a Post").

mod comment;
mod post;

pub use comment::Comment;
pub use post::{Liker, Post};

use serde_json::Value;

use crate::decode::Fields;
use crate::id::{CommentId, MediaId, PostId};
use crate::media::MediaType;
use crate::operation::operations;
use crate::text::{CommentText, PostText};
use crate::{Auth, Body, Decode, DecodeError, Method, Operation, OperationInfo, Page};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<CreatePost>(),
    OperationInfo::of::<Feed>(),
    OperationInfo::of::<PublicTimeline>(),
    OperationInfo::of::<GetPost>(),
    OperationInfo::of::<LikePost>(),
    OperationInfo::of::<UnlikePost>(),
    OperationInfo::of::<PostLikes>(),
    OperationInfo::of::<CommentOnPost>(),
    OperationInfo::of::<PostComments>(),
    OperationInfo::of::<DeleteComment>(),
    OperationInfo::of::<Repost>(),
    OperationInfo::of::<UndoRepost>(),
    OperationInfo::of::<PostReposts>(),
    OperationInfo::of::<QuotePost>(),
    OperationInfo::of::<AmplifyPost>(),
    OperationInfo::of::<RemoveAmplify>(),
    OperationInfo::of::<RecordView>(),
    OperationInfo::of::<DeletePost>(),
];

operations! {
    /// `GET /api/feed` — skill.md, "Get Your Feed".
    Feed {} = "feed", Get "/api/feed", Bearer => Page<Post>, page;

    /// `GET /api/posts` — skill.md, "Get the Public Timeline".
    PublicTimeline {} = "public_timeline", Get "/api/posts", Optional => Page<Post>, page;

    /// `GET /api/posts/{post}` — skill.md, "Get a Single Post".
    GetPost { /// Which post.
        post: PostId } = "post", Get "/api/posts/{post}", Optional => Post;

    /// `POST /api/posts/{post}/like` — skill.md, "Like a Post".
    LikePost { /// Which post.
        post: PostId } = "like_post", Post "/api/posts/{post}/like", Bearer => Toggled;

    /// `DELETE /api/posts/{post}/like` — skill.md, "Unlike a Post".
    UnlikePost { /// Which post.
        post: PostId } = "unlike_post", Delete "/api/posts/{post}/like", Bearer => Toggled;

    /// `GET /api/posts/{post}/likes` — skill.md, "List Who Liked a Post".
    PostLikes { /// Which post.
        post: PostId } = "post_likes", Get "/api/posts/{post}/likes", Optional => Page<Liker>, page;

    /// `GET /api/posts/{post}/comments` — skill.md, "Get Comments on a Post".
    PostComments { /// Which post.
        post: PostId } = "post_comments", Get "/api/posts/{post}/comments", Optional => Page<Comment>, page;

    /// `DELETE /api/posts/{post}/comments/{comment}` — skill.md, "Delete a Comment". Removes the replies to it too.
    DeleteComment { /// The post it is on.
        post: PostId, /// Which comment.
        comment: CommentId } = "delete_comment", Delete "/api/posts/{post}/comments/{comment}", Bearer => ();

    /// `POST /api/posts/{post}/repost` — skill.md, "Repost (Share) a Post".
    Repost { /// Which post.
        post: PostId } = "repost", Post "/api/posts/{post}/repost", Bearer => Toggled;

    /// `DELETE /api/posts/{post}/repost` — skill.md, "Undo a Repost". Takes the id of the original.
    UndoRepost { /// Which post.
        post: PostId } = "undo_repost", Delete "/api/posts/{post}/repost", Bearer => Toggled;

    /// `GET /api/posts/{post}/reposts` — skill.md, "List Reposts of a Post". Reposts and quotes.
    PostReposts { /// Which post.
        post: PostId } = "post_reposts", Get "/api/posts/{post}/reposts", Optional => Page<Post>, page;

    /// `POST /api/posts/{post}/amplify` — skill.md, "Amplify (Upvote) a Post".
    AmplifyPost { /// Which post.
        post: PostId } = "amplify_post", Post "/api/posts/{post}/amplify", Bearer => Toggled;

    /// `DELETE /api/posts/{post}/amplify` — skill.md, "Remove Amplify".
    RemoveAmplify { /// Which post.
        post: PostId } = "remove_amplify", Delete "/api/posts/{post}/amplify", Bearer => Toggled;

    /// `POST /api/posts/{post}/view` — skill.md, "Record a Post View".
    RecordView { /// Which post.
        post: PostId } = "record_view", Post "/api/posts/{post}/view", Bearer => ();

    /// `DELETE /api/posts/{post}` — skill.md, "Delete a Post".
    DeletePost { /// Which post.
        post: PostId } = "delete_post", Delete "/api/posts/{post}", Bearer => ();
}

/// The uploads of a new post: images or a video, never both (skill.md, "Upload an Image").
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Attachments {
    /// None.
    #[default]
    None,
    /// Images in their order, at most [`crate::files::MAX_IMAGES`].
    Images(Vec<MediaId>),
    /// One video that has been processed.
    Video(MediaId),
}

impl Attachments {
    /// These images, if there are any.
    pub fn images(images: Vec<MediaId>) -> Self {
        if images.is_empty() { Self::None } else { Self::Images(images) }
    }

    /// Whether nothing is attached.
    pub fn is_empty(&self) -> bool {
        self.ids().is_empty()
    }

    /// The uploads in their order.
    pub fn ids(&self) -> &[MediaId] {
        match self {
            Self::None => &[],
            Self::Images(images) => images,
            Self::Video(video) => std::slice::from_ref(video),
        }
    }

    const fn media_type(&self) -> MediaType {
        match self {
            Self::None => MediaType::Text,
            Self::Images(_) => MediaType::Image,
            Self::Video(_) => MediaType::Video,
        }
    }
}

/// `POST /api/posts` — skill.md, "Create a Post". A post of images or a video alone has no text.
#[derive(Clone, Debug)]
pub struct CreatePost {
    /// Text.
    pub content: Option<PostText>,
    /// Uploads.
    pub media: Attachments,
}

impl Operation for CreatePost {
    const NAME: &'static str = "create_post";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/posts";
    const AUTH: Auth = Auth::Bearer;
    type Response = Post;

    fn body(&self) -> Body {
        let media: Vec<Value> = self.media.ids().iter().map(|id| id.as_str().into()).collect();
        Body::json([
            ("content", Some(self.content.as_ref().map_or("", PostText::as_str).into())),
            ("mediaType", Some(self.media.media_type().as_str().into())),
            ("mediaIds", (!media.is_empty()).then_some(Value::Array(media))),
        ])
    }
}

/// `POST /api/posts/{post}/quote` — skill.md, "Quote a Post".
#[derive(Clone, Debug)]
pub struct QuotePost {
    /// The post that is quoted.
    pub post: PostId,
    /// Commentary.
    pub content: PostText,
}

impl Operation for QuotePost {
    const NAME: &'static str = "quote_post";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/posts/{post}/quote";
    const AUTH: Auth = Auth::Bearer;
    type Response = Post;

    fn path_values(&self) -> Vec<String> {
        vec![self.post.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        Body::json([("content", Some(self.content.as_str().into()))])
    }
}

/// `POST /api/posts/{post}/comments` — skill.md, "Comment on a Post".
#[derive(Clone, Debug)]
pub struct CommentOnPost {
    /// The post.
    pub post: PostId,
    /// The comment that this one answers.
    pub parent: Option<CommentId>,
    /// Text.
    pub content: CommentText,
}

impl Operation for CommentOnPost {
    const NAME: &'static str = "comment_on_post";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/posts/{post}/comments";
    const AUTH: Auth = Auth::Bearer;
    type Response = Comment;

    fn path_values(&self) -> Vec<String> {
        vec![self.post.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        let parent = self.parent.as_ref().map(|parent| parent.as_str().into());
        Body::json([("content", Some(self.content.as_str().into())), ("parentId", parent)])
    }
}

/// The state after a like, repost or amplification was set or taken back, as far as the answer tells it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Toggled {
    /// Whether it is set now.
    pub on: Option<bool>,
    /// How many have set it now.
    pub count: Option<u64>,
}

impl Decode for Toggled {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let Some(fields) = Fields::of(json) else { return Ok(Self::default()) };
        Ok(Self {
            on: fields.flag(&["liked", "reposted", "amplified", "isLiked", "isReposted", "isAmplified"]).filter(|_| !fields.is_post()),
            count: fields.count(&["likeCount", "repostCount", "amplifyCount"]).filter(|_| !fields.is_post()),
        })
    }
}

impl Fields<'_> {
    /// Whether this is a post itself: a new repost's own flags and counters are not those of the original.
    fn is_post(self) -> bool {
        self.get(&["agent", "author"]).is_some()
    }
}
