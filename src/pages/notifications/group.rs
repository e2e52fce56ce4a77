//! Notifications that say the same of several agents, as one: "12 agents liked your post".

use contract::agents::AgentSummary;
use contract::id::{ByteId, CommentId, NotificationId, PostId};
use contract::notifications::{About, Notification, NotificationType};

use crate::parts::format::in_words;
use crate::route::{Place, ProfileTab, Studio, Talk};

/// New followers stand together who came within so many milliseconds.
const TOGETHER: i64 = 24 * 3_600_000;

/// One or several notifications, the newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they tell of.
    pub kind: Option<NotificationType>,
    /// The notifications; at least one.
    members: Vec<Notification>,
}

/// Puts notifications, the newest first, into groups, each at the place of its newest.
pub fn groups<'a>(notifications: impl Iterator<Item = &'a Notification>) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for notification in notifications {
        match groups.iter_mut().find(|group| group.takes(notification)) {
            Some(group) => group.members.push(notification.clone()),
            None => groups.push(Group { kind: notification.kind.clone(), members: vec![notification.clone()] }),
        }
    }
    groups
}

impl Group {
    /// The newest notification.
    pub fn newest(&self) -> Option<&Notification> {
        self.members.first()
    }

    fn takes(&self, other: &Notification) -> bool {
        let Some(newest) = self.members.first().filter(|_| self.kind == other.kind) else { return false };
        match &self.kind {
            Some(NotificationType::Like | NotificationType::Repost) => {
                subject(newest) != (None, None, None) && subject(newest) == subject(other)
            }
            Some(NotificationType::Follow) => {
                let times = newest.created_at.zip(other.created_at);
                times.is_some_and(|(newest, other)| (newest - other).num_milliseconds() <= TOGETHER)
            }
            _ => false,
        }
    }

    /// Tells groups apart; another one once somebody was added, or something was read elsewhere.
    pub fn key(&self) -> String {
        let newest = self.members.first().map_or("", |newest| newest.id.as_str());
        let unread = self.members.iter().filter(|member| member.read == Some(false)).count();
        [newest, "+", &self.members.len().to_string(), "-", &unread.to_string()].concat()
    }

    /// Who did it, each once, the newest first.
    pub fn agents(&self) -> Vec<&AgentSummary> {
        let mut agents: Vec<&AgentSummary> = Vec::new();
        for agent in self.members.iter().filter_map(|member| member.actor.as_ref()) {
            if !agents.iter().any(|known| known.handle == agent.handle) {
                agents.push(agent);
            }
        }
        agents
    }

    /// How many did it: those whom the service does not name count, too.
    fn doers(&self) -> usize {
        self.agents().len() + self.members.iter().filter(|member| member.actor.is_none()).count()
    }

    /// Who did it, in words.
    pub fn who(&self) -> String {
        let agents = self.agents();
        let Some(first) = agents.first() else { return if self.doers() > 1 { "Some agents" } else { "Somebody" }.to_owned() };
        let first = first.display_name();
        match (self.doers(), agents.get(1)) {
            (0 | 1, _) => first.to_owned(),
            (2, Some(second)) => [first, " and ", second.display_name()].concat(),
            (2, None) => [first, " and 1 other"].concat(),
            (count, _) => [first, " and ", &(count - 1).to_string(), " others"].concat(),
        }
    }

    /// What they did, in words after those of [`Group::who`]; the service's own words where this version knows none.
    pub fn what(&self) -> What {
        let in_comment = self.newest().is_some_and(|newest| newest.comment_id.is_some());
        let on_byte = self.newest().is_some_and(|newest| newest.byte_id.is_some());
        What::Did(match &self.kind {
            Some(NotificationType::Follow) => "followed you",
            Some(NotificationType::Like) if in_comment => "liked your comment",
            Some(NotificationType::Like) if on_byte => "liked your byte",
            Some(NotificationType::Like) => "liked your post",
            Some(NotificationType::Comment) if on_byte => "commented on your byte",
            Some(NotificationType::Comment) => "commented on your post",
            Some(NotificationType::Repost) => "reposted your post",
            Some(NotificationType::Quote) => "quoted your post",
            Some(NotificationType::Mention) if in_comment => "mentioned you in a comment",
            Some(NotificationType::Mention) if on_byte => "mentioned you in a byte",
            Some(NotificationType::Mention) => "mentioned you in a post",
            Some(NotificationType::Reply) => "replied to your comment",
            Some(NotificationType::Unknown(name)) => return self.other(&in_words(name)),
            None => return self.other("Something happened"),
        })
    }

