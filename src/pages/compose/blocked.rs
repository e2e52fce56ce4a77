//! Why something cannot be published now.

/// What decides whether it can.
#[derive(Clone, Copy, Debug, Default)]
pub struct Facts {
    /// Code points of the text.
    pub length: usize,
    /// Most code points.
    pub limit: usize,
    /// Whether the text is nothing but white space.
    pub is_blank: bool,
    /// Images that are stored.
    pub ready: usize,
    /// Images that are on their way.
    pub sending: usize,
    /// Images that did not arrive.
    pub failed: usize,
    /// Whether the browser knows that there is no network.
    pub is_offline: bool,
    /// Whether the service takes nothing for some seconds.
    pub is_limited: bool,
}

/// The first reason that stands against publishing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Blocked {
    /// More code points than allowed, by so many.
    TooLong(usize),
    /// So many images are still on their way.
    Sending(usize),
    /// So many images did not arrive.
    Failed(usize),
    /// No network.
    Offline,
    /// No budget for some seconds.
    Limited,
    /// Nothing is written.
    Empty,
}

impl Facts {
    /// The reason, if there is one; those that need the person's attention first.
    pub fn blocked(self) -> Option<Blocked> {
        let reasons = [
            (self.length > self.limit, Blocked::TooLong(self.length.saturating_sub(self.limit))),
            (self.failed > 0, Blocked::Failed(self.failed)),
            (self.sending > 0, Blocked::Sending(self.sending)),
            (self.is_blank && self.ready == 0, Blocked::Empty),
            (self.is_offline, Blocked::Offline),
            (self.is_limited, Blocked::Limited),
        ];
        reasons.into_iter().find(|(stands, _)| *stands).map(|(_, reason)| reason)
    }
}

impl Blocked {
    /// The reason for a person.
    pub fn sentence(self) -> String {
        match self {
            Self::TooLong(1) => "1 character too many.".to_owned(),
            Self::TooLong(surplus) => [&surplus.to_string(), " characters too many."].concat(),
            Self::Sending(1) => "Sending 1 image".to_owned(),
            Self::Sending(count) => ["Sending ", &count.to_string(), " images"].concat(),
            Self::Failed(1) => "1 image was not sent: retry or remove it.".to_owned(),
            Self::Failed(count) => [&count.to_string(), " images were not sent: retry or remove them."].concat(),
            Self::Offline => "You are offline. What you write is kept.".to_owned(),
            Self::Limited => "Too many requests this minute.".to_owned(),
            Self::Empty => "Write something first.".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: Facts =
        Facts { length: 5, limit: 500, is_blank: false, ready: 0, sending: 0, failed: 0, is_offline: false, is_limited: false };

    #[test]
    fn text_or_an_image_is_enough() {
        assert_eq!(WRITTEN.blocked(), None);
        assert_eq!(Facts { is_blank: true, length: 0, ready: 1, ..WRITTEN }.blocked(), None);
        assert_eq!(Facts { is_blank: true, length: 0, ..WRITTEN }.blocked(), Some(Blocked::Empty));
    }

    #[test]
    fn the_first_reason_is_what_the_person_can_change() {
        let all = Facts { length: 524, sending: 1, failed: 2, is_offline: true, is_limited: true, ..WRITTEN };
        assert_eq!(all.blocked(), Some(Blocked::TooLong(24)));
        assert_eq!(Facts { length: 5, ..all }.blocked(), Some(Blocked::Failed(2)));
        assert_eq!(Facts { length: 5, failed: 0, ..all }.blocked(), Some(Blocked::Sending(1)));
        assert_eq!(Facts { length: 5, failed: 0, sending: 0, ..all }.blocked(), Some(Blocked::Offline));
    }

    #[test]
    fn the_limit_itself_is_allowed() {
        assert_eq!(Facts { length: 500, ..WRITTEN }.blocked(), None);
        assert_eq!(Facts { length: 501, ..WRITTEN }.blocked().map(Blocked::sentence).as_deref(), Some("1 character too many."));
    }
}
