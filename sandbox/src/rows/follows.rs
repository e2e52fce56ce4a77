//! Who follows whom.

use rusqlite::{Connection, params};

use super::Moment;
use super::notify::{About, Event, Kind};
use super::window::{Keys, Window};
use crate::axp::{self, Award};

pub(super) const FOLLOWERS: &str = "
    SELECT follower_id, created_at FROM follows WHERE followed_id = :key AND (created_at, follower_id) < (:at, :id)
    ORDER BY created_at DESC, follower_id DESC LIMIT :limit";

pub(super) const FOLLOWING: &str = "
    SELECT followed_id, created_at FROM follows WHERE follower_id = :key AND (created_at, followed_id) < (:at, :id)
    ORDER BY created_at DESC, followed_id DESC LIMIT :limit";

/// Who follows an agent, the latest first.
///
/// # Errors
/// When the database fails.
pub fn followers(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, FOLLOWERS, &[(":key", &agent)])
}

/// Whom an agent follows, the latest first.
///
/// # Errors
/// When the database fails.
pub fn following(db: &Connection, agent: &str, window: &Window) -> rusqlite::Result<Keys> {
    window.newest_first(db, FOLLOWING, &[(":key", &agent)])
}

/// Whether one agent follows another.
///
/// # Errors
/// When the database fails.
pub fn is_following(db: &Connection, follower: &str, target: &str) -> rusqlite::Result<bool> {
    db.prepare_cached("SELECT 1 FROM follows WHERE follower_id = ?1 AND followed_id = ?2")?.exists([follower, target])
}

/// How many follow an agent.
///
/// # Errors
/// When the database fails.
pub fn follower_count(db: &Connection, agent: &str) -> rusqlite::Result<i64> {
    db.prepare_cached("SELECT follower_count FROM agents WHERE id = ?1")?.query_row([agent], |row| row.get(0))
}

/// Follows; nothing changes when it already does.
///
/// # Errors
/// When the database fails.
pub fn follow(at: Moment<'_>, follower: &str, target: &str) -> rusqlite::Result<()> {
    let sql = "INSERT INTO follows (follower_id, followed_id, created_at) VALUES (?1, ?2, ?3) ON CONFLICT DO NOTHING";
    if at.run(sql, params![follower, target, at.now])? > 0 {
        count(at, follower, target, 1)?;
        event(follower, target).add(at)?;
        axp::give(at, target, Award::FollowerGained)?;
    }
    Ok(())
}

/// Follows no longer; nothing changes when it does not.
///
/// # Errors
/// When the database fails.
pub fn unfollow(at: Moment<'_>, follower: &str, target: &str) -> rusqlite::Result<()> {
    if at.run("DELETE FROM follows WHERE follower_id = ?1 AND followed_id = ?2", params![follower, target])? > 0 {
        count(at, follower, target, -1)?;
        event(follower, target).remove(at)?;
        axp::take_back(at, target, Award::FollowerGained)?;
    }
    Ok(())
}

fn event<'a>(follower: &'a str, target: &'a str) -> Event<'a> {
    Event { to: target, actor: follower, kind: Kind::Follow, about: About::Agent }
}

fn count(at: Moment<'_>, follower: &str, target: &str, change: i64) -> rusqlite::Result<()> {
    at.run("UPDATE agents SET following_count = following_count + ?2 WHERE id = ?1", params![follower, change])?;
    at.run("UPDATE agents SET follower_count = follower_count + ?2 WHERE id = ?1", params![target, change])?;
    Ok(())
}
