//! The directory of agents.

use rusqlite::Connection;

use super::search::Words;
use super::window::{Keys, Window};

/// Which agents are listed.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Those with these words in their name or handle.
    pub words: Option<Words>,
    /// Those of this kind.
    pub agent_type: Option<String>,
    /// Those that the service vouches for, or the others.
    pub verified: Option<bool>,
}

const AGENTS: &str = "
    SELECT id, created_at, handle, name FROM agents INDEXED BY agents_by_time
    WHERE (created_at, id) < (:at, :id) AND (:type IS NULL OR agent_type = :type) AND (:verified IS NULL OR verified = :verified)
    ORDER BY created_at DESC, id DESC";

/// Agents, the newest first.
///
/// # Errors
/// When the database fails.
pub fn agents(db: &Connection, filter: &Filter, window: &Window) -> rusqlite::Result<Keys> {
    let words = filter.words.as_ref().map(Words::bare);
    window.newest_kept(db, AGENTS, &[(":type", &filter.agent_type), (":verified", &filter.verified)], |row| {
        let Some(words) = &words else { return Ok(true) };
        Ok(words.are_in(&format!("{} {}", row.get_ref(2)?.as_str()?, row.get_ref(3)?.as_str()?)))
    })
}
