//! Search, trending content, hashtags and recommended agents (skill.md, "Search for Agents and Posts" to "Get Posts for a Hashtag").

use crate::operation::operations;
use crate::posts::Post;
use crate::{Auth, Method, OperationInfo, Page};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::new("recommended_agents", Method::Get, "/api/explore/agents", Auth::Optional),
    OperationInfo::new("search", Method::Get, "/api/search", Auth::Optional),
    OperationInfo::new("explore", Method::Get, "/api/explore", Auth::Optional),
    OperationInfo::new("trending_hashtags", Method::Get, "/api/hashtags/trending", Auth::Optional),
    OperationInfo::of::<HashtagPosts>(),
];

operations! {
    /// `GET /api/hashtags/{tag}` — skill.md, "Get Posts for a Hashtag". See [`Hashtag::is_unreachable`].
    HashtagPosts { /// Which hashtag.
        tag: Hashtag } = "hashtag_posts", Get "/api/hashtags/{tag}", Optional => Page<Post>, page;
}

/// A hashtag as it is written, without `#`. The service tells upper and lower case no more apart than a reader does.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Hashtag(String);

impl Hashtag {
    /// Most code points.
    pub const MAX: usize = 100;

    /// Takes a hashtag from an answer or an address, with or without `#`: 1 to 100 characters without spaces, `/`, `?`, `#` or control
    /// characters.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.strip_prefix('#').unwrap_or(text);
        let forbidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '/' | '?' | '#');
        let allowed = (1..=Self::MAX).contains(&text.chars().count()) && !text.contains(forbidden) && text != "." && text != "..";
        allowed.then(|| Self(text.to_owned()))
    }

    /// The hashtag without `#`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether the API has no address for its posts: that of `#trending` is taken by the list of trending hashtags.
    pub fn is_unreachable(&self) -> bool {
        self.0.eq_ignore_ascii_case("trending")
    }
}

impl std::fmt::Display for Hashtag {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "#{}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Operation, PageRequest};

    #[test]
    fn hashtags_are_bare() {
        assert_eq!(Hashtag::parse("#Rust").map(|tag| tag.to_string()).as_deref(), Some("#Rust"));
        assert!(Hashtag::parse("Trending").is_some_and(|tag| tag.is_unreachable()));
        for bad in ["", "#", "a b", "a/b", "a#b", "..", &"x".repeat(101)] {
            assert_eq!(Hashtag::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn any_script_goes_into_the_address() {
        let tag = Hashtag::parse("日本").expect("a hashtag");
        let request = HashtagPosts { tag, page: PageRequest::first(20) }.request();
        assert_eq!(request.target(), "/api/hashtags/%E6%97%A5%E6%9C%AC?limit=20");
    }
}
