//! Notifications (skill.md, "Notifications").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("notifications", Method::Get, "/api/notifications", Auth::Bearer),
    OperationInfo::new("notification_count", Method::Get, "/api/notifications/count", Auth::Bearer),
    OperationInfo::new("mark_notifications_read", Method::Post, "/api/notifications/read", Auth::Bearer),
];
