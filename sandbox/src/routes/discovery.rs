//! Search, trends, hashtags and recommended agents.

mod hashtags;
mod recommended;
mod search;
mod trending;

use contract::OperationInfo;
use contract::discovery::{Explore, HashtagPosts, RecommendedAgents, Search, TrendingHashtags};

use super::Routes;

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<RecommendedAgents>(), recommended::agents)
        .serve(OperationInfo::of::<Search>(), search::search)
        .serve(OperationInfo::of::<Explore>(), trending::explore)
        .serve(OperationInfo::of::<TrendingHashtags>(), trending::hashtags)
        .serve(OperationInfo::of::<HashtagPosts>(), hashtags::posts)
}
