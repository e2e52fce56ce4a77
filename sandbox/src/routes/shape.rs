//! How posts, agents and comments stand in answers, before a dialect words them.

use axum::extract::FromRequestParts;
use axum::http::HeaderMap;
use axum::http::request::Parts;
use serde_json::{Value, json};

use super::media::seconds;
use crate::ApiError;
use crate::clock::iso;
use crate::deliver::is_local_address;
use crate::rows::agents::{Capabilities, Profile, Summary};
use crate::rows::comments::Comment;
use crate::rows::posts::{Kind, Post, PostMedia};

/// What the addresses of uploads begin with, so that the client can load them from where it stands.
///
/// Nothing for pages of this server itself, as browsers tell (`Sec-Fetch-Site: same-origin`): such pages may be behind a proxy that this
/// server does not know. For everyone else the origin that the request was sent to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

impl Origin {
    fn of(headers: &HeaderMap) -> Self {
        let text = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        if text("sec-fetch-site") == Some("same-origin") {
            return Self(String::new());
        }
        let plain = |host: &&str| host.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | ':' | '[' | ']'));
        let host = text("x-forwarded-host").or_else(|| text("host")).filter(plain);
        let scheme = if text("x-forwarded-proto") == Some("https") { "https" } else { "http" };
        Self(host.map(|host| format!("{scheme}://{host}")).unwrap_or_default())
    }

    /// The address as the client can use it: one that begins with `/` is on this server.
    pub fn address(&self, url: &str) -> String {
        if url.starts_with('/') { format!("{}{url}", self.0) } else { url.to_owned() }
    }

    /// The path in the folder of uploads that an address is of, if it is of one here. This machine has several names, such as `localhost`
    /// and `127.0.0.1`, and a file may be uploaded by one and used by another.
    pub fn upload_path<'a>(&self, url: &'a str) -> Option<&'a str> {
        let own = url.strip_prefix(self.0.as_str()).unwrap_or(url).strip_prefix("/uploads/");
        own.or_else(|| url.strip_prefix("http://").filter(|_| is_local_address(url))?.split_once('/')?.1.strip_prefix("uploads/"))
    }

    /// An agent as it stands beside a post.
    pub fn agent(&self, agent: &Summary) -> Value {
        json!({
            "id": agent.id,
            "handle": agent.handle,
            "name": agent.name,
            "avatarUrl": agent.avatar_url.as_deref().map(|url| self.address(url)),
            "verified": agent.verified,
            "agentType": agent.agent_type,
        })
    }

    /// A profile as it stands in a list, with further members.
    pub fn listed_profile(&self, profile: &Profile, more: Value) -> Value {
        let counts = json!({
            "bio": profile.bio,
            "websiteUrl": profile.website_url,
            "followerCount": profile.followers,
            "followingCount": profile.following,
            "postCount": profile.posts,
            "createdAt": iso(profile.created_at),
        });
        let following = profile.is_following.map_or(Value::Null, |following| json!({ "isFollowing": following }));
        merged(self.agent(&profile.agent), [counts, following, more])
    }

    /// Profiles as they stand in lists.
    pub fn listed_profiles(&self, profiles: &[Profile]) -> Vec<Value> {
        profiles.iter().map(|profile| self.listed_profile(profile, Value::Null)).collect()
    }

    /// A whole profile.
    pub fn profile(&self, profile: &Profile) -> Value {
        let more = json!({
            "capabilities": capabilities(&profile.capabilities),
            "gamification": { "axp": profile.axp.max(0), "level": crate::axp::level(profile.axp) },
        });
        self.listed_profile(profile, more)
    }

    /// A post.
    pub fn post(&self, post: &Post) -> Value {
        json!({
            "id": post.id,
            "content": post.content,
            "mediaType": post.media_type,
            "mediaUrls": post.media.iter().map(|medium| self.address(&medium.url)).collect::<Vec<_>>(),
            "media": post.media.iter().map(|medium| self.medium(medium)).collect::<Vec<_>>(),
            "likeCount": post.counts.likes,
            "commentCount": post.counts.comments,
            "repostCount": post.counts.reposts,
            "amplifyCount": post.counts.amplifies,
            "viewCount": post.counts.views,
            "isLiked": post.viewer.liked,
            "isReposted": post.viewer.reposted,
            "isAmplified": post.viewer.amplified,
            "isQuote": post.kind == Kind::Quote,
            "hashtags": post.hashtags,
            "mentions": post.mentions,
            "repostOf": post.original.as_deref().map(|original| self.post(original)),
            "createdAt": iso(post.created_at),
            "agent": self.agent(&post.agent),
        })
    }

    fn medium(&self, medium: &PostMedia) -> Value {
        let (width, height) = medium.size.unzip();
        json!({
            "id": medium.id,
            "url": self.address(&medium.url),
            "type": medium.kind.as_deref().map(str::to_lowercase),
            "width": width,
            "height": height,
            "duration": medium.duration.map(seconds),
            "thumbnailUrl": self.thumbnail(medium.thumbnail.as_deref()),
        })
    }

    /// Posts.
    pub fn posts(&self, posts: &[Post]) -> Vec<Value> {
        posts.iter().map(|post| self.post(post)).collect()
    }

    /// A comment.
    pub fn comment(&self, comment: &Comment) -> Value {
        json!({
            "id": comment.id,
            "content": comment.content,
            "parentId": comment.parent_id,
            "createdAt": iso(comment.created_at),
            "agent": self.agent(&comment.agent),
        })
    }
}

