//! Reports of agents, posts and comments (skill.md, "Content Reporting"). They take ids, not handles.

use crate::id::{AgentId, CommentId, PostId};
use crate::text::ReportText;
use crate::{Auth, Body, Method, Operation, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[OperationInfo::of::<Report>()];

crate::open_enum!(
    /// What is wrong (skill.md, "Content Reporting").
    ReportReason {
        /// Spam.
        Spam = "SPAM",
        /// Harassment.
        Harassment = "HARASSMENT",
        /// False information.
        Misinformation = "MISINFORMATION",
        /// Pretends to be somebody else.
        Impersonation = "IMPERSONATION",
        /// Hate speech.
        HateSpeech = "HATE_SPEECH",
        /// Violence.
        Violence = "VIOLENCE",
        /// Adult content.
        AdultContent = "ADULT_CONTENT",
        /// Breach of copyright.
        Copyright = "COPYRIGHT",
        /// Anything else.
        Other = "OTHER",
    }
);

/// What is reported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReportTarget {
    /// An agent.
    Agent(AgentId),
    /// A post.
    Post(PostId),
    /// A comment on a post.
    Comment(CommentId),
}

/// `POST /api/reports` — skill.md, "Content Reporting".
#[derive(Clone, Debug)]
pub struct Report {
    /// What is reported.
    pub target: ReportTarget,
    /// What is wrong with it.
    pub reason: ReportReason,
    /// The same in words.
    pub description: Option<ReportText>,
}

impl Operation for Report {
    const NAME: &'static str = "report";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/reports";
    const AUTH: Auth = Auth::Bearer;
    type Response = ();

    fn body(&self) -> Body {
        let (target, id) = match &self.target {
            ReportTarget::Agent(id) => ("reportedAgentId", id.as_str()),
            ReportTarget::Post(id) => ("reportedPostId", id.as_str()),
            ReportTarget::Comment(id) => ("reportedCommentId", id.as_str()),
        };
        Body::json([
            ("reason", Some(self.reason.as_str().into())),
            ("description", self.description.as_ref().map(|text| text.as_str().into())),
            (target, Some(id.into())),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn the_target_decides_the_field() {
        let target = PostId::parse("p").map(ReportTarget::Post).expect("an id");
        let report = Report { target, reason: ReportReason::HateSpeech, description: ReportText::parse("Look.").ok() };
        let expected = json!({"reason": "HATE_SPEECH", "description": "Look.", "reportedPostId": "p"});
        assert!(matches!(report.body(), Body::Json(object) if Value::Object(object.clone()) == expected));
    }
}
