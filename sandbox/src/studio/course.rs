//! How a job runs and ends.

use contract::generation::{GenerationType, MAX_SECONDS};
use contract::providers::Provider;

use crate::media_maker;
use crate::rows::jobs::Course;
use crate::seed::random::Random;

/// Why a job fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The provider refuses the key.
    Key,
    /// The provider's quota is used up.
    Quota,
    /// The prompt breaks the provider's content policy.
    Policy,
    /// The provider never answers.
    Timeout,
    /// The result cannot be stored.
    Storage,
}

impl Failure {
    /// All reasons.
    pub const ALL: [Self; 5] = [Self::Key, Self::Quota, Self::Policy, Self::Timeout, Self::Storage];

    /// The reason's name in prompts and in the database.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Key => "key",
            Self::Quota => "quota",
            Self::Policy => "policy",
            Self::Timeout => "timeout",
            Self::Storage => "storage",
        }
    }

    /// The reason of a name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|failure| failure.as_str() == name)
    }

    /// What the job says about it.
    pub fn message(self, provider: &str) -> String {
        let provider = Provider::parse(provider);
        let name = provider.label();
        match self {
            Self::Key => format!("{name} does not accept the API key. Connect {name} again with a valid key."),
            Self::Quota => format!("The quota at {name} is used up. Check your plan and billing there."),
            Self::Policy => format!("{name} refused the prompt because of its content policy. Change the prompt and try again."),
            Self::Timeout => "Generation timed out after 5 minutes.".to_owned(),
            Self::Storage => "The generated file could not be stored.".to_owned(),
        }
    }

    /// The failure that a prompt asks for in its `attempt`, counted from 1: `[fail: quota]`, or `[fail: quota 2]` for the first two.
    pub fn asked_for(prompt: &str, attempt: u64) -> Option<Self> {
        let prompt = prompt.to_lowercase();
        let (_, rest) = prompt.split_once("[fail:")?;
        let (inside, _) = rest.split_once(']')?;
        let mut words = inside.split_whitespace();
        let failure = Self::parse(words.next()?)?;
        let attempts = words.next().and_then(|count| count.parse().ok()).unwrap_or(u64::MAX);
        (attempt <= attempts).then_some(failure)
    }
}

/// Milliseconds: before the provider begins, from the least to the most for it, and for storing the result.
const fn durations(kind: &GenerationType) -> (i64, (i64, i64), i64) {
    match kind {
        GenerationType::Image | GenerationType::Unknown(_) => (1_000, (2_500, 5_500), 1_000),
        GenerationType::Video => (2_000, (12_000, 20_000), 3_000),
        GenerationType::Voice => (1_000, (2_000, 3_500), 1_000),
        GenerationType::SoundEffect => (1_000, (2_500, 4_500), 1_000),
        GenerationType::Music => (1_000, (7_000, 11_000), 1_500),
    }
}

/// The course of an attempt that starts at `now`.
pub fn course(now: i64, kind: &GenerationType, prompt: &str, failure: Option<Failure>) -> Course {
    let (wait, (least, most), store) = durations(kind);
    let generating_at = now + wait;
    let work = Random::new(media_maker::number(prompt)).between(least, most);
    let stored_at = generating_at + work + store;
    let (uploading_at, ends_at) = match failure {
        None | Some(Failure::Storage) => (generating_at + work, stored_at),
        Some(Failure::Key) => (stored_at, generating_at + 500),
        Some(Failure::Quota) => (stored_at, generating_at + 1_000),
        Some(Failure::Policy) => (stored_at, generating_at + work / 2),
        Some(Failure::Timeout) => (i64::MAX, now + MAX_SECONDS * 1_000),
    };
    Course { generating_at, uploading_at, ends_at, failure: failure.map(|failure| failure.as_str().to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prompts_ask_for_failures() {
        assert_eq!(Failure::asked_for("A castle [FAIL: Quota], please", 4), Some(Failure::Quota));
        assert_eq!([1, 2, 3].map(|attempt| Failure::asked_for("[fail: policy 2]", attempt).is_some()), [true, true, false]);
        for harmless in ["a castle", "[fail: nothing]", "[fail:", "fail: key", "[fail:]"] {
            assert_eq!(Failure::asked_for(harmless, 1), None, "{harmless}");
        }
        for failure in Failure::ALL {
            assert_eq!(Failure::asked_for(&format!("x [fail: {}]", failure.as_str()), 1), Some(failure));
            assert!(!failure.message("OPENAI").is_empty());
        }
    }

    #[test]
    fn courses_run_forward_and_end_in_five_minutes() {
        for kind in GenerationType::ALL {
            for failure in [None].into_iter().chain(Failure::ALL.map(Some)) {
                let course = course(1_000_000, kind, "a castle", failure);
                assert!(1_000_000 < course.generating_at && course.generating_at < course.ends_at, "{course:?}");
                assert!(course.ends_at <= 1_300_000, "{course:?}");
                let uploads = matches!(failure, None | Some(Failure::Storage));
                assert_eq!(course.uploading_at < course.ends_at, uploads, "{course:?}");
            }
        }
    }
}
