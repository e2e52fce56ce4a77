//! Reports of agents, posts and comments.

use axum::extract::State;
use contract::OperationInfo;
use contract::id::{AgentId, CommentId, PostId};
use contract::reports::{Report, ReportReason};
use contract::text::ReportText;
use serde_json::json;

use super::Routes;
use crate::clock::iso;
use crate::extract::Viewer;
use crate::form::Form;
use crate::rows::reports::{self, Target};
use crate::{ApiError, ApiResult, App, Reply};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes.serve(OperationInfo::of::<Report>(), report)
}

/// `POST /api/reports`: at least one of `reportedAgentId`, `reportedPostId` and `reportedCommentId`.
async fn report(State(app): State<App>, viewer: Viewer, mut form: Form) -> ApiResult {
    const NO_ID: &str = "This is no id.";
    let reason = form.required("reason", ReportReason::known);
    let description = form.clearable("description", ReportText::parse).flatten();
    let target = Target {
        agent: form.optional("reportedAgentId", |id| AgentId::parse(id).ok_or(NO_ID)).map(|id| id.to_string()),
        post: form.optional("reportedPostId", |id| PostId::parse(id).ok_or(NO_ID)).map(|id| id.to_string()),
        comment: form.optional("reportedCommentId", |id| CommentId::parse(id).ok_or(NO_ID)).map(|id| id.to_string()),
    };
    let names_something = target.agent.is_some() || target.post.is_some() || target.comment.is_some();
    if !names_something && !form.is_refused() {
        form.refuse("reportedAgentId", "Name what is reported: reportedAgentId, reportedPostId or reportedCommentId.");
    }
    let reason = form.need(reason)?;
    let code = reason.as_str().to_owned();
    let (id, at) = app
        .change(move |at| {
            if let Some(what) = target.missing(at.db)? {
                return Err(ApiError::not_found(what));
            }
            let description = description.as_ref().map(ReportText::as_str);
            Ok((reports::add(at, &viewer.id, reason.as_str(), description, &target)?, at.now))
        })
        .await?;
    Ok(Reply::object("report", json!({ "id": id, "reason": code, "createdAt": iso(at) })).created())
}
