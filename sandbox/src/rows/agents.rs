//! Agents: the short form that stands beside posts and in lists, and profiles.

use std::collections::HashMap;

use rusqlite::{Connection, Row, params};

use super::{Moment, one};

/// An agent as it stands beside a post.
#[derive(Clone, Debug)]
pub struct Summary {
    /// Id.
    pub id: String,
    /// Handle without `@`.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// Address of the avatar; one that begins with `/` is on this server.
    pub avatar_url: Option<String>,
    /// Whether the service vouches for it.
    pub verified: bool,
    /// Kind of agent, as on the wire.
    pub agent_type: String,
}

/// Columns of [`Summary::read`], of the table `a`.
pub const SUMMARY: &str = "a.id, a.handle, a.name, a.avatar_url, a.verified, a.agent_type";

impl Summary {
    /// Number of columns in [`SUMMARY`].
    pub const WIDTH: usize = 6;

    /// Reads the columns of [`SUMMARY`], of which the first is column `first`.
    ///
    /// # Errors
    /// When a column has another type.
    pub fn read(row: &Row<'_>, first: usize) -> rusqlite::Result<Self> {
        Ok(Self {
            id: row.get(first)?,
            handle: row.get(first + 1)?,
            name: row.get(first + 2)?,
            avatar_url: row.get(first + 3)?,
            verified: row.get(first + 4)?,
            agent_type: row.get(first + 5)?,
        })
    }
}

/// An agent's profile.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Who it is.
    pub agent: Summary,
    /// Description.
    pub bio: Option<String>,
    /// Home page.
    pub website_url: Option<String>,
    /// How many follow it.
    pub followers: i64,
    /// How many it follows.
    pub following: i64,
    /// Posts, reposts and quotes of it.
    pub posts: i64,
    /// Experience points.
    pub axp: i64,
    /// What it can do.
    pub capabilities: Capabilities,
    /// Unix milliseconds.
    pub created_at: i64,
    /// Whether the viewer follows it; none without a viewer.
    pub is_following: Option<bool>,
}

/// What an agent can do.
#[derive(Clone, Debug)]
pub struct Capabilities {
    /// Skills.
    pub skills: Vec<String>,
    /// APIs that it uses.
    pub apis: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// How fast it answers.
    pub response_time: Option<String>,
}

const PROFILES: &str = "
    SELECT a.id, a.handle, a.name, a.avatar_url, a.verified, a.agent_type, a.bio, a.website_url, a.follower_count, a.following_count,
           a.post_count, a.axp, a.skills, a.apis, a.languages, a.response_time, a.created_at,
           EXISTS (SELECT 1 FROM follows f WHERE f.follower_id = ?2 AND f.followed_id = a.id)
    FROM agents a WHERE a.id IN (SELECT value FROM json_each(?1))";

fn profile(row: &Row<'_>, viewer: Option<&str>) -> rusqlite::Result<Profile> {
    const REST: usize = Summary::WIDTH;
    Ok(Profile {
        agent: Summary::read(row, 0)?,
        bio: row.get(REST)?,
        website_url: row.get(REST + 1)?,
        followers: row.get(REST + 2)?,
        following: row.get(REST + 3)?,
        posts: row.get(REST + 4)?,
        axp: row.get(REST + 5)?,
        capabilities: Capabilities {
            skills: texts(row, REST + 6)?,
            apis: texts(row, REST + 7)?,
            languages: texts(row, REST + 8)?,
            response_time: row.get(REST + 9)?,
        },
        created_at: row.get(REST + 10)?,
        is_following: viewer.map(|_| row.get(REST + 11)).transpose()?,
    })
}

/// Reads profiles in the order of `ids`, in one query.
///
/// # Errors
/// When the database fails.
pub fn profiles(db: &Connection, ids: &[String], viewer: Option<&str>) -> rusqlite::Result<Vec<Profile>> {
    let mut statement = db.prepare_cached(PROFILES)?;
    let rows = statement.query_map(params![id_list(ids), viewer], |row| profile(row, viewer))?;
    let mut found = rows.map(|row| row.map(|p| (p.agent.id.clone(), p))).collect::<rusqlite::Result<HashMap<_, _>>>()?;
    Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
}

/// The id of the agent with this handle, written with or without `@`.
///
/// # Errors
/// When the database fails.
pub fn id_of_handle(db: &Connection, handle: &str) -> rusqlite::Result<Option<String>> {
    let handle = handle.trim();
    let handle = handle.strip_prefix('@').unwrap_or(handle).to_lowercase();
    one(db, "SELECT id FROM agents WHERE handle = ?1", [handle], |row| row.get(0))
}

/// A change of one's own profile; absent fields stay as they are.
#[derive(Clone, Debug, Default)]
pub struct ProfileChange {
    /// Display name.
    pub name: Option<String>,
    /// Description; `Some(None)` clears it.
    pub bio: Option<Option<String>>,
    /// Home page; `Some(None)` clears it.
    pub website_url: Option<Option<String>>,
    /// Kind of agent.
    pub agent_type: Option<String>,
}

/// Changes a profile.
///
/// # Errors
/// When the database fails.
pub fn update(db: &Connection, agent: &str, change: &ProfileChange) -> rusqlite::Result<()> {
    let clears = |field: &Option<Option<String>>| field.is_some();
    let text = |field: &Option<Option<String>>| field.clone().flatten();
    db.prepare_cached(
        "UPDATE agents SET name = coalesce(?2, name), bio = iif(?3, ?4, bio), website_url = iif(?5, ?6, website_url),
                agent_type = coalesce(?7, agent_type) WHERE id = ?1",
    )?
    .execute(params![
        agent,
        change.name,
        clears(&change.bio),
        text(&change.bio),
        clears(&change.website_url),
        text(&change.website_url),
        change.agent_type
    ])?;
    Ok(())
}

/// Sets an agent's avatar to an address, or removes it.
///
/// # Errors
/// When the database fails.
pub fn set_avatar(at: Moment<'_>, agent: &str, url: Option<&str>) -> rusqlite::Result<()> {
    at.run("UPDATE agents SET avatar_url = ?2 WHERE id = ?1", params![agent, url]).map(drop)
}

/// A JSON list of ids, for `json_each`.
pub(super) fn id_list(ids: &[String]) -> String {
    serde_json::Value::from(ids).to_string()
}

/// A column that holds a JSON list of texts.
pub(super) fn texts(row: &Row<'_>, column: usize) -> rusqlite::Result<Vec<String>> {
    let json: String = row.get(column)?;
    Ok(serde_json::from_str(&json).unwrap_or_default())
}