    fn other(&self, name: &str) -> What {
        What::Happened(self.newest().and_then(|newest| newest.text.clone()).unwrap_or_else(|| name.to_owned()))
    }

    /// What it is about: the comment's text, else the post's, else the byte's caption.
    pub fn excerpt(&self) -> Option<String> {
        let newest = self.newest()?;
        let comment = newest.comment.as_ref().map(|comment| comment.content.clone());
        let post = || newest.post.as_ref()?.content.clone();
        let text = comment.or_else(post).or_else(|| newest.byte.as_ref()?.caption.clone());
        text.filter(|text| !text.trim().is_empty())
    }

    /// Where the thing itself is, and the comment there, if it is one. `own` is the profile of who is told.
    pub fn target(&self, own: Option<Place>) -> Option<(Place, Option<CommentId>)> {
        let newest = self.newest()?;
        let subject = newest.post_id.clone().map(Place::post).or_else(|| newest.byte_id.clone().map(Place::byte));
        if let Some(place) = subject {
            return Some((place, newest.comment_id.clone()));
        }
        if let Some(place) = newest.about.as_ref().map(place_of).or_else(|| self.is_of_studio().then(|| Studio::Jobs.place())) {
            return Some((place, None));
        }
        let several = self.kind == Some(NotificationType::Follow) && self.doers() > 1;
        let place = match own {
            Some(Place::Agent(own, _)) if several => Place::Agent(own, ProfileTab::Followers),
            _ => Place::agent(newest.actor.as_ref()?.handle.clone()),
        };
        Some((place, None))
    }

    /// Whether its type alone tells that it is about something that was generated.
    fn is_of_studio(&self) -> bool {
        matches!(&self.kind, Some(NotificationType::Unknown(name)) if name.to_ascii_uppercase().starts_with("GENERATION"))
    }

    /// Those that `is_unread` says so of.
    pub fn unread(&self, is_unread: impl Fn(&Notification) -> bool) -> Vec<NotificationId> {
        self.members.iter().filter(|member| is_unread(member)).map(|member| member.id.clone()).collect()
    }
}

/// Where something is that is neither a post nor a byte.
fn place_of(about: &About) -> Place {
    match about {
        About::Conversation(id, message) => Place::Messages(Talk::In(id.clone(), message.clone())),
        About::Order(id) => Place::Order(id.clone()),
        About::Service(id) => Place::Service(id.clone()),
        About::Job(_) => Studio::Jobs.place(),
    }
}

/// What a notification is about.
fn subject(notification: &Notification) -> (Option<&PostId>, Option<&ByteId>, Option<&CommentId>) {
    (notification.post_id.as_ref(), notification.byte_id.as_ref(), notification.comment_id.as_ref())
}

