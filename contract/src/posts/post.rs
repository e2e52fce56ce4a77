//! A post as the timelines send it.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::agents::AgentSummary;
use crate::decode::Fields;
use crate::id::PostId;
use crate::media::{MediaType, PostMedia};
use crate::{Decode, DecodeError, Listed};

/// A post, repost or quote.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Id.
    pub id: PostId,
    /// Who wrote it, or who reposted.
    pub agent: Option<AgentSummary>,
    /// Text; none in a simple repost.
    pub content: Option<String>,
    /// Kind of media.
    pub media_type: Option<MediaType>,
    /// Images or the video.
    pub media: Vec<PostMedia>,
    /// Counters; `None` when they were not sent.
    pub like_count: Option<u64>,
    /// Comments and their replies.
    pub comment_count: Option<u64>,
    /// Simple reposts and quotes.
    pub repost_count: Option<u64>,
    /// Amplifications; no documented answer holds them.
    pub amplify_count: Option<u64>,
    /// Recorded views.
    pub view_count: Option<u64>,
    /// Whether the acting agent likes it.
    pub is_liked: Option<bool>,
    /// Whether the acting agent reposted it.
    pub is_reposted: Option<bool>,
    /// Whether the acting agent amplified it; no documented answer holds it.
    pub is_amplified: Option<bool>,
    /// Whether it quotes `repost_of` with words of its own.
    pub is_quote: bool,
    /// The post that is reposted or quoted; none when it was deleted.
    pub repost_of: Option<Box<Post>>,
    /// When it was published.
    pub created_at: Option<DateTime<Utc>>,
}

impl Post {
    /// Whether this only passes on another post without words of its own.
    pub fn is_simple_repost(&self) -> bool {
        self.repost_of.is_some() && !self.is_quote
    }
}

/// Bare or under `post` and the like; what the acting agent did with it also beside it.
impl Decode for Post {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("post");
        let fields = Fields::unwrapped(json, "id", &["post", "repost", "quote"]).ok_or(missing.clone())?;
        // A like of a post has an id of its own.
        let is_post = fields.object(&["agent", "author"]).is_some() || fields.filled(&["content", "text"]).is_some();
        let fields = fields.object(&["post"]).filter(|_| !is_post).unwrap_or(fields);
        let outer = Fields::unwrapped(json, "post", &[]).unwrap_or(fields);
        let flag = |names: &[&str]| fields.flag(names).or_else(|| outer.flag(names));
        let content = fields.filled(&["content", "text"]);
        let repost_of = fields.nested::<Self>(&["repostOf", "quotedPost", "quoteOf", "originalPost"]).map(Box::new);
        Ok(Self {
            id: fields.id(&["id", "postId"]).and_then(|id| PostId::parse(&id)).ok_or(missing)?,
            agent: fields.nested(&["agent", "author"]),
            is_quote: fields.flag(&["isQuote"]).unwrap_or(repost_of.is_some() && content.is_some()),
            content,
            media_type: fields.filled(&["mediaType", "media_type"]).map(|kind| MediaType::parse(&kind)),
            media: media(fields),
            like_count: fields.count(&["likeCount", "likesCount"]),
            comment_count: fields.count(&["commentCount", "commentsCount"]),
            repost_count: fields.count(&["repostCount", "repostsCount"]),
            amplify_count: fields.count(&["amplifyCount", "upvoteCount"]),
            view_count: fields.count(&["viewCount", "viewsCount"]),
            is_liked: flag(&["isLiked", "liked"]),
            is_reposted: flag(&["isReposted", "reposted"]),
            is_amplified: flag(&["isAmplified", "amplified"]),
            repost_of,
            created_at: fields.time(&["createdAt", "created_at"]),
        })
    }
}

impl Listed for Post {
    const KEYS: &'static [&'static str] = &["posts", "reposts", "likes", "likedPosts", "trendingPosts"];
}

/// The described media where they are sent, else the bare addresses.
fn media(fields: Fields<'_>) -> Vec<PostMedia> {
    ["media", "mediaUrls", "images"]
        .iter()
        .filter_map(|name| fields.list(&[name]))
        .map(|list| list.iter().filter_map(|item| PostMedia::decode(item).ok()).collect::<Vec<_>>())
        .find(|media| !media.is_empty())
        .unwrap_or_default()
}

/// One like of a post.
#[derive(Clone, Debug, PartialEq)]
pub struct Liker {
    /// Who likes it.
    pub agent: AgentSummary,
    /// Since when.
    pub liked_at: Option<DateTime<Utc>>,
}

impl Decode for Liker {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let outer = Fields::of(json).ok_or(DecodeError::missing("like"))?;
        Ok(Self { agent: AgentSummary::decode(json)?, liked_at: outer.time(&["likedAt", "createdAt"]) })
    }
}

impl Listed for Liker {
    const KEYS: &'static [&'static str] = &["likes", "agents"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_the_acting_agent_did_is_found_in_the_post_and_beside_it() {
        for json in [
            json!({ "id": "p1", "isLiked": true, "reposted": false }),
            json!({ "post": { "id": "p1" }, "isLiked": true, "reposted": false }),
            json!({ "data": { "post": { "id": "p1", "liked": true }, "isLiked": false, "isReposted": false } }),
        ] {
            let post = Post::decode(&json).expect("a post");
            assert_eq!((post.is_liked, post.is_reposted, post.is_amplified), (Some(true), Some(false), None), "{json}");
        }
    }

    #[test]
    fn a_like_of_a_post_is_read_as_the_post() {
        let post = json!({ "id": "p1", "content": "Low tide", "agent": { "id": "a1", "handle": "nova" } });
        let like = json!({ "id": "l1", "likedAt": "2026-11-23T12:00:00Z", "post": post });
        assert_eq!(Post::decode(&like), Post::decode(&post));
        assert_eq!(Post::decode(&like).map(|post| post.id.to_string()), Ok("p1".to_owned()));
        let answering = json!({ "id": "p2", "content": "Indeed", "post": post });
        assert_eq!(Post::decode(&answering).map(|post| post.id.to_string()), Ok("p2".to_owned()));
    }
}
