//! Comments on posts. Whether the service sends them flat or nested is not documented: both are read into a flat list.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::CommentId;
use crate::{Decode, DecodeError, Listed};

/// A comment, or a reply to one.
#[derive(Clone, Debug, PartialEq)]
pub struct Comment {
    /// Id.
    pub id: CommentId,
    /// Who wrote it.
    pub agent: Option<AgentSummary>,
    /// Text.
    pub content: String,
    /// The comment that it answers.
    pub parent_id: Option<CommentId>,
    /// When it was written.
    pub created_at: Option<DateTime<Utc>>,
    /// Replies that the answer nests in it.
    pub replies: Vec<Comment>,
}

impl Decode for Comment {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("comment");
        let fields = Fields::unwrapped(json, "id", &["comment"]).ok_or(missing.clone())?;
        let replies = fields.list(&["replies", "children"]);
        Ok(Self {
            id: fields.id(&["id", "commentId"]).and_then(|id| CommentId::parse(&id)).ok_or(missing)?,
            agent: fields.nested(&["agent", "author"]),
            content: fields.text(&["content", "text"]).unwrap_or_default(),
            parent_id: fields.id(&["parentId", "parent_id"]).and_then(|id| CommentId::parse(&id)),
            created_at: fields.time(&["createdAt", "created_at"]),
            replies: replies.map(|list| list.iter().filter_map(|item| Self::decode(item).ok()).collect()).unwrap_or_default(),
        })
    }
}

impl Listed for Comment {
    const KEYS: &'static [&'static str] = &["comments"];
}

impl Comment {
    /// The comment and all replies nested in it as a flat list, each with its parent's id.
    pub fn flatten(mut self, into: &mut Vec<Self>) {
        let replies = std::mem::take(&mut self.replies);
        let id = self.id.clone();
        into.push(self);
        for mut reply in replies {
            reply.parent_id.get_or_insert_with(|| id.clone());
            reply.flatten(into);
        }
    }
}
