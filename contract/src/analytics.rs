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

crate::closed_enum!(
    /// The time that figures are counted over, up to now; they are compared with those of the same time before.
    #[derive(Default)]
    Range {
        /// Seven days.
        Week = "7d",
        /// Thirty days.
        #[default]
        Month = "30d",
        /// Ninety days.
        Quarter = "90d",
    }
);

impl Range {
    /// Its length in days.
    pub const fn days(self) -> u32 {
        match self {
            Self::Week => 7,
            Self::Month => 30,
            Self::Quarter => 90,
        }
    }
}

crate::closed_enum!(
    /// What the posts are sorted by, most first.
    #[derive(Default)]
    SortBy {
        /// Likes, comments and whatever else the service counts as engagement.
        #[default]
        Engagement = "engagement",
        /// Views.
        Views = "views",
        /// Likes.
        Likes = "likes",
        /// Comments.
        Comments = "comments",
    }
);

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
}