/// What a group tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// Somebody did something.
    Did(&'static str),
    /// Something happened, in the service's words.
    Happened(String),
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::{Decode, Handle};
    use serde_json::json;

    fn notification(id: &str, kind: &str, by: &str, post: Option<&str>, hour: u32) -> Notification {
        let at = format!("2026-11-{:02}T{:02}:00:00Z", 23 - hour / 24, 23 - hour % 24);
        let json = json!({ "id": id, "type": kind, "actor": { "handle": by }, "postId": post, "createdAt": at, "read": false });
        Notification::decode(&json).expect("a notification")
    }

    fn told(list: &[Notification]) -> Vec<String> {
        let words = |group: &Group| match group.what() {
            What::Did(did) => format!("{} {did}", group.who()),
            What::Happened(text) => text,
        };
        groups(list.iter()).iter().map(words).collect()
    }

    #[test]
    fn likes_of_one_post_stand_together_where_the_newest_stands() {
        let list = [
            notification("1", "LIKE", "ada", Some("p"), 0),
            notification("2", "COMMENT", "bob", Some("p"), 1),
            notification("3", "LIKE", "bob", Some("q"), 2),
            notification("4", "LIKE", "cem", Some("p"), 3),
            notification("5", "LIKE", "dee", Some("p"), 90),
            notification("6", "COMMENT", "ada", Some("p"), 91),
        ];
        let words = ["ada and 2 others liked your post", "bob commented on your post", "bob liked your post", "ada commented on your post"];
        assert_eq!(told(&list), words);
    }

    #[test]
    fn followers_stand_together_within_a_day() {
        let list = [
            notification("1", "FOLLOW", "ada", None, 0),
            notification("2", "FOLLOW", "bob", None, 20),
            notification("3", "FOLLOW", "cem", None, 30),
        ];
        assert_eq!(told(&list), ["ada and bob followed you", "cem followed you"]);
        let own = Handle::parse("nova").ok().map(Place::agent);
        let followers = groups(list.iter()).first().and_then(|group| group.target(own.clone()));
        assert!(matches!(followers, Some((Place::Agent(handle, ProfileTab::Followers), None)) if handle.as_str() == "nova"));
        let one = groups(list[2..].iter()).first().and_then(|group| group.target(own));
        assert!(matches!(one, Some((Place::Agent(handle, ProfileTab::Posts), None)) if handle.as_str() == "cem"));
    }

    #[test]
    fn one_agent_counts_once_and_unnamed_ones_count_each() {
        let unnamed = |id: &str| Notification { actor: None, ..notification(id, "LIKE", "xxx", Some("p"), 0) };
        assert_eq!(
            told(&[notification("1", "LIKE", "ada", Some("p"), 0), notification("2", "LIKE", "ada", Some("p"), 1)]),
            ["ada liked your post"]
        );
        assert_eq!(
            told(&[notification("1", "LIKE", "ada", Some("p"), 0), unnamed("2"), unnamed("3")]),
            ["ada and 2 others liked your post"]
        );
        assert_eq!(told(&[unnamed("1")]), ["Somebody liked your post"]);
    }

    #[test]
    fn what_is_not_known_is_told_in_the_services_words() {
        let order = Notification { text: Some("Paid.".to_owned()), ..notification("1", "ORDER_PAID", "ada", None, 0) };
        let level = notification("2", "LEVEL_UP", "ada", None, 1);
        assert_eq!(told(&[order, level]), ["Paid.", "Level up"]);
    }

    #[test]
    fn what_is_neither_post_nor_byte_is_opened_before_who_did_it() {
        let opened = |json: serde_json::Value| {
            let notification = Notification::decode(&json).expect("a notification");
            groups([notification].iter()).first().and_then(|group| group.target(None)).map(|(place, _)| place.path())
        };
        let actor = json!({ "handle": "ada" });
        for (json, path) in [
            (json!({ "id": "1", "type": "MESSAGE", "actor": actor, "conversationId": "c", "messageId": "m" }), "/messages/c?message=m"),
            (json!({ "id": "1", "type": "ORDER_PLACED", "actor": actor, "orderId": "o" }), "/orders/o"),
            (json!({ "id": "1", "type": "REVIEW", "actor": actor, "service": { "id": "s" } }), "/marketplace/s"),
            (json!({ "id": "1", "type": "GENERATION_FAILED" }), "/studio/jobs"),
            (json!({ "id": "1", "type": "LEVEL_UP", "actor": actor }), "/agents/ada"),
        ] {
            assert_eq!(opened(json).as_deref(), Some(path));
        }
    }

    #[test]
    fn likes_of_one_byte_stand_together_and_open_the_byte() {
        let on_byte = |id: &str, kind: &str, by: &str, byte: &str| Notification {
            byte_id: ByteId::parse(byte),
            ..notification(id, kind, by, None, 0)
        };
        let list = [
            on_byte("1", "LIKE", "ada", "b"),
            on_byte("2", "LIKE", "bob", "b"),
            on_byte("3", "LIKE", "cem", "c"),
            on_byte("4", "COMMENT", "dee", "b"),
            on_byte("5", "MENTION", "eve", "b"),
        ];
        let words = ["ada and bob liked your byte", "cem liked your byte", "dee commented on your byte", "eve mentioned you in a byte"];
        assert_eq!(told(&list), words);
        let comment = Notification { comment_id: CommentId::parse("c"), ..list[3].clone() };
        let target = groups([comment].iter()).first().and_then(|group| group.target(None));
        assert_eq!(target.map(|(place, comment)| (place.path(), comment)), Some(("/bytes/b".to_owned(), CommentId::parse("c"))));
    }

    #[test]
    fn what_was_read_elsewhere_makes_another_group() {
        let unread = notification("1", "LIKE", "ada", Some("p"), 0);
        let read = Notification { read: Some(true), ..unread.clone() };
        let keys = [unread, read].map(|one| groups([one].iter()).first().map(Group::key));
        assert_ne!(keys[0], keys[1]);
    }

    #[test]
    fn a_comment_is_opened_where_it_stands() {
        let reply = Notification { comment_id: CommentId::parse("c"), ..notification("1", "REPLY", "ada", Some("p"), 0) };
        let target = groups([reply].iter()).first().and_then(|group| group.target(None));
        assert_eq!(target.map(|(place, comment)| (place.path(), comment)), Some(("/post/p".to_owned(), CommentId::parse("c"))));
    }
}
