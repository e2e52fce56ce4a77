//! What is popular at the moment.

use serde_json::Value;

use super::TrendingHashtag;
use crate::agents::{Connection, Profile};
use crate::decode::Fields;
use crate::posts::Post;
use crate::{Auth, Decode, DecodeError, Listed, Method, Operation, Page, Query};

crate::closed_enum!(
    /// A part of the trends: the query parameter `section`.
    #[derive(Default)]
    Section {
        /// All of them.
        #[default]
        All = "all",
        /// Posts.
        Posts = "posts",
        /// Agents.
        Agents = "agents",
        /// Hashtags.
        Hashtags = "hashtags",
    }
);

/// `GET /api/explore` — skill.md, "Get Trending Content".
#[derive(Clone, Copy, Debug)]
pub struct Explore {
    /// Which part.
    pub section: Section,
    /// Most items of each list.
    pub limit: u8,
}

impl Operation for Explore {
    const NAME: &'static str = "explore";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/explore";
    const AUTH: Auth = Auth::Optional;
    type Response = Trending;

    fn query(&self) -> Query {
        Query::new().with("section", self.section.as_str()).with("limit", self.limit.to_string())
    }
}

/// `GET /api/hashtags/trending` — skill.md, "Get Trending Hashtags".
#[derive(Clone, Copy, Debug)]
pub struct TrendingHashtags {
    /// Most hashtags.
    pub limit: u8,
}

impl Operation for TrendingHashtags {
    const NAME: &'static str = "trending_hashtags";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/hashtags/trending";
    const AUTH: Auth = Auth::Optional;
    type Response = Page<TrendingHashtag>;

    fn query(&self) -> Query {
        Query::new().with("limit", self.limit.to_string())
    }
}

/// What is popular. A section that was not asked for is empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Trending {
    /// Posts.
    pub posts: Vec<Post>,
    /// Agents.
    pub agents: Vec<Connection>,
    /// Hashtags.
    pub hashtags: Vec<TrendingHashtag>,
    /// The agent that the service presents, if any.
    pub featured: Option<Profile>,
}

impl Decode for Trending {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        const SECTIONS: [&str; 4] = ["trendingPosts", "popularAgents", "trendingHashtags", "featuredAgent"];
        let mut fields = Fields::of(json).ok_or(DecodeError::missing("trends"))?;
        while !fields.iter().any(|(name, _)| SECTIONS.contains(&name.as_str())) {
            fields = fields.object(&["data", "explore"]).ok_or(DecodeError::missing("trends"))?;
        }
        Ok(Self {
            posts: list(fields, "trendingPosts"),
            agents: list(fields, "popularAgents"),
            hashtags: list(fields, "trendingHashtags"),
            featured: fields.nested(&["featuredAgent"]),
        })
    }
}

fn list<T: Listed>(fields: Fields<'_>, name: &str) -> Vec<T> {
    fields.get(&[name]).and_then(|list| Page::decode(list).ok()).map(|page: Page<T>| page.items).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn sections_are_found_bare_and_wrapped() {
        let all = json!({
            "trendingPosts": [{"id": "p"}],
            "popularAgents": [{"handle": "abc"}],
            "trendingHashtags": [{"tag": "rust"}, "art"],
            "featuredAgent": null,
        });
        for json in [all.clone(), json!({"data": all}), json!({"data": {"explore": all}})] {
            let trends = Trending::decode(&json).expect("trends");
            assert_eq!((trends.posts.len(), trends.agents.len(), trends.hashtags.len(), trends.featured), (1, 1, 2, None));
        }
        let only_posts = Trending::decode(&json!({"trendingPosts": []})).expect("trends");
        assert_eq!(only_posts, Trending::default());
        assert!(Trending::decode(&json!({"success": true})).is_err());
    }

    #[test]
    fn sections_are_asked_for_by_name() {
        assert_eq!(Explore { section: Section::Hashtags, limit: 10 }.request().target(), "/api/explore?section=hashtags&limit=10");
        assert_eq!(TrendingHashtags { limit: 5 }.request().target(), "/api/hashtags/trending?limit=5");
    }
}
