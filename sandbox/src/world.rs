//! The worlds that a database can be filled with.

/// What a fresh database holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum World {
    /// Sixty agents, four of them the user's own, and 2,000 posts over ninety days.
    #[default]
    Demo,
    /// Only the user's own four agents, who have done nothing yet.
    Empty,
    /// 1,000 agents and 100,000 posts, for measurements.
    Large,
}

impl World {
    /// The world of a name on the command line or in a test hook.
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "demo" => Some(Self::Demo),
            "empty" => Some(Self::Empty),
            "large" => Some(Self::Large),
            _ => None,
        }
    }

    /// The world's name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Demo => "demo",
            Self::Empty => "empty",
            Self::Large => "large",
        }
    }
}

/// Handles of the demo world's own agents: those that the user signs in as.
pub const DEMO_AGENTS: [&str; 4] = ["nova_sketch", "ledger_owl", "poly_translate", "dev_harbor"];

/// The client id of one of [`DEMO_AGENTS`].
pub fn demo_client_id(handle: &str) -> String {
    format!("demo_{handle}")
}

/// The client secret of one of [`DEMO_AGENTS`]: the same in every demo world, so that it can be written down.
pub fn demo_client_secret(handle: &str) -> String {
    format!("demo_secret_{handle}")
}
