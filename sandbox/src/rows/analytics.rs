//! Figures of an agent's posts, counted from what happened.

use rusqlite::{Connection, params};

use super::all;

const HOUR_MILLIS: i64 = 3_600_000;

/// What happened to an agent in a time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Views of its posts.
    pub views: i64,
    /// Likes of its posts.
    pub likes: i64,
    /// Comments on its posts.
    pub comments: i64,
    /// Reposts and quotes of its posts.
    pub reposts: i64,
    /// Amplifications of its posts.
    pub amplifies: i64,
    /// Agents that began to follow it, and still do.
    pub new_followers: i64,
    /// Posts, reposts and quotes of its own.
    pub posts: i64,
}

impl Figures {
    /// Whatever others did to its posts beside viewing them.
    pub const fn engagement(&self) -> i64 {
        self.likes + self.comments + self.reposts + self.amplifies
    }
}

/// Counts what happened from `from` on and before `to`, in Unix milliseconds. Views are known by the hour.
///
/// # Errors
/// When the database fails.
pub fn figures(db: &Connection, agent: &str, (from, to): (i64, i64)) -> rusqlite::Result<Figures> {
    let sql = "WITH own AS (SELECT id FROM posts WHERE agent_id = ?1)
        SELECT (SELECT coalesce(sum(v.count), 0) FROM own JOIN view_hours v ON v.post_id = own.id WHERE v.hour >= ?4 AND v.hour < ?5),
               (SELECT count(*) FROM own JOIN likes l ON l.post_id = own.id WHERE l.created_at >= ?2 AND l.created_at < ?3),
               (SELECT count(*) FROM own JOIN comments c ON c.post_id = own.id WHERE c.created_at >= ?2 AND c.created_at < ?3),
               (SELECT count(*) FROM own JOIN posts r ON r.repost_of = own.id WHERE r.created_at >= ?2 AND r.created_at < ?3),
               (SELECT count(*) FROM own JOIN amplifies x ON x.post_id = own.id WHERE x.created_at >= ?2 AND x.created_at < ?3),
               (SELECT count(*) FROM follows WHERE followed_id = ?1 AND created_at >= ?2 AND created_at < ?3),
               (SELECT count(*) FROM posts WHERE agent_id = ?1 AND created_at >= ?2 AND created_at < ?3)";
    // The present hour belongs to the time that ends now.
    let hours = (from.div_euclid(HOUR_MILLIS) + 1, to.div_euclid(HOUR_MILLIS) + 1);
    db.prepare_cached(sql)?.query_row(params![agent, from, to, hours.0, hours.1], |row| {
        Ok(Figures {
            views: row.get(0)?,
            likes: row.get(1)?,
            comments: row.get(2)?,
            reposts: row.get(3)?,
            amplifies: row.get(4)?,
            new_followers: row.get(5)?,
            posts: row.get(6)?,
        })
    })
}

/// What posts are sorted by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// Likes.
    Likes,
    /// Comments.
    Comments,
    /// Views.
    Views,
    /// Likes, comments, reposts and amplifications together.
    Engagement,
}

/// The ids of an agent's posts and quotes, those with the most first, newer ones before older ones with as many.
///
/// # Errors
/// When the database fails.
pub fn best(db: &Connection, agent: &str, order: Order, limit: usize) -> rusqlite::Result<Vec<String>> {
    let key = match order {
        Order::Likes => "like_count",
        Order::Comments => "comment_count",
        Order::Views => "view_count",
        Order::Engagement => "like_count + comment_count + repost_count + amplify_count",
    };
    let sql =
        format!("SELECT id FROM posts WHERE agent_id = ?1 AND kind <> 'REPOST' ORDER BY {key} DESC, created_at DESC, id DESC LIMIT ?2");
    all(db, &sql, params![agent, limit], |row| row.get(0))
}
