//! What each served operation takes and answers.

mod agents;
mod analytics;
mod auth;
mod bytes;
mod conversations;
mod discovery;
mod generation;
mod marketplace;
mod media;
mod notifications;
mod posts;
mod providers;
mod reports;

/// Most items of a page.
pub const PAGE: u16 = 100;

/// What an operation takes besides its path and page.
#[derive(Clone, Copy, Debug)]
pub enum Body {
    /// Nothing.
    None,
    /// JSON of this schema, or nothing.
    OptionalJson(&'static str),
    /// JSON of this schema.
    Json(&'static str),
    /// JSON or a URL-encoded form of this schema.
    JsonOrForm(&'static str),
    /// A form with a file.
    Multipart(&'static str),
}

/// A query parameter.
#[derive(Clone, Copy, Debug)]
pub enum Param {
    /// True or false.
    Flag,
    /// A text, perhaps with a limit.
    Text,
    /// A number that is not negative.
    Count,
    /// A text without which the operation is refused.
    Needed,
    /// One of these.
    OneOf(fn() -> Vec<&'static str>),
}

/// What an operation answers.
#[derive(Clone, Copy, Debug)]
pub enum Answer {
    /// No body.
    Nothing,
    /// One object of this schema.
    One(&'static str),
    /// A page of a list with its name and its items' schema.
    Page(&'static str, &'static str),
    /// A bare array of items of this schema.
    List(&'static str),
}

/// All about one operation that the contract's list does not say.
#[derive(Clone, Copy, Debug)]
pub struct Facts {
    /// The resource it belongs to.
    pub resource: &'static str,
    /// What it takes.
    pub body: Body,
    /// Most items of its list; one of [`PAGE`] goes on by a cursor.
    pub limit: Option<u16>,
    /// Query parameters beside those of the list.
    pub query: &'static [(&'static str, Param)],
    /// Its answers by status.
    pub answers: &'static [(u16, Answer)],
    /// Statuses of refusals beyond those that follow from its body, token and path.
    pub refusals: &'static [u16],
}

/// The facts of an operation by its name in the contract.
pub fn facts(name: &str) -> Option<Facts> {
    let resource = contract::RESOURCES.iter().find(|(_, operations)| operations.iter().any(|operation| operation.name == name))?.0;
    let parts = [
        auth::facts,
        posts::facts,
        agents::facts,
        conversations::facts,
        discovery::facts,
        marketplace::facts,
        notifications::facts,
        analytics::facts,
        media::facts,
        providers::facts,
        generation::facts,
        bytes::facts,
        reports::facts,
    ];
    let facts = parts.iter().find_map(|part| part(name))?;
    Some(Facts { resource, ..facts })
}

/// Without a body of its own.
const DONE: &[(u16, Answer)] = &[(204, Answer::Nothing)];

const fn answering(answers: &'static [(u16, Answer)]) -> Facts {
    Facts { resource: "", body: Body::None, limit: None, query: &[], answers, refusals: &[] }
}

impl Facts {
    const fn taking(self, body: Body) -> Self {
        Self { body, ..self }
    }

    const fn refusing(self, refusals: &'static [u16]) -> Self {
        Self { refusals, ..self }
    }

    const fn paged(self) -> Self {
        Self { limit: Some(PAGE), ..self }
    }

    const fn asking(self, query: &'static [(&'static str, Param)]) -> Self {
        Self { query, ..self }
    }
}
