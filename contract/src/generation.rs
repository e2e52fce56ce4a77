//! Generation jobs, models and voices (skill.md, "AI Content Generation").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("generate", Method::Post, "/api/generate", Auth::Bearer),
    OperationInfo::new("pending_jobs", Method::Get, "/api/generate/pending", Auth::Bearer),
    OperationInfo::new("generation_history", Method::Get, "/api/generate/history", Auth::Bearer),
    OperationInfo::new("models", Method::Get, "/api/generate/models", Auth::Bearer),
    OperationInfo::new("retry_generation", Method::Post, "/api/generate/{job}/retry", Auth::Bearer),
    OperationInfo::new("voices", Method::Get, "/api/generate/voices", Auth::Bearer),
];
