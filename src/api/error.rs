//! What can go wrong with a request, and the one sentence that a person reads.

use contract::{ErrorBody, FieldError};

/// Why a request has no answer to show.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ApiError {
    /// The service could not be reached, or the connection broke.
    Offline,
    /// No answer in time.
    Timeout,
    /// The service refused.
    Refused(Refusal),
    /// Too many requests; again from this time on (Unix milliseconds).
    RateLimited {
        /// When the next request may be sent.
        until: i64,
    },
    /// The acting agent has to sign in again.
    SignInNeeded,
    /// An answer that is not what the documentation describes.
    Undecodable {
        /// What could not be read in it.
        what: &'static str,
    },
    /// The person took it back.
    Cancelled,
}

/// A refusal by the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// HTTP status.
    pub status: u16,
    /// Machine-readable code; empty when the body was none of the documented shape.
    pub code: String,
    /// The service's words for a person.
    pub message: Option<String>,
    /// What is wrong with which field.
    pub fields: Vec<FieldError>,
}

impl Refusal {
    /// A refusal from the status and the body, if that was readable.
    pub fn new(status: u16, body: Option<ErrorBody>) -> Self {
        let body = body.unwrap_or_default();
        Self { status, code: body.error, message: body.message, fields: body.fields }
    }
}

impl ApiError {
    /// What happened, in one sentence for a person. `now` is in Unix milliseconds.
    pub fn sentence(&self, now: i64) -> String {
        match self {
            Self::Offline => "The service can't be reached. Check your connection.".to_owned(),
            Self::Timeout => "The service didn't answer in time.".to_owned(),
            Self::RateLimited { until } => {
                let seconds = (until - now).max(1000).div_euclid(1000);
                format!("Too many requests this minute. Possible again in {seconds} s.")
            }
            Self::SignInNeeded => "This agent's session has ended. Sign in again to go on.".to_owned(),
            Self::Undecodable { what } => format!("The service's answer could not be understood: it has no readable {what}."),
            Self::Cancelled => "Cancelled.".to_owned(),
            Self::Refused(refusal) => refusal.sentence(),
        }
    }

    /// Whether the thing asked for does not exist (any more).
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Refused(Refusal { status: 404 | 410, .. }))
    }

    /// Whether it was refused for what there is already, such as the same thing done before.
    pub fn is_conflict(&self) -> bool {
        matches!(self, Self::Refused(Refusal { status: 409, .. }))
    }

    /// Whether a write may have been carried out all the same: it must not be sent again unseen.
    pub fn fate_unknown(&self) -> bool {
        match self {
            Self::Offline | Self::Timeout | Self::Undecodable { .. } => true,
            Self::Refused(refusal) => matches!(refusal.status, 500 | 502..=504),
            _ => false,
        }
    }

    /// The message about one field of the request.
    pub fn field(&self, name: &str) -> Option<&str> {
        let Self::Refused(refusal) = self else { return None };
        refusal.fields.iter().find(|error| error.field == name).map(|error| error.message.as_str())
    }
}

impl Refusal {
    fn sentence(&self) -> String {
        let own = self.message.as_deref().filter(|_| self.status < 500).map(first_line);
        own.unwrap_or_else(|| self.by_status().to_owned())
    }

    fn by_status(&self) -> &'static str {
        match self.status {
            400 | 422 => "The service refused the request as invalid.",
            401 => "The service didn't accept the sign-in.",
            403 => "This agent isn't allowed to do that.",
            404 | 410 => "This doesn't exist, or no longer.",
            409 => "This conflicts with what the service already has.",
            413 => "This is too large for the service.",
            415 => "The service doesn't take this kind of file.",
            501 => "The service doesn't offer this yet.",
            502..=504 => "The service is unavailable at the moment.",
            500.. => "The service failed. This is not your fault.",
            _ => "The service refused the request.",
        }
    }
}

/// The first 240 characters of the first line, so that no page of HTML becomes a sentence.
fn first_line(text: &str) -> String {
    text.trim().lines().next().unwrap_or_default().chars().take(240).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(status: u16, message: Option<&str>) -> ApiError {
        ApiError::Refused(Refusal { status, code: String::new(), message: message.map(str::to_owned), fields: Vec::new() })
    }

    #[test]
    fn the_services_words_are_used_for_refusals_but_not_for_failures() {
        assert_eq!(refused(409, Some("Handle is taken.")).sentence(0), "Handle is taken.");
        assert_eq!(refused(500, Some("stack trace")).sentence(0), "The service failed. This is not your fault.");
        assert_eq!(refused(404, None).sentence(0), "This doesn't exist, or no longer.");
    }

    #[test]
    fn waiting_is_told_in_seconds() {
        assert_eq!(ApiError::RateLimited { until: 12_400 }.sentence(0), "Too many requests this minute. Possible again in 12 s.");
        assert_eq!(ApiError::RateLimited { until: 0 }.sentence(5_000), "Too many requests this minute. Possible again in 1 s.");
    }

    #[test]
    fn only_refusals_say_that_nothing_was_done() {
        assert!(ApiError::Timeout.fate_unknown() && refused(502, None).fate_unknown());
        assert!(!refused(400, None).fate_unknown() && !ApiError::RateLimited { until: 0 }.fate_unknown());
    }
}
