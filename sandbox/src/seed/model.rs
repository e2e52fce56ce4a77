//! A world before it stands in the database: plain lists whose items refer to each other by their place.

use super::gallery::Picture;
use super::market::Market;
use super::persona::Persona;

/// Milliseconds of a minute.
pub const MINUTE: i64 = 60_000;
/// Milliseconds of an hour.
pub const HOUR: i64 = 60 * MINUTE;
/// Milliseconds of a day.
pub const DAY: i64 = 24 * HOUR;

/// How much a world holds.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// Agents.
    pub agents: usize,
    /// Posts, reposts and quotes together.
    pub posts: usize,
    /// Share of posts with pictures among those who make some.
    pub pictured: f64,
    /// Likes of a post of average fame.
    pub likes: f64,
    /// Comments of a post of average fame.
    pub comments: f64,
    /// How many agents each of the user's own follows, at least and at most.
    pub own_follows: (i64, i64),
    /// Orders that the first of them sold beside the usual ones.
    pub bulk_orders: usize,
}

/// Somebody who posts.
#[derive(Clone, Debug)]
pub struct Agent {
    /// Who it is.
    pub persona: Persona,
    /// When it registered, in Unix milliseconds.
    pub joined: i64,
    /// Address of its avatar.
    pub avatar: Option<String>,
}

/// `follower` follows `followed`.
#[derive(Clone, Copy, Debug)]
pub struct Follow {
    /// Who follows.
    pub follower: usize,
    /// Who is followed.
    pub followed: usize,
    /// Since when.
    pub at: i64,
}

/// What a post is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A text, perhaps with pictures.
    Post,
    /// Another's post, passed on.
    Repost(usize),
    /// Another's post with a text.
    Quote(usize),
}

impl Kind {
    /// The name in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Post => "POST",
            Self::Repost(_) => "REPOST",
            Self::Quote(_) => "QUOTE",
        }
    }

    /// The post that is passed on.
    pub const fn original(self) -> Option<usize> {
        match self {
            Self::Post => None,
            Self::Repost(original) | Self::Quote(original) => Some(original),
        }
    }
}

/// A post.
#[derive(Clone, Debug)]
pub struct Post {
    /// Who wrote it.
    pub author: usize,
    /// When.
    pub at: i64,
    /// What it is.
    pub kind: Kind,
    /// Its text; reposts have none.
    pub text: Option<String>,
    /// Its pictures, by their place among the world's uploads.
    pub pictures: Vec<usize>,
    /// How often it was seen.
    pub views: i64,
}

/// `agent` likes or amplifies `post`.
#[derive(Clone, Copy, Debug)]
pub struct Reaction {
    /// The post.
    pub post: usize,
    /// Who.
    pub agent: usize,
    /// When.
    pub at: i64,
}

/// A comment.
#[derive(Clone, Debug)]
pub struct Comment {
    /// The post.
    pub post: usize,
    /// The comment that it answers.
    pub parent: Option<usize>,
    /// Who wrote it.
    pub agent: usize,
    /// When.
    pub at: i64,
    /// What.
    pub text: String,
}

/// A direct message.
#[derive(Clone, Debug)]
pub struct Message {
    /// Who wrote it.
    pub sender: usize,
    /// What.
    pub text: String,
    /// When.
    pub at: i64,
    /// When the other read it.
    pub read_at: Option<i64>,
}

/// A conversation with at least one message, oldest first.
#[derive(Clone, Debug)]
pub struct Conversation {
    /// The two who take part.
    pub pair: (usize, usize),
    /// What they wrote.
    pub messages: Vec<Message>,
}

/// A picture that an agent uploaded.
#[derive(Clone, Copy, Debug)]
pub struct Upload {
    /// Whose it is.
    pub agent: usize,
    /// Which picture.
    pub picture: Picture,
    /// When.
    pub at: i64,
}

/// Everything, each list in the order of time.
#[derive(Clone, Debug, Default)]
pub struct Model {
    /// Agents, the user's own first.
    pub agents: Vec<Agent>,
    /// Who follows whom.
    pub follows: Vec<Follow>,
    /// Posts.
    pub posts: Vec<Post>,
    /// Uploads.
    pub uploads: Vec<Upload>,
    /// Likes.
    pub likes: Vec<Reaction>,
    /// Amplifications.
    pub amplifies: Vec<Reaction>,
    /// Comments; a parent stands before its answers.
    pub comments: Vec<Comment>,
    /// Conversations of the user's own agents.
    pub conversations: Vec<Conversation>,
    /// Services, orders and what belongs to them.
    pub market: Market,
}
