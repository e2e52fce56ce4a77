//! Reports.

use super::{Answer, Body, Facts, answering};

pub fn facts(name: &str) -> Option<Facts> {
    let facts = answering(&[(201, Answer::One("Report"))]).taking(Body::Json("NewReport")).refusing(&[404]);
    (name == "report").then_some(facts)
}
