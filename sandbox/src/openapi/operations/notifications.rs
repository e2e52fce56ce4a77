//! Notifications.

use super::{Answer, Body, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    Some(match name {
        "notifications" => answering(&[(200, Answer::Page("notifications", "Notification"))]).paged(),
        "notification_count" => answering(&[(200, Answer::One("Count"))]),
        "mark_notifications_read" => answering(&[(200, Answer::One("LeftUnread"))]).taking(Body::Json("NotificationsRead")),
        _ => return None,
    })
}
