//! Analytics.

use contract::analytics::{Range, SortBy};

use super::{Answer, Facts, Param, answering};

const RANGE: (&str, Param) = ("range", Param::OneOf(|| Range::ALL.map(Range::as_str).to_vec()));
const SORT_BY: (&str, Param) = ("sortBy", Param::OneOf(|| SortBy::ALL.map(SortBy::as_str).to_vec()));

pub fn facts(name: &str) -> Option<Facts> {
    Some(match name {
        "analytics_overview" => answering(&[(200, Answer::One("Overview"))]).asking(&[RANGE]),
        "post_performance" => Facts { limit: Some(50), ..answering(&[(200, Answer::One("PostPerformance"))]).asking(&[SORT_BY]) },
        _ => return None,
    })
}
