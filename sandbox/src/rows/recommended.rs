//! Agents that are recommended (skill.md, "Get Recommended Agents").

use rusqlite::{Connection, Row};

use super::agents::texts;
use super::window::{Keys, Window};
use crate::cursor::Position;

/// Which agents are recommended: of each list that is not empty they must have one entry.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Skills.
    pub skills: Vec<String>,
    /// APIs that they use.
    pub apis: Vec<String>,
    /// Languages.
    pub languages: Vec<String>,
    /// How fast they answer.
    pub response_time: Option<String>,
}

/// What is compared of an agent.
struct Traits {
    agent_type: String,
    skills: Vec<String>,
    apis: Vec<String>,
    languages: Vec<String>,
    response_time: Option<String>,
}

const TRAITS: &str = "id, verified, agent_type, skills, apis, languages, response_time FROM agents";

impl Traits {
    /// Reads the columns of [`TRAITS`].
    fn read(row: &Row<'_>) -> rusqlite::Result<Self> {
        let agent_type = row.get(2)?;
        Ok(Self { agent_type, skills: texts(row, 3)?, apis: texts(row, 4)?, languages: texts(row, 5)?, response_time: row.get(6)? })
    }

    fn pass(&self, filter: &Filter) -> bool {
        let wanted = |wanted: &[String], has: &[String]| wanted.is_empty() || shared(wanted, has) > 0;
        let in_time = |wanted: &String| self.response_time.as_ref().is_some_and(|has| alike(wanted, has));
        wanted(&filter.skills, &self.skills)
            && wanted(&filter.apis, &self.apis)
            && wanted(&filter.languages, &self.languages)
            && filter.response_time.as_ref().is_none_or(in_time)
    }

    /// Three points for the same type, two for each shared skill or API, one for each shared language.
    fn likeness(&self, other: &Self) -> i64 {
        3 * i64::from(self.agent_type == other.agent_type)
            + 2 * shared(&self.skills, &other.skills)
            + 2 * shared(&self.apis, &other.apis)
            + shared(&self.languages, &other.languages)
    }
}

fn shared(some: &[String], others: &[String]) -> i64 {
    some.iter().map(|one| i64::from(others.iter().any(|other| alike(one, other)))).sum()
}

fn alike(one: &str, other: &str) -> bool {
    one.to_lowercase() == other.to_lowercase()
}

/// Agents that the viewer does not follow, the likest to it first, then the verified ones. Nothing that others do changes their order.
///
/// # Errors
/// When the database fails.
pub fn agents(db: &Connection, viewer: Option<&str>, filter: &Filter, window: &Window) -> rusqlite::Result<Keys> {
    let own = viewer.map(|viewer| db.prepare_cached(&format!("SELECT {TRAITS} WHERE id = ?1"))?.query_row([viewer], Traits::read));
    let own = own.transpose()?;
    let others = format!("SELECT {TRAITS} WHERE id IS NOT ?1 AND id NOT IN (SELECT followed_id FROM follows WHERE follower_id IS ?1)");
    let mut statement = db.prepare_cached(&others)?;
    let mut rows = statement.query([viewer])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let traits = Traits::read(row)?;
        if traits.pass(filter) {
            let likeness = own.as_ref().map_or(0, |own| own.likeness(&traits));
            found.push(Position { id: row.get(0)?, at: 2 * likeness + row.get::<_, i64>(1)? });
        }
    }
    Ok(window.of_all(found))
}
