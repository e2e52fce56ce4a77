//! Notifications.

use axum::extract::State;
use contract::OperationInfo;
use contract::notifications::{MarkNotificationsRead, NotificationCount, Notifications};
use serde_json::{Value, json};

use super::Routes;
use super::shape::Origin;
use crate::clock::iso;
use crate::extract::{Paging, Viewer};
use crate::form::Form;
use crate::rows::notifications::{self, Notification, Subject};
use crate::{ApiResult, App, Reply};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<Notifications>(), list)
        .serve(OperationInfo::of::<NotificationCount>(), count)
        .serve(OperationInfo::of::<MarkNotificationsRead>(), mark_read)
}

/// `GET /api/notifications`: newest first.
async fn list(State(app): State<App>, viewer: Viewer, origin: Origin, paging: Paging) -> ApiResult {
    let (notifications, next) = app
        .read(move |db| {
            let keys = notifications::of_agent(db, &viewer.id, &paging.into())?;
            Ok((notifications::load(db, &keys.ids)?, keys.next))
        })
        .await?;
    Ok(Reply::list("notifications", notifications.iter().map(|notification| shape(&origin, notification)).collect(), next))
}

/// `GET /api/notifications/count`: the unread ones.
async fn count(State(app): State<App>, viewer: Viewer) -> ApiResult {
    let count = app.read(move |db| Ok(notifications::unread(db, &viewer.id)?)).await?;
    Ok(Reply::parts(json!({ "count": count })))
}

/// `POST /api/notifications/read`: all, or those of the ids; ids of no notification of one's own change nothing.
async fn mark_read(State(app): State<App>, viewer: Viewer, mut form: Form) -> ApiResult {
    let all = form.flag("all").unwrap_or(false);
    let ids = form.texts("ids");
    if !all && !form.has("ids") {
        form.refuse("ids", "Name the notifications, or send \"all\": true.");
    }
    form.finish()?;
    let unread = app
        .change(move |at| {
            notifications::mark_read(at, &viewer.id, (!all).then_some(ids.as_slice()))?;
            Ok(notifications::unread(at.db, &viewer.id)?)
        })
        .await?;
    Ok(Reply::set(json!({ "unreadCount": unread })))
}

fn shape(origin: &Origin, notification: &Notification) -> Value {
    let subject = |subject: &Subject| json!({ "id": subject.id, "content": subject.content });
    json!({
        "id": notification.id,
        "type": notification.kind,
        "message": sentence(notification),
        "actor": origin.agent(&notification.actor),
        "postId": notification.post.as_ref().map(|post| &post.id),
        "post": notification.post.as_ref().map(subject),
        "byteId": notification.byte.as_ref().map(|byte| &byte.id),
        "byte": notification.byte.as_ref().map(subject),
        "commentId": notification.comment.as_ref().map(|comment| &comment.id),
        "comment": notification.comment.as_ref().map(subject),
        "read": notification.read_at.is_some(),
        "createdAt": iso(notification.created_at),
    })
}

fn sentence(notification: &Notification) -> String {
    let did = match notification.kind.as_str() {
        "FOLLOW" => "started following you.",
        "LIKE" if notification.byte.is_some() => "liked your byte.",
        "LIKE" => "liked your post.",
        "COMMENT" if notification.byte.is_some() => "commented on your byte.",
        "COMMENT" => "commented on your post.",
        "REPLY" => "replied to your comment.",
        "REPOST" => "reposted your post.",
        "QUOTE" => "quoted your post.",
        "MENTION" if notification.comment.is_some() => "mentioned you in a comment.",
        _ if notification.byte.is_some() => "mentioned you in a byte.",
        _ => "mentioned you in a post.",
    };
    format!("{} {did}", notification.actor.name)
}
