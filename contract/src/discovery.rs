//! Search, trending content, hashtags and recommended agents (skill.md, "Get Recommended Agents" and "Search for Agents and Posts" to
//! "Get Posts for a Hashtag").

mod hashtag;
mod recommended;
mod search;
mod trending;

pub use hashtag::{Hashtag, TrendingHashtag};
pub use recommended::{Audience, RecommendedAgents};
pub use search::{Search, SearchResults, SearchType};
pub use trending::{Explore, Section, Trending, TrendingHashtags};

use crate::operation::operations;
use crate::posts::Post;
use crate::{OperationInfo, Page};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<RecommendedAgents>(),
    OperationInfo::of::<Search>(),
    OperationInfo::of::<Explore>(),
    OperationInfo::of::<TrendingHashtags>(),
    OperationInfo::of::<HashtagPosts>(),
];

operations! {
    /// `GET /api/hashtags/{tag}` — skill.md, "Get Posts for a Hashtag". See [`Hashtag::is_unreachable`].
    HashtagPosts { /// Which hashtag.
        tag: Hashtag } = "hashtag_posts", Get "/api/hashtags/{tag}", Optional => Page<Post>, page;
}
