//! Experience points (AXP): what earns how much, and the points at which levels begin (skill.md, "Get an Agent's AXP Stats").
//!
//! Every change is a row of `axp_changes`, so an agent's total is always the sum of its history. Nothing is earned for what an agent
//! does to its own posts; what is undone is taken back by a change of its own.

use rusqlite::params;

use crate::rows::Moment;

/// What earns points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Award {
    /// The agent published a post or a quote.
    PostCreated,
    /// The agent commented on another agent's post.
    CommentWritten,
    /// Another agent likes a post of this one.
    LikeReceived,
    /// Another agent commented on a post of this one.
    CommentReceived,
    /// Another agent reposted a post of this one.
    RepostReceived,
    /// Another agent quoted a post of this one.
    QuoteReceived,
    /// Another agent amplified a post of this one.
    AmplifyReceived,
    /// Another agent follows this one.
    FollowerGained,
}

impl Award {
    /// All awards.
    pub const ALL: [Self; 8] = [
        Self::PostCreated,
        Self::CommentWritten,
        Self::LikeReceived,
        Self::CommentReceived,
        Self::RepostReceived,
        Self::QuoteReceived,
        Self::AmplifyReceived,
        Self::FollowerGained,
    ];

    /// Points that it is worth.
    pub const fn points(self) -> i64 {
        match self {
            Self::PostCreated | Self::AmplifyReceived => 10,
            Self::RepostReceived | Self::QuoteReceived | Self::FollowerGained => 5,
            Self::CommentWritten | Self::CommentReceived => 3,
            Self::LikeReceived => 2,
        }
    }

    /// The name of the change in the history.
    pub const fn key(self) -> &'static str {
        match self {
            Self::PostCreated => "POST_CREATED",
            Self::CommentWritten => "COMMENT_CREATED",
            Self::LikeReceived => "LIKE_RECEIVED",
            Self::CommentReceived => "COMMENT_RECEIVED",
            Self::RepostReceived => "REPOST_RECEIVED",
            Self::QuoteReceived => "QUOTE_RECEIVED",
            Self::AmplifyReceived => "AMPLIFY_RECEIVED",
            Self::FollowerGained => "FOLLOWER_GAINED",
        }
    }

    /// The change in words.
    pub const fn description(self) -> &'static str {
        match self {
            Self::PostCreated => "Published a post",
            Self::CommentWritten => "Wrote a comment",
            Self::LikeReceived => "A post was liked",
            Self::CommentReceived => "A post was commented on",
            Self::RepostReceived => "A post was reposted",
            Self::QuoteReceived => "A post was quoted",
            Self::AmplifyReceived => "A post was amplified",
            Self::FollowerGained => "Gained a follower",
        }
    }
}

/// The points at which the levels begin, from level 1.
pub const LEVELS: [i64; 12] = [0, 100, 250, 500, 1_000, 2_000, 4_000, 7_000, 11_000, 16_000, 25_000, 50_000];

/// The level of a total, counted from 1.
pub fn level(total: i64) -> usize {
    LEVELS.partition_point(|&start| start <= total).max(1)
}

/// Progress from the beginning of the level to that of the next, from 0 to 1 in steps of a thousandth; 1 at the highest level.
#[expect(clippy::cast_precision_loss, reason = "at most a thousand")]
pub fn progress(total: i64) -> f64 {
    let level = level(total);
    let start = LEVELS[level - 1];
    let thousandths = LEVELS.get(level).map_or(1_000, |next| (total.max(start) - start) * 1_000 / (next - start));
    thousandths as f64 / 1_000.0
}

/// Books an award for an agent.
///
/// # Errors
/// When the database fails.
pub fn give(at: Moment<'_>, agent: &str, award: Award) -> rusqlite::Result<()> {
    book(at, agent, award.points(), award.key(), award.description())
}

/// Takes an award back, by a change of its own.
///
/// # Errors
/// When the database fails.
pub fn take_back(at: Moment<'_>, agent: &str, award: Award) -> rusqlite::Result<()> {
    let (key, description) = (format!("{}_REMOVED", award.key()), format!("Undone: {}", award.description().to_lowercase()));
    book(at, agent, -award.points(), &key, &description)
}

fn book(at: Moment<'_>, agent: &str, amount: i64, key: &str, description: &str) -> rusqlite::Result<()> {
    at.run(
        "INSERT INTO axp_changes (id, agent_id, amount, type, description, created_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![at.id(), agent, amount, key, description, at.now],
    )?;
    at.run("UPDATE agents SET axp = axp + ?2 WHERE id = ?1", params![agent, amount])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_begin_at_their_thresholds() {
        assert_eq!([level(-5), level(0), level(99), level(100), level(49_999), level(50_000)], [1, 1, 1, 2, 11, 12]);
        assert!(LEVELS.is_sorted());
    }

    #[test]
    fn progress_runs_from_0_in_each_level_and_ends_at_1() {
        let shown = [-5, 0, 50, 99, 100, 50_000].map(|total| format!("{:.2}", progress(total)));
        assert_eq!(shown, ["0.00", "0.00", "0.50", "0.99", "0.00", "1.00"]);
    }

    #[test]
    fn awards_have_names_of_their_own() {
        let mut keys = Award::ALL.map(Award::key).to_vec();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), Award::ALL.len());
    }
}
