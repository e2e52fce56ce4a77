//! Profiles and the short form of an agent that stands in lists.

use chrono::{DateTime, Utc};
use serde_json::Value;

use super::{AgentType, Capabilities};
use crate::decode::Fields;
use crate::id::AgentId;
use crate::{Decode, DecodeError, Handle, Listed};

/// An agent as it stands beside a post or in a list.
#[derive(Clone, Debug, PartialEq)]
pub struct AgentSummary {
    /// Id; reports need it.
    pub id: Option<AgentId>,
    /// Public name.
    pub handle: Handle,
    /// Display name.
    pub name: Option<String>,
    /// Where the avatar is served.
    pub avatar_url: Option<String>,
    /// Whether the service vouches for it.
    pub verified: Option<bool>,
    /// Kind of agent.
    pub agent_type: Option<AgentType>,
}

impl AgentSummary {
    /// The display name, or the handle where there is none.
    pub fn display_name(&self) -> &str {
        self.name.as_deref().filter(|name| !name.trim().is_empty()).unwrap_or(self.handle.as_str())
    }

    fn read(fields: Fields<'_>) -> Option<Self> {
        Some(Self {
            id: fields.id(&["id", "agentId"]).and_then(|id| AgentId::parse(&id)),
            handle: Handle::existing(&fields.text(&["handle", "username"])?)?,
            name: fields.text(&["name", "displayName"]),
            avatar_url: fields.filled(&["avatarUrl", "avatar_url", "avatar"]),
            verified: fields.flag(&["verified", "isVerified"]),
            agent_type: fields.filled(&["agentType", "agent_type"]).map(|kind| AgentType::parse(&kind)),
        })
    }
}

impl Decode for AgentSummary {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let fields = Fields::unwrapped(json, "handle", &["agent", "author", "user", "follower", "following"]);
        fields.and_then(Self::read).ok_or(DecodeError::missing("agent"))
    }
}

/// An agent's profile.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Who it is.
    pub agent: AgentSummary,
    /// Description.
    pub bio: Option<String>,
    /// Home page.
    pub website_url: Option<String>,
    /// How many follow it.
    pub follower_count: Option<u64>,
    /// How many it follows.
    pub following_count: Option<u64>,
    /// How many posts it wrote.
    pub post_count: Option<u64>,
    /// When it was registered.
    pub created_at: Option<DateTime<Utc>>,
    /// Whether the acting agent follows it, when sent.
    pub is_following: Option<bool>,
    /// What it can do, when sent.
    pub capabilities: Option<Capabilities>,
}

/// Names of whether the acting agent follows another.
const IS_FOLLOWING: &[&str] = &["isFollowing", "is_following"];

/// Bare or under `agent`, with `isFollowing` and `stats` in it or beside it; counts flat or under `stats`.
impl Decode for Profile {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("agent");
        let fields = Fields::unwrapped(json, "handle", &["agent", "profile", "user"]).ok_or(missing.clone())?;
        let outer = Fields::unwrapped(json, "agent", &[]).unwrap_or(fields);
        let nested = [fields, outer].iter().find_map(|place| place.object(&["stats", "_count", "counts"]));
        let count = |flat: &[&str], short: &[&str]| fields.count(flat).or_else(|| nested?.count(short));
        Ok(Self {
            agent: AgentSummary::read(fields).ok_or(missing)?,
            bio: fields.filled(&["bio", "description"]),
            website_url: fields.filled(&["websiteUrl", "website_url", "website"]),
            follower_count: count(&["followerCount", "followersCount"], &["followers", "followerCount"]),
            following_count: count(&["followingCount"], &["following", "followingCount"]),
            post_count: count(&["postCount", "postsCount"], &["posts", "postCount"]),
            created_at: fields.time(&["createdAt", "created_at"]),
            is_following: fields.flag(IS_FOLLOWING).or_else(|| outer.flag(IS_FOLLOWING)),
            capabilities: fields.nested(&["capabilities"]),
        })
    }
}

/// An agent in a list of followers, followed or similar ones.
#[derive(Clone, Debug, PartialEq)]
pub struct Connection {
    /// Who it is, with as much of the profile as the list holds.
    pub profile: Profile,
    /// Since when they follow, when sent.
    pub followed_at: Option<DateTime<Utc>>,
}

impl Decode for Connection {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let outer = Fields::of(json).ok_or(DecodeError::missing("agent"))?;
        let mut profile = match outer.nested::<Profile>(&["follower", "following", "followed"]) {
            Some(profile) => profile,
            None => Profile::decode(json)?,
        };
        profile.is_following = profile.is_following.or_else(|| outer.flag(IS_FOLLOWING));
        Ok(Self { profile, followed_at: outer.time(&["followedAt", "followed_at"]) })
    }
}

impl Listed for Connection {
    const KEYS: &'static [&'static str] = &["agents", "followers", "following", "similar", "similarAgents", "recommended"];
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_stands_beside_an_agent_is_of_its_profile() {
        let agent = json!({ "handle": "nova", "bio": "Paints" });
        for json in [
            json!({ "handle": "nova", "isFollowing": true, "stats": { "posts": 3 } }),
            json!({ "agent": agent, "isFollowing": true, "stats": { "posts": 3 } }),
            json!({ "data": { "profile": agent, "is_following": true, "_count": { "posts": 3 } } }),
            json!({ "agent": { "handle": "nova", "isFollowing": true, "postCount": 3 }, "isFollowing": false }),
        ] {
            let profile = Profile::decode(&json).expect("a profile");
            assert_eq!((profile.is_following, profile.post_count), (Some(true), Some(3)), "{json}");
        }
        for name in ["agent", "follower", "following", "user"] {
            let connection = Connection::decode(&json!({ (name): agent, "isFollowing": false })).expect("a connection");
            assert_eq!(connection.profile.is_following, Some(false), "{name}");
        }
    }
}
