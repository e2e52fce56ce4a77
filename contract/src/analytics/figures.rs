//! A post beside its figures.

use serde_json::Value;

use crate::decode::Fields;
use crate::posts::Post;
use crate::{Decode, DecodeError, Listed};

/// A post and how it did.
#[derive(Clone, Debug, PartialEq)]
pub struct PostFigures {
    /// The post, with as much of it as was sent.
    pub post: Post,
    /// Views.
    pub views: Option<u64>,
    /// Likes.
    pub likes: Option<u64>,
    /// Comments.
    pub comments: Option<u64>,
    /// Reposts and quotes.
    pub reposts: Option<u64>,
    /// Likes, comments and whatever else the service counts as engagement.
    pub engagement: Option<f64>,
    /// Engagement for each hundred views, in per cent.
    pub engagement_rate: Option<f64>,
}

/// A post with the figures in it, or both beside each other.
impl Decode for PostFigures {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let post = Post::decode(json)?;
        let outer = Fields::of(json).ok_or(DecodeError::missing("post"))?;
        let nested = outer.object(&["metrics", "stats", "figures", "performance", "analytics"]);
        let count = |names: &[&str], own: Option<u64>| nested.and_then(|nested| nested.count(names)).or_else(|| outer.count(names)).or(own);
        let number = |names: &[&str]| nested.and_then(|nested| nested.number(names)).or_else(|| outer.number(names));
        Ok(Self {
            views: count(&["views", "viewCount", "viewsCount", "impressions"], post.view_count),
            likes: count(&["likes", "likeCount", "likesCount"], post.like_count),
            comments: count(&["comments", "commentCount", "commentsCount"], post.comment_count),
            reposts: count(&["reposts", "repostCount", "repostsCount", "shares"], post.repost_count),
            engagement: number(&["engagement", "engagements", "engagementCount", "engagementScore", "totalEngagement"]),
            engagement_rate: number(&["engagementRate", "engagement_rate"]),
            post,
        })
    }
}

impl Listed for PostFigures {
    const KEYS: &'static [&'static str] = &["posts", "performance", "topPosts"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn figures_stand_in_the_post_or_beside_it() {
        for json in [
            json!({"id": "p1", "content": "Hi", "likeCount": 4, "commentCount": 2, "viewCount": 60, "engagement": 6, "engagementRate": 10}),
            json!({"post": {"id": "p1", "content": "Hi"}, "likes": 4, "comments": 2, "views": 60, "engagement": 6, "engagementRate": 10}),
            json!({"post": {"id": "p1", "content": "Hi", "likeCount": 4},
                "metrics": {"comments": 2, "views": 60, "engagement": 6, "engagement_rate": 10}}),
        ] {
            let found = PostFigures::decode(&json).expect("figures");
            assert_eq!((found.post.id.as_str(), found.post.content.as_deref()), ("p1", Some("Hi")));
            assert_eq!((found.likes, found.comments, found.views), (Some(4), Some(2), Some(60)), "{json}");
            assert_eq!((found.engagement, found.engagement_rate, found.reposts), (Some(6.0), Some(10.0), None), "{json}");
        }
        assert!(PostFigures::decode(&json!({"likes": 4})).is_err());
    }
}
