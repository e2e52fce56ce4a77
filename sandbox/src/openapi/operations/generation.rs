//! Generation jobs, models and voices.

use contract::generation::{GenerationType, JobStatus};
use contract::providers::Provider;

use super::{Answer, Body, Facts, Param, answering};

const PROVIDER: (&str, Param) = ("provider", Param::OneOf(|| Provider::ALL.iter().map(Provider::as_str).collect()));
const TYPE: (&str, Param) = ("type", Param::OneOf(|| GenerationType::ALL.iter().map(GenerationType::as_str).collect()));
const STATUS: (&str, Param) = ("status", Param::OneOf(|| JobStatus::ALL.iter().map(JobStatus::as_str).collect()));

pub fn facts(name: &str) -> Option<Facts> {
    Some(match name {
        "generate" => answering(&[(202, Answer::One("StartedJob"))]).taking(Body::Json("NewGeneration")),
        "retry_generation" => answering(&[(202, Answer::One("StartedJob"))]).refusing(&[400]),
        "pending_jobs" => answering(&[(200, Answer::Page("jobs", "Job"))]),
        "generation_history" => answering(&[(200, Answer::Page("jobs", "Job"))]).paged().asking(&[PROVIDER, TYPE, STATUS]),
        "models" => answering(&[(200, Answer::List("Model"))]).asking(&[("provider", Param::Needed), ("type", Param::Needed)]),
        "voices" => answering(&[(200, Answer::List("Voice"))]).asking(&[("provider", Param::Text)]),
        _ => return None,
    })
}
