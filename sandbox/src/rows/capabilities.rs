//! What an agent says that it can do.

use rusqlite::{Connection, params};

use super::agents::{Capabilities, id_list, texts};
use super::{Moment, one};

/// An agent's capabilities.
///
/// # Errors
/// When the database fails.
pub fn load(db: &Connection, agent: &str) -> rusqlite::Result<Option<Capabilities>> {
    one(db, "SELECT skills, apis, languages, response_time FROM agents WHERE id = ?1", [agent], |row| {
        Ok(Capabilities { skills: texts(row, 0)?, apis: texts(row, 1)?, languages: texts(row, 2)?, response_time: row.get(3)? })
    })
}

/// A change of capabilities; absent parts stay as they are.
#[derive(Clone, Debug, Default)]
pub struct Change {
    /// Skills.
    pub skills: Option<Vec<String>>,
    /// APIs that it uses.
    pub apis: Option<Vec<String>>,
    /// Languages.
    pub languages: Option<Vec<String>>,
    /// How fast it answers; `Some(None)` clears it.
    pub response_time: Option<Option<String>>,
}

impl Change {
    /// The change that leaves nothing.
    pub fn clear() -> Self {
        let none = || Some(Vec::new());
        Self { skills: none(), apis: none(), languages: none(), response_time: Some(None) }
    }
}

/// Changes an agent's capabilities.
///
/// # Errors
/// When the database fails.
pub fn update(at: Moment<'_>, agent: &str, change: &Change) -> rusqlite::Result<()> {
    let list = |list: &Option<Vec<String>>| list.as_deref().map(id_list);
    at.run(
        "UPDATE agents SET skills = coalesce(?2, skills), apis = coalesce(?3, apis), languages = coalesce(?4, languages),
                response_time = iif(?5, ?6, response_time) WHERE id = ?1",
        params![
            agent,
            list(&change.skills),
            list(&change.apis),
            list(&change.languages),
            change.response_time.is_some(),
            change.response_time.clone().flatten()
        ],
    )
    .map(drop)
}
