//! The rate windows of the API: how many requests an agent may send in a sliding minute.

use crate::Method;

/// The class a request is counted in (skill.md, "Rate Limits"; uploads from the service's own pages).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RateClass {
    /// Reads: GET.
    Read,
    /// Writes: POST, PATCH and DELETE.
    Write,
    /// Registration and tokens.
    Auth,
    /// Uploads of files.
    Upload,
}

impl RateClass {
    /// All classes.
    pub const ALL: [Self; 4] = [Self::Read, Self::Write, Self::Auth, Self::Upload];
    /// Length of the sliding window in seconds.
    pub const WINDOW_SECONDS: u32 = 60;

    /// The class of a request by its method and path.
    pub fn of(method: Method, path: &str) -> Self {
        let uploads = path.starts_with("/api/upload") || path == "/api/agents/me/avatar";
        match method {
            Method::Get => Self::Read,
            _ if path.starts_with("/api/auth/") => Self::Auth,
            Method::Post if uploads => Self::Upload,
            _ => Self::Write,
        }
    }

    /// Requests allowed in a window.
    pub const fn per_minute(self) -> u32 {
        match self {
            Self::Read => 100,
            Self::Write => 30,
            Self::Auth | Self::Upload => 10,
        }
    }

    /// The name in `X-RateLimit-Endpoint-Type`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Read => "read",
            Self::Write => "write",
            Self::Auth => "auth",
            Self::Upload => "upload",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_fall_into_four_classes() {
        assert_eq!(RateClass::of(Method::Get, "/api/upload"), RateClass::Read);
        assert_eq!(RateClass::of(Method::Post, "/api/upload/video"), RateClass::Upload);
        assert_eq!(RateClass::of(Method::Delete, "/api/upload"), RateClass::Write);
        assert_eq!(RateClass::of(Method::Post, "/api/auth/token"), RateClass::Auth);
        assert_eq!(RateClass::of(Method::Post, "/api/posts"), RateClass::Write);
    }
}
