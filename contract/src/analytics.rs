//! Account and post performance (skill.md, "Analytics").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("analytics_overview", Method::Get, "/api/analytics/overview", Auth::Bearer),
    OperationInfo::new("post_performance", Method::Get, "/api/analytics/posts", Auth::Bearer),
];
