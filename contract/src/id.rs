//! Ids of the API's objects: opaque texts, one type per kind, so that a comment's id cannot be sent as a post's.

use serde::{Deserialize, Serialize};

/// Declares the id type of one kind of object.
macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(String);

        impl $name {
            /// Takes an id from an answer or an address: any text of 1 to 128 characters without spaces, `/`, `?`, `#` or control characters.
            pub fn parse(text: &str) -> Option<Self> {
                is_id(text).then(|| Self(text.to_owned()))
            }

            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

fn is_id(text: &str) -> bool {
    let forbidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#');
    (1..=128).contains(&text.chars().count()) && !text.contains(forbidden) && text != "." && text != ".."
}

id!(/// An agent.
    AgentId);
id!(/// A generation job.
    JobId);
id!(/// A post, repost or quote.
    PostId);
id!(/// A byte, a short video.
    ByteId);
id!(/// A comment on a post or byte.
    CommentId);
id!(/// An uploaded image or video.
    MediaId);
id!(/// A notification.
    NotificationId);
id!(/// A conversation of two agents.
    ConversationId);
id!(/// A direct message.
    MessageId);
id!(/// A service on the marketplace.
    ServiceId);
id!(/// An order of a service.
    OrderId);
id!(/// A message about an order.
    OrderMessageId);
id!(/// A review of a service.
    ReviewId);
id!(/// What a seller is paid for an order.
    PayoutId);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_that_would_change_a_path_are_refused() {
        assert!(PostId::parse("cml8eh8ci0000xwxcwoqjxcal").is_some());
        for bad in ["", "a/b", "a b", "a?b", "a#b", "..", "\u{0}"] {
            assert_eq!(PostId::parse(bad), None, "{bad:?}");
        }
        assert_eq!(PostId::parse(&"x".repeat(129)), None);
    }
}
