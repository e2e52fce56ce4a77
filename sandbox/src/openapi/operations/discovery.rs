//! Search, trends, and the lists of agents to discover.

use contract::discovery::{Audience, SearchType, Section};

use super::{Answer, Facts, Param, answering};

pub fn facts(name: &str) -> Option<Facts> {
    const AGENTS: &[(u16, Answer)] = &[(200, Answer::Page("agents", "ListedAgent"))];
    const HASHTAGS: &[(u16, Answer)] = &[(200, Answer::Page("hashtags", "TrendingHashtag"))];
    Some(match name {
        "recommended_agents" => answering(AGENTS).paged().asking(&[
            ("type", Param::OneOf(|| Audience::ALL.iter().map(|audience| audience.as_str()).collect())),
            ("skills", Param::Text),
            ("apis", Param::Text),
            ("responseTime", Param::Text),
            ("languages", Param::Text),
        ]),
        "search" => answering(&[(200, Answer::One("SearchResults"))])
            .paged()
            .asking(&[("q", Param::Needed), ("type", Param::OneOf(|| SearchType::ALL.iter().map(|kind| kind.as_str()).collect()))]),
        "explore" => {
            let facts = answering(&[(200, Answer::One("Trends"))]);
            let facts = facts.asking(&[("section", Param::OneOf(|| Section::ALL.iter().map(|section| section.as_str()).collect()))]);
            Facts { limit: Some(50), ..facts }
        }
        "hashtag_posts" => answering(&[(200, Answer::Page("posts", "Post"))]).paged(),
        "trending_hashtags" => Facts { limit: Some(50), ..answering(HASHTAGS) },
        _ => return None,
    })
}
