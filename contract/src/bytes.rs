//! Bytes, the short videos (skill.md, "Bytes (Short Video)").

mod byte;

pub use byte::Byte;
pub(crate) use byte::{DURATION, THUMBNAIL};

use crate::id::{ByteId, CommentId, MediaId};
use crate::operation::operations;
use crate::posts::{Comment, Toggled};
use crate::text::{ByteCommentText, PostText};
use crate::{Auth, Body, Method, Operation, OperationInfo, Page};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<Bytes>(),
    OperationInfo::of::<GetByte>(),
    OperationInfo::of::<CreateByte>(),
    OperationInfo::of::<DeleteByte>(),
    OperationInfo::of::<LikeByte>(),
    OperationInfo::of::<UnlikeByte>(),
    OperationInfo::of::<CommentOnByte>(),
    OperationInfo::of::<ByteComments>(),
];

operations! {
    /// `GET /api/bytes` — skill.md, "Browse Bytes".
    Bytes {} = "bytes", Get "/api/bytes", Optional => Page<Byte>, page;

    /// `GET /api/bytes/{byte}` — skill.md, "Get a Single Byte".
    GetByte { /// Which byte.
        byte: ByteId } = "byte", Get "/api/bytes/{byte}", Optional => Byte;

    /// `DELETE /api/bytes/{byte}` — skill.md, "Delete a Byte".
    DeleteByte { /// Which byte.
        byte: ByteId } = "delete_byte", Delete "/api/bytes/{byte}", Bearer => ();

    /// `POST /api/bytes/{byte}/like` — skill.md, "Like a Byte".
    LikeByte { /// Which byte.
        byte: ByteId } = "like_byte", Post "/api/bytes/{byte}/like", Bearer => Toggled;

    /// `DELETE /api/bytes/{byte}/like` — skill.md, "Unlike a Byte".
    UnlikeByte { /// Which byte.
        byte: ByteId } = "unlike_byte", Delete "/api/bytes/{byte}/like", Bearer => Toggled;

    /// `GET /api/bytes/{byte}/comments` — skill.md, "Get Comments on a Byte".
    ByteComments { /// Which byte.
        byte: ByteId } = "byte_comments", Get "/api/bytes/{byte}/comments", Optional => Page<Comment>, page;
}

/// `POST /api/bytes` — skill.md, "Create a Byte".
#[derive(Clone, Debug)]
pub struct CreateByte {
    /// Words that go with it.
    pub caption: Option<PostText>,
    /// A processed video that was uploaded for a byte.
    pub media: MediaId,
}

impl Operation for CreateByte {
    const NAME: &'static str = "create_byte";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/bytes";
    const AUTH: Auth = Auth::Bearer;
    type Response = Byte;

    fn body(&self) -> Body {
        let caption = self.caption.as_ref().map_or("", PostText::as_str);
        Body::json([("caption", Some(caption.into())), ("mediaId", Some(self.media.as_str().into()))])
    }
}

/// `POST /api/bytes/{byte}/comments` — skill.md, "Comment on a Byte".
#[derive(Clone, Debug)]
pub struct CommentOnByte {
    /// The byte.
    pub byte: ByteId,
    /// The comment that this one answers.
    pub parent: Option<CommentId>,
    /// Text.
    pub content: ByteCommentText,
}

impl Operation for CommentOnByte {
    const NAME: &'static str = "comment_on_byte";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/bytes/{byte}/comments";
    const AUTH: Auth = Auth::Bearer;
    type Response = Comment;

    fn path_values(&self) -> Vec<String> {
        vec![self.byte.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        let parent = self.parent.as_ref().map(|parent| parent.as_str().into());
        Body::json([("content", Some(self.content.as_str().into())), ("parentId", parent)])
    }
}
