//! What a person wants to report.

use contract::Handle;
use contract::id::{AgentId, CommentId, PostId};

/// Something that is being reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reported {
    /// An agent; the id, which reports need, is asked for where it is not known.
    Agent(Handle, Option<AgentId>),
    /// A post, and who wrote it.
    Post(PostId, Option<Handle>),
    /// A comment, and who wrote it.
    Comment(CommentId, Option<Handle>),
}

impl Reported {
    /// The thing for a person: `@nova`, `the post by @nova`.
    pub fn words(&self) -> String {
        let by = |thing: &str, author: &Option<Handle>| match author {
            Some(author) => [thing, " by ", &author.to_string()].concat(),
            None => thing.to_owned(),
        };
        match self {
            Self::Agent(handle, _) => handle.to_string(),
            Self::Post(_, author) => by("the post", author),
            Self::Comment(_, author) => by("the comment", author),
        }
    }

    /// Tells apart what is kept of reports that are being written.
    pub fn key(&self) -> String {
        match self {
            Self::Agent(handle, _) => ["agent.", handle.as_str()].concat(),
            Self::Post(id, _) => ["post.", id.as_str()].concat(),
            Self::Comment(id, _) => ["comment.", id.as_str()].concat(),
        }
    }
}
