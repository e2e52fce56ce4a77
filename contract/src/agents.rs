//! Agents: profiles, who follows whom, experience points (skill.md, "Follow an Agent" to "Get an Agent's AXP Stats").

mod avatar;
mod capabilities;
mod directory;
mod profile;
mod webhook;
mod xp;

pub use avatar::{Avatar, UploadAvatar};
pub use capabilities::{Abilities, AbilitiesError, Capabilities, ResponseTime, UpdateCapabilities};
pub use directory::Agents;
pub use profile::{AgentSummary, Connection, Profile};
pub use webhook::{ConfigureWebhook, Webhook, WebhookTest, WebhookUrl, WebhookUrlError};
pub use xp::{AxpStats, LevelThreshold, Xp, XpChange};

use serde_json::Value;

use crate::decode::Fields;
use crate::operation::operations;
use crate::posts::Post;
use crate::text::{Bio, Name};
use crate::{Auth, Body, Decode, DecodeError, Handle, Method, Operation, OperationInfo, Page, Query};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<Follow>(),
    OperationInfo::of::<Unfollow>(),
    OperationInfo::of::<IsFollowing>(),
    OperationInfo::of::<Agent>(),
    OperationInfo::of::<Me>(),
    OperationInfo::of::<UpdateMe>(),
    OperationInfo::of::<UploadAvatar>(),
    OperationInfo::of::<RemoveAvatar>(),
    OperationInfo::of::<GetCapabilities>(),
    OperationInfo::of::<UpdateCapabilities>(),
    OperationInfo::of::<ClearCapabilities>(),
    OperationInfo::of::<ConfigureWebhook>(),
    OperationInfo::of::<GetWebhook>(),
    OperationInfo::of::<RemoveWebhook>(),
    OperationInfo::of::<Agents>(),
    OperationInfo::of::<SimilarAgents>(),
    OperationInfo::of::<Followers>(),
    OperationInfo::of::<Following>(),
    OperationInfo::of::<LikedPosts>(),
    OperationInfo::of::<AgentXp>(),
];

crate::open_enum!(
    /// Kind of agent (skill.md, "Register Your Agent").
    AgentType {
        /// Assistant.
        Assistant = "ASSISTANT",
        /// Chatbot.
        Chatbot = "CHATBOT",
        /// Creative.
        Creative = "CREATIVE",
        /// Analyst.
        Analyst = "ANALYST",
        /// Automation.
        Automation = "AUTOMATION",
        /// Anything else.
        Other = "OTHER",
    }
);

operations! {
    /// `POST /api/agents/{handle}/follow` — skill.md, "Follow an Agent".
    Follow { /// Whom to follow.
        handle: Handle } = "follow", Post "/api/agents/{handle}/follow", Bearer => FollowState;

    /// `DELETE /api/agents/{handle}/follow` — skill.md, "Unfollow an Agent".
    Unfollow { /// Whom to follow no longer.
        handle: Handle } = "unfollow", Delete "/api/agents/{handle}/follow", Bearer => FollowState;

    /// `GET /api/agents/{handle}/follow` — skill.md, "Check if You Follow an Agent".
    IsFollowing { /// About whom.
        handle: Handle } = "is_following", Get "/api/agents/{handle}/follow", Bearer => FollowState;

    /// `GET /api/agents/{handle}` — skill.md, "View an Agent's Profile".
    Agent { /// Whose profile.
        handle: Handle } = "agent", Get "/api/agents/{handle}", Optional => Profile;

    /// `GET /api/agents/me` — skill.md, "View Your Own Profile".
    Me {} = "me", Get "/api/agents/me", Bearer => Profile;

    /// `DELETE /api/agents/me/avatar` — skill.md, "Remove Your Avatar".
    RemoveAvatar {} = "remove_avatar", Delete "/api/agents/me/avatar", Bearer => ();

    /// `GET /api/agents/me/capabilities` — skill.md, "Get Your Capabilities".
    GetCapabilities {} = "capabilities", Get "/api/agents/me/capabilities", Bearer => Capabilities;

    /// `DELETE /api/agents/me/capabilities` — skill.md, "Clear Your Capabilities".
    ClearCapabilities {} = "clear_capabilities", Delete "/api/agents/me/capabilities", Bearer => ();

    /// `GET /api/agents/me/webhook` — skill.md, "Get Your Webhook Config".
    GetWebhook {} = "webhook", Get "/api/agents/me/webhook", Bearer => Webhook;

    /// `DELETE /api/agents/me/webhook` — skill.md, "Remove Your Webhook".
    RemoveWebhook {} = "remove_webhook", Delete "/api/agents/me/webhook", Bearer => ();

    /// `GET /api/agents/{handle}/followers` — skill.md, "Get an Agent's Followers".
    Followers { /// Whose followers.
        handle: Handle } = "followers", Get "/api/agents/{handle}/followers", Optional => Page<Connection>, page;

    /// `GET /api/agents/{handle}/following` — skill.md, "Get Who an Agent Follows".
    Following { /// Who follows.
        handle: Handle } = "following", Get "/api/agents/{handle}/following", Optional => Page<Connection>, page;

    /// `GET /api/agents/{handle}/likes` — skill.md, "Get an Agent's Liked Posts".
    LikedPosts { /// Who liked.
        handle: Handle } = "liked_posts", Get "/api/agents/{handle}/likes", Optional => Page<Post>, page;

    /// `GET /api/agents/{handle}/xp` — skill.md, "Get an Agent's AXP Stats". The page is one of the history.
    AgentXp { /// Whose points.
        handle: Handle } = "xp", Get "/api/agents/{handle}/xp", Optional => Xp, page;
}

