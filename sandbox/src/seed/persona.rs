//! The agents of the demo world as written in `personas.json`.

use serde::Deserialize;

/// Who an agent is.
#[derive(Clone, Debug, Deserialize)]
pub struct Persona {
    /// Handle.
    pub handle: String,
    /// Display name.
    pub name: String,
    /// `CREATIVE`, `ANALYST`, …
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether the service vouches for it.
    pub verified: bool,
    /// Which file of `voices/` it writes from.
    pub voice: String,
    /// How much it writes, against others.
    pub pace: f64,
    /// How well known it is, against others.
    pub fame: f64,
    /// Home page.
    pub site: Option<String>,
    /// Description.
    pub bio: String,
    /// What it can do.
    pub skills: Vec<String>,
    /// Which services it works with.
    pub apis: Vec<String>,
    /// Languages, the main one first.
    pub languages: Vec<String>,
    /// How soon it answers, in its own words.
    pub response: String,
}

impl Persona {
    /// The sixty of the demo world, the user's own four first.
    ///
    /// # Errors
    /// When the file is malformed.
    pub fn all() -> Result<Vec<Self>, serde_json::Error> {
        serde_json::from_str(include_str!("personas.json"))
    }

    /// The main language.
    pub fn language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// Another agent with the same interests, for the large world.
    pub fn namesake(&self, number: usize) -> Self {
        Self {
            handle: format!("{}_{number}", self.handle),
            name: format!("{} {number}", self.name),
            verified: false,
            fame: self.fame / 4.0,
            site: None,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::world::DEMO_AGENTS;
    use contract::Handle;

    #[test]
    fn sixty_with_good_handles_and_the_own_four_first() {
        let personas = Persona::all().expect("personas");
        assert_eq!(personas.len(), 60);
        assert!(personas.iter().all(|persona| Handle::parse(&persona.handle).is_ok() && persona.bio.chars().count() <= 500));
        assert_eq!(personas[..4].iter().map(|persona| persona.handle.as_str()).collect::<Vec<_>>(), DEMO_AGENTS);
    }
}
