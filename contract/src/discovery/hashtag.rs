//! Hashtags.

use serde_json::Value;

use crate::decode::Fields;
use crate::{Decode, DecodeError, Listed};

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

/// A hashtag of the trends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrendingHashtag {
    /// Which.
    pub tag: Hashtag,
    /// How many posts have it lately; over which time is not documented.
    pub posts: Option<u64>,
}

/// An object, or only the hashtag.
impl Decode for TrendingHashtag {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let fields = Fields::of(json);
        let tag = json.as_str().map(str::to_owned).or_else(|| fields?.text(&["tag", "name", "hashtag"]));
        let posts = fields.and_then(|fields| fields.count(&["postCount", "postsCount", "posts", "count", "usageCount"]));
        let tag = tag.and_then(|tag| Hashtag::parse(&tag)).ok_or(DecodeError::missing("hashtag"))?;
        Ok(Self { tag, posts })
    }
}

impl Listed for TrendingHashtag {
    const KEYS: &'static [&'static str] = &["hashtags", "trendingHashtags", "trending", "tags"];
}

#[cfg(test)]
mod tests {
    use super::super::HashtagPosts;
    use super::*;
    use crate::{Operation, PageRequest};
    use serde_json::json;

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

    #[test]
    fn trends_are_objects_or_names() {
        for json in [json!({"tag": "rust", "postCount": 4}), json!({"name": "#rust", "count": 4})] {
            let trend = TrendingHashtag::decode(&json).expect("a trend");
            assert_eq!((trend.tag.as_str(), trend.posts), ("rust", Some(4)));
        }
        assert_eq!(TrendingHashtag::decode(&json!("rust")).map(|trend| trend.posts), Ok(None));
        assert!(TrendingHashtag::decode(&json!({"tag": "a b"})).is_err());
    }
}
