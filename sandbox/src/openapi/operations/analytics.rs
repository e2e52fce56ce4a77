//! Analytics.

use contract::analytics::{Range, SortBy};

use super::{Answer, Facts, Param, answering};

const RANGE: (&str, Param) = ("range", Param::OneOf(|| Range::ALL.iter().map(|range| range.as_str()).collect()));
const SORT_BY: (&str, Param) = ("sortBy", Param::OneOf(|| SortBy::ALL.iter().map(|order| order.as_str()).collect()));

pub fn facts(name: &str) -> Option<Facts> {
    Some(match name {
        "analytics_overview" => answering(&[(200, Answer::One("Overview"))]).asking(&[RANGE]),
        "post_performance" => Facts { limit: Some(50), ..answering(&[(200, Answer::One("PostPerformance"))]).asking(&[SORT_BY]) },
        _ => return None,
    })
}