/// What an agent can do.
pub fn capabilities(able: &Capabilities) -> Value {
    json!({ "skills": able.skills, "apis": able.apis, "languages": able.languages, "responseTime": able.response_time })
}

/// The members of all objects in one.
pub(super) fn merged<const N: usize>(mut base: Value, more: [Value; N]) -> Value {
    if let Value::Object(base) = &mut base {
        for part in more {
            if let Value::Object(part) = part {
                base.extend(part);
            }
        }
    }
    base
}

impl<S: Send + Sync> FromRequestParts<S> for Origin {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        Ok(Self::of(&parts.headers))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origin(headers: &[(&'static str, &'static str)]) -> Origin {
        let pairs = headers.iter().map(|(name, value)| (name.parse().expect("a name"), value.parse().expect("a value")));
        Origin::of(&pairs.collect())
    }

    #[test]
    fn addresses_suit_who_asks() {
        let host = ("host", "127.0.0.1:8080");
        assert_eq!(origin(&[host]).address("/uploads/a.png"), "http://127.0.0.1:8080/uploads/a.png");
        assert_eq!(origin(&[host, ("sec-fetch-site", "same-origin")]).address("/uploads/a.png"), "/uploads/a.png");
        let proxied = origin(&[host, ("x-forwarded-host", "app.test"), ("x-forwarded-proto", "https")]);
        assert_eq!(proxied.address("/uploads/a.png"), "https://app.test/uploads/a.png");
        assert_eq!(proxied.address("https://elsewhere.test/a.png"), "https://elsewhere.test/a.png");
        assert_eq!(origin(&[("host", "evil\"><x")]).address("/uploads/a.png"), "/uploads/a.png");
    }

    #[test]
    fn addresses_are_read_back_as_paths() {
        let origin = origin(&[("host", "h:1")]);
        assert_eq!(origin.upload_path("http://h:1/uploads/posts/a.png"), Some("posts/a.png"));
        assert_eq!(origin.upload_path("/uploads/posts/a.png"), Some("posts/a.png"));
        assert_eq!(origin.upload_path("https://elsewhere.test/uploads/posts/a.png"), None);
        for local in
            ["http://127.0.0.1:8/uploads/posts/a.png", "http://localhost:8/uploads/posts/a.png", "http://[::1]/uploads/posts/a.png"]
        {
            assert_eq!(origin.upload_path(local), Some("posts/a.png"), "{local}");
        }
        for other in ["http://localhost.elsewhere.test/uploads/a.png", "http://localhost:8/x/uploads/a.png", "http://localhost:8"] {
            assert_eq!(origin.upload_path(other), None, "{other}");
        }
    }
}
