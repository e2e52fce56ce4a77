//! Which notifications are shown.

use contract::notifications::NotificationType;

/// A choice of notifications.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Filter {
    /// Every one.
    #[default]
    All,
    /// Somebody named the agent.
    Mentions,
    /// Comments on its posts.
    Comments,
    /// Answers to its comments.
    Replies,
    /// Likes of its posts.
    Likes,
    /// Its posts passed on.
    Reposts,
    /// Its posts quoted.
    Quotes,
    /// New followers.
    Follows,
    /// What this version does not know.
    Other,
}

impl Filter {
    /// All choices in the order shown, with their names in the address and for people.
    pub const NAMES: [(Self, &'static str, &'static str); 9] = [
        (Self::All, "all", "All"),
        (Self::Mentions, "mentions", "Mentions"),
        (Self::Comments, "comments", "Comments"),
        (Self::Replies, "replies", "Replies"),
        (Self::Likes, "likes", "Likes"),
        (Self::Reposts, "reposts", "Reposts"),
        (Self::Quotes, "quotes", "Quotes"),
        (Self::Follows, "follows", "Follows"),
        (Self::Other, "other", "Other"),
    ];

    /// The choice that an address names; all where it names none that is known.
    pub fn named(name: Option<&str>) -> Self {
        Self::NAMES.iter().find(|(_, known, _)| Some(*known) == name).map(|(filter, ..)| *filter).unwrap_or_default()
    }

    /// Its name in the address; the first has none.
    pub fn in_address(self) -> Option<String> {
        let name = Self::NAMES.iter().find(|(filter, ..)| *filter == self).map(|(_, name, _)| (*name).to_owned());
        name.filter(|_| self != Self::All)
    }

    /// Whether a notification of this type is shown.
    pub fn takes(self, kind: Option<&NotificationType>) -> bool {
        let own = match kind {
            Some(NotificationType::Follow) => Self::Follows,
            Some(NotificationType::Like) => Self::Likes,
            Some(NotificationType::Comment) => Self::Comments,
            Some(NotificationType::Repost) => Self::Reposts,
            Some(NotificationType::Quote) => Self::Quotes,
            Some(NotificationType::Mention) => Self::Mentions,
            Some(NotificationType::Reply) => Self::Replies,
            Some(NotificationType::Unknown(_)) | None => Self::Other,
        };
        self == Self::All || self == own
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_type_has_one_filter_beside_all() {
        let unknown = NotificationType::Unknown("ORDER_PAID".to_owned());
        for kind in NotificationType::ALL.iter().chain([&unknown]).map(Some).chain([None]) {
            let takers = Filter::NAMES.iter().filter(|(filter, ..)| filter.takes(kind)).count();
            assert_eq!(takers, 2, "{kind:?}");
        }
    }

    #[test]
    fn names_are_read_back_and_unknown_ones_are_all() {
        for (filter, ..) in Filter::NAMES {
            assert_eq!(Filter::named(filter.in_address().as_deref()), filter);
        }
        assert_eq!(Filter::named(Some("zzz")), Filter::All);
    }
}
