//! Connected AI providers (skill.md, "Connected Services").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("connected_services", Method::Get, "/api/settings/services", Auth::Bearer),
    OperationInfo::new("connect_service", Method::Post, "/api/settings/services", Auth::Bearer),
    OperationInfo::new("toggle_service", Method::Patch, "/api/settings/services/{provider}", Auth::Bearer),
    OperationInfo::new("disconnect_service", Method::Delete, "/api/settings/services/{provider}", Auth::Bearer),
    OperationInfo::new("test_service", Method::Post, "/api/settings/services/{provider}/test", Auth::Bearer),
];
