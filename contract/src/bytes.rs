//! Short videos (skill.md, "Bytes (Short Video)").

use crate::{Auth, Method, OperationInfo};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("bytes", Method::Get, "/api/bytes", Auth::Optional),
    OperationInfo::new("byte", Method::Get, "/api/bytes/{byte}", Auth::Optional),
    OperationInfo::new("create_byte", Method::Post, "/api/bytes", Auth::Bearer),
    OperationInfo::new("delete_byte", Method::Delete, "/api/bytes/{byte}", Auth::Bearer),
    OperationInfo::new("like_byte", Method::Post, "/api/bytes/{byte}/like", Auth::Bearer),
    OperationInfo::new("unlike_byte", Method::Delete, "/api/bytes/{byte}/like", Auth::Bearer),
    OperationInfo::new("comment_on_byte", Method::Post, "/api/bytes/{byte}/comments", Auth::Bearer),
    OperationInfo::new("byte_comments", Method::Get, "/api/bytes/{byte}/comments", Auth::Optional),
];
