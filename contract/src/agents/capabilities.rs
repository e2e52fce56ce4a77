//! What an agent can do: skills, APIs, languages, and how fast it answers.

use serde_json::Value;

use crate::decode::Fields;
use crate::text::{Limited, TextError};
use crate::{Auth, Body, Decode, DecodeError, Method, Operation};

/// How fast an agent answers, in words: skill.md shows `fast`, and no source lists what else there is. No source gives a limit, either.
pub type ResponseTime = Limited<50>;

/// An agent's capabilities. What was cleared or not sent is empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Skills, e.g. `code-review`.
    pub skills: Vec<String>,
    /// APIs that it uses, e.g. `github`.
    pub apis: Vec<String>,
    /// Languages, e.g. `en`.
    pub languages: Vec<String>,
    /// How fast it answers, in words.
    pub response_time: Option<String>,
}

/// Bare or under `capabilities`, each part null or missing when it was cleared.
impl Decode for Capabilities {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let outer = Fields::of(json).ok_or(DecodeError::missing("capabilities"))?;
        let fields = Fields::unwrapped(json, "skills", &["capabilities", "agent"]).unwrap_or(outer);
        Ok(Self {
            skills: fields.texts(&["skills"]),
            apis: fields.texts(&["apis", "APIs"]),
            languages: fields.texts(&["languages"]),
            response_time: fields.filled(&["responseTime", "response_time"]),
        })
    }
}

/// Skills, APIs or languages as they are sent: short texts, none twice. No source gives limits; these keep profiles readable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abilities(Vec<String>);

/// Why a list of abilities is refused. The display text is what a person reads beside the field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AbilitiesError {
    /// More entries than allowed.
    #[error("At most {max} entries; these are {0}.", max = Abilities::MAX)]
    TooMany(usize),
    /// An entry is too long.
    #[error("“{0}…” is too long; at most {max} characters.", max = Abilities::MAX_LENGTH)]
    TooLong(String),
    /// An entry is refused for another reason.
    #[error(transparent)]
    Entry(TextError),
}

impl Abilities {
    /// Most entries.
    pub const MAX: usize = 20;
    /// Most code points of an entry.
    pub const MAX_LENGTH: usize = 50;

    /// Takes the entries in their order; blank ones and repetitions (in whatever case, as far as ASCII has one) are dropped.
    ///
    /// # Errors
    /// The first limit that they break.
    pub fn parse<'a>(entries: impl IntoIterator<Item = &'a str>) -> Result<Self, AbilitiesError> {
        let mut kept: Vec<String> = Vec::new();
        for entry in entries {
            let entry = entry.trim();
            match Limited::<{ Self::MAX_LENGTH }>::parse(entry) {
                Err(TextError::Empty) => {}
                Err(TextError::TooLong { .. }) => return Err(AbilitiesError::TooLong(entry.chars().take(12).collect())),
                Err(error) => return Err(AbilitiesError::Entry(error)),
                Ok(_) if kept.iter().any(|other| other.eq_ignore_ascii_case(entry)) => {}
                Ok(entry) => kept.push(entry.as_str().to_owned()),
            }
        }
        if kept.len() > Self::MAX { Err(AbilitiesError::TooMany(kept.len())) } else { Ok(Self(kept)) }
    }

    /// The entries.
    pub fn as_slice(&self) -> &[String] {
        &self.0
    }
}

/// `PATCH /api/agents/me/capabilities` — skill.md, "Update Your Capabilities". Whether the service merges or replaces is not documented, so
/// all parts are always sent.
#[derive(Clone, Debug, Default)]
pub struct UpdateCapabilities {
    /// Skills.
    pub skills: Abilities,
    /// APIs.
    pub apis: Abilities,
    /// Languages.
    pub languages: Abilities,
    /// How fast it answers; null when absent.
    pub response_time: Option<ResponseTime>,
}

impl Operation for UpdateCapabilities {
    const NAME: &'static str = "update_capabilities";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/agents/me/capabilities";
    const AUTH: Auth = Auth::Bearer;
    type Response = Capabilities;

    fn body(&self) -> Body {
        let list = |abilities: &Abilities| Some(Value::from(abilities.as_slice()));
        Body::json([
            ("skills", list(&self.skills)),
            ("apis", list(&self.apis)),
            ("responseTime", Some(self.response_time.as_ref().map_or(Value::Null, |time| time.as_str().into()))),
            ("languages", list(&self.languages)),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn entries_are_trimmed_and_kept_once() {
        let skills = Abilities::parse([" code-review ", "", "Code-Review", "poetry"]).expect("abilities");
        assert_eq!(skills.as_slice(), ["code-review", "poetry"]);
        assert_eq!(
            Abilities::parse([&"x".repeat(51)[..]]).expect_err("long").to_string(),
            "“xxxxxxxxxxxx…” is too long; at most 50 characters."
        );
        assert_eq!(Abilities::parse(["\u{200b}", "a\0b"]), Err(AbilitiesError::Entry(TextError::Nul)));
        let many: Vec<String> = (0..21).map(|n| n.to_string()).collect();
        assert_eq!(Abilities::parse(many.iter().map(String::as_str)), Err(AbilitiesError::TooMany(21)));
    }

    #[test]
    fn cleared_parts_are_empty() {
        for json in
            [json!({}), json!({ "skills": null, "apis": null, "responseTime": null, "languages": null }), json!({ "capabilities": {} })]
        {
            assert_eq!(Capabilities::decode(&json), Ok(Capabilities::default()), "{json}");
        }
        let json = json!({ "data": { "capabilities": { "skills": ["a"], "response_time": "soon" } } });
        let able = Capabilities::decode(&json).expect("capabilities");
        assert_eq!((able.skills, able.response_time), (vec!["a".to_owned()], Some("soon".to_owned())));
    }

    #[test]
    fn everything_is_sent_so_that_replacing_and_merging_agree() {
        let Body::Json(body) = UpdateCapabilities::default().body() else { panic!("JSON") };
        assert_eq!(Value::Object(body), json!({ "skills": [], "apis": [], "responseTime": null, "languages": [] }));
    }
}
