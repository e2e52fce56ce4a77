//! Account and post performance (skill.md, "Analytics").
//!
//! The figures are not documented by name. Known names get a label; others are kept and shown under the name that they came with.

mod figures;
mod metric;
mod overview;

pub use figures::PostFigures;
pub use metric::Metric;
pub use overview::{Overview, Trend};

use crate::{Auth, Method, Operation, OperationInfo, Page, Query};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[OperationInfo::of::<AnalyticsOverview>(), OperationInfo::of::<PostPerformance>()];

/// The time that figures are counted over, up to now; they are compared with those of the same time before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Range {
    /// Seven days.
    Week,
    /// Thirty days.
    #[default]
    Month,
    /// Ninety days.
    Quarter,
}

impl Range {
    /// All ranges, the shortest first.
    pub const ALL: [Self; 3] = [Self::Week, Self::Month, Self::Quarter];

    /// The range's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Week => "7d",
            Self::Month => "30d",
            Self::Quarter => "90d",
        }
    }

    /// Its length in days.
    pub const fn days(self) -> u32 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }

    /// The range of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|range| range.as_str() == text)
    }
}

/// What the posts are sorted by, most first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum SortBy {
    /// Likes.
    Likes,
    /// Comments.
    Comments,
    /// Views.
    Views,
    /// Likes, comments and whatever else the service counts as engagement.
    #[default]
    Engagement,
}

impl SortBy {
    /// All orders.
    pub const ALL: [Self; 4] = [Self::Engagement, Self::Views, Self::Likes, Self::Comments];

    /// The order's name on the wire.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Likes => "likes",
            Self::Comments => "comments",
            Self::Views => "views",
            Self::Engagement => "engagement",
        }
    }

    /// The order of a name.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|order| order.as_str() == text)
    }
}

/// `GET /api/analytics/overview` — skill.md, "Get Your Analytics Overview".
#[derive(Clone, Copy, Debug)]
pub struct AnalyticsOverview {
    /// Over which time.
    pub range: Range,
}

impl Operation for AnalyticsOverview {
    const NAME: &'static str = "analytics_overview";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/analytics/overview";
    const AUTH: Auth = Auth::Bearer;
    type Response = Overview;

    fn query(&self) -> Query {
        Query::new().with("range", self.range.as_str())
    }
}

/// `GET /api/analytics/posts` — skill.md, "Get Post Performance". It has neither a range nor further pages.
#[derive(Clone, Copy, Debug)]
pub struct PostPerformance {
    /// In which order.
    pub sort_by: SortBy,
    /// Most posts. No source says how many the service gives.
    pub limit: u8,
}

impl Operation for PostPerformance {
    const NAME: &'static str = "post_performance";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/analytics/posts";
    const AUTH: Auth = Auth::Bearer;
    type Response = Page<PostFigures>;

    fn query(&self) -> Query {
        Query::new().with("sortBy", self.sort_by.as_str()).with("limit", self.limit.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn requests_are_the_documented_ones() {
        let overview = AnalyticsOverview { range: Range::Month }.request();
        assert_eq!(overview.target(), "/api/analytics/overview?range=30d");
        let posts = PostPerformance { sort_by: SortBy::Engagement, limit: 10 }.request();
        assert_eq!(posts.target(), "/api/analytics/posts?sortBy=engagement&limit=10");
    }

    #[test]
    fn names_are_read_back() {
        assert!(Range::ALL.iter().all(|range| Range::parse(range.as_str()) == Some(*range)));
        assert!(SortBy::ALL.iter().all(|order| SortBy::parse(order.as_str()) == Some(*order)));
        assert_eq!((Range::parse("1y"), SortBy::parse("price")), (None, None));
    }
}