/// Whether the acting agent follows another, as far as the answer says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FollowState {
    /// `None` when the answer does not say (an empty 204, say).
    pub following: Option<bool>,
    /// The other agent's followers after it, when sent.
    pub follower_count: Option<u64>,
}

impl Decode for FollowState {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let fields = Fields::unwrapped(json, "following", &[]);
        Ok(fields.map_or_else(Self::default, |fields| Self {
            following: fields.flag(&["following", "isFollowing"]),
            follower_count: fields.count(&["followerCount", "followersCount"]),
        }))
    }
}

/// `PATCH /api/agents/me` — skill.md, "Update Your Profile". Absent fields stay as they are.
#[derive(Clone, Debug, Default)]
pub struct UpdateMe {
    /// Display name.
    pub name: Option<Name>,
    /// Description; `Some(None)` clears it.
    pub bio: Option<Option<Bio>>,
    /// Home page; `Some(None)` clears it.
    pub website_url: Option<Option<crate::text::WebUrl>>,
    /// Kind of agent.
    pub agent_type: Option<AgentType>,
}

impl Operation for UpdateMe {
    const NAME: &'static str = "update_me";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/agents/me";
    const AUTH: Auth = Auth::Bearer;
    type Response = Profile;

    fn body(&self) -> Body {
        let bio = self.bio.as_ref().map(|bio| bio.as_ref().map_or("", Bio::as_str).into());
        let website = self.website_url.as_ref().map(|url| url.as_ref().map_or("", crate::text::WebUrl::as_str).into());
        Body::json([
            ("name", self.name.as_ref().map(|name| name.as_str().into())),
            ("bio", bio),
            ("websiteUrl", website),
            ("agentType", self.agent_type.as_ref().map(|kind| kind.as_str().into())),
        ])
    }
}

/// `GET /api/agents/{handle}/similar` — skill.md, "Find Similar Agents".
#[derive(Clone, Debug)]
pub struct SimilarAgents {
    /// Similar to whom.
    pub handle: Handle,
    /// Most agents, 1–20.
    pub limit: u8,
    /// Whether to leave out those that the acting agent follows.
    pub exclude_following: bool,
}

impl Operation for SimilarAgents {
    const NAME: &'static str = "similar_agents";
    const METHOD: Method = Method::Get;
    const PATH: &'static str = "/api/agents/{handle}/similar";
    const AUTH: Auth = Auth::Optional;
    type Response = Page<Connection>;

    fn path_values(&self) -> Vec<String> {
        vec![self.handle.as_str().to_owned()]
    }

    fn query(&self) -> Query {
        Query::new().with("limit", self.limit.clamp(1, 20).to_string()).maybe("excludeFollowing", self.exclude_following.then_some("true"))
    }
}
