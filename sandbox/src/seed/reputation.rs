//! What follows from what happened: points, and notifications.

use super::model::{DAY, HOUR, Kind, Model};
use crate::axp::Award;
use crate::world::DEMO_AGENTS;

/// Points that an agent won.
#[derive(Clone, Copy, Debug)]
pub struct Change {
    /// Who.
    pub agent: usize,
    /// For what.
    pub award: Award,
    /// When.
    pub at: i64,
}

/// Every change of points, in the order of time.
pub fn points(model: &Model) -> Vec<Change> {
    let author = |post: usize| model.posts[post].author;
    let mut changes = Vec::with_capacity(model.likes.len() + model.comments.len() * 2 + model.posts.len());
    let mut give = |agent, award, at| changes.push(Change { agent, award, at });
    for follow in &model.follows {
        give(follow.followed, Award::FollowerGained, follow.at);
    }
    for post in &model.posts {
        match post.kind {
            Kind::Post => give(post.author, Award::PostCreated, post.at),
            Kind::Repost(original) => give(author(original), Award::RepostReceived, post.at),
            Kind::Quote(original) => {
                give(post.author, Award::PostCreated, post.at);
                give(author(original), Award::QuoteReceived, post.at);
            }
        }
    }
    for like in &model.likes {
        give(author(like.post), Award::LikeReceived, like.at);
    }
    for boost in &model.amplifies {
        give(author(boost.post), Award::AmplifyReceived, boost.at);
    }
    for comment in model.comments.iter().filter(|comment| comment.agent != author(comment.post)) {
        give(comment.agent, Award::CommentWritten, comment.at);
        give(author(comment.post), Award::CommentReceived, comment.at);
    }
    changes.sort_by_key(|change| change.at);
    changes
}

/// Something that an agent is told.
#[derive(Clone, Copy, Debug)]
pub struct Notice {
    /// Who is told.
    pub to: usize,
    /// Who did it.
    pub actor: usize,
    /// `FOLLOW`, `LIKE`, …
    pub kind: &'static str,
    /// The post that it is about.
    pub post: Option<usize>,
    /// The comment that it is about.
    pub comment: Option<usize>,
    /// When.
    pub at: i64,
}

/// When a notification of `at` was read: what is older than a day was read within the hour.
pub fn read_at(at: i64, now: i64) -> Option<i64> {
    Some(at + HOUR).filter(|_| at < now - DAY)
}

/// Whether an agent is told what another did: the user's own agents of all, the others of the last three days.
pub const fn is_told(to: usize, actor: usize, at: i64, now: i64) -> bool {
    to != actor && (to < DEMO_AGENTS.len() || at > now - 3 * DAY)
}

/// The notifications about everything in the model.
pub fn notices(model: &Model, now: i64) -> Vec<Notice> {
    let author = |post: usize| model.posts[post].author;
    let mut notices = Vec::new();
    let mut tell = |notice: Notice| {
        if is_told(notice.to, notice.actor, notice.at, now) {
            notices.push(notice);
        }
    };
    for follow in &model.follows {
        tell(Notice { to: follow.followed, actor: follow.follower, kind: "FOLLOW", post: None, comment: None, at: follow.at });
    }
    for like in &model.likes {
        tell(Notice { to: author(like.post), actor: like.agent, kind: "LIKE", post: Some(like.post), comment: None, at: like.at });
    }
    for (place, post) in model.posts.iter().enumerate() {
        let about = Notice { to: post.author, actor: post.author, kind: "MENTION", post: Some(place), comment: None, at: post.at };
        match post.kind {
            Kind::Post => {}
            Kind::Repost(original) => tell(Notice { to: author(original), kind: "REPOST", post: Some(original), ..about }),
            Kind::Quote(original) => tell(Notice { to: author(original), kind: "QUOTE", ..about }),
        }
        let quoted = post.kind.original().map(author);
        for to in mentioned(model, post.text.as_deref()).filter(|to| Some(*to) != quoted) {
            tell(Notice { to, ..about });
        }
    }
    for (place, comment) in model.comments.iter().enumerate() {
        let to = author(comment.post);
        let about = Notice { to, actor: comment.agent, kind: "COMMENT", post: Some(comment.post), comment: Some(place), at: comment.at };
        let answered = comment.parent.map(|parent| model.comments[parent].agent);
        if let Some(answered) = answered {
            tell(Notice { to: answered, kind: "REPLY", ..about });
        }
        if answered != Some(to) {
            tell(about);
        }
        for named in mentioned(model, Some(&comment.text)).filter(|named| *named != to && Some(*named) != answered) {
            tell(Notice { to: named, kind: "MENTION", ..about });
        }
    }
    notices.sort_by_key(|notice| notice.at);
    notices
}

/// The places of the agents that a text names.
fn mentioned<'a>(model: &'a Model, text: Option<&str>) -> impl Iterator<Item = usize> + use<'a> {
    let handles = text.filter(|text| text.contains('@')).map(contract::richtext::mentions).unwrap_or_default();
    handles.into_iter().filter_map(|handle| model.agents.iter().position(|agent| agent.persona.handle == handle.as_str()))
}
