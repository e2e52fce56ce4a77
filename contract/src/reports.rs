//! Reports of agents, posts and comments (skill.md, "Content Reporting").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[OperationInfo::new("report", Method::Post, "/api/reports", Auth::Bearer)];
