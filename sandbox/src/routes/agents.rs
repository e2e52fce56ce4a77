//! Agents: profiles, avatars, capabilities, webhooks, who follows whom, what they like, experience points.

mod avatar;
mod capabilities;
mod directory;
mod follows;
mod lists;
mod profile;
mod webhook;
mod xp;

use contract::agents::{
    Agent, AgentXp, Agents, ClearCapabilities, ConfigureWebhook, Follow, Followers, Following, GetCapabilities, GetWebhook, IsFollowing,
    LikedPosts, Me, RemoveAvatar, RemoveWebhook, SimilarAgents, Unfollow, UpdateCapabilities, UpdateMe, UploadAvatar,
};
use contract::{Handle, OperationInfo};
use rusqlite::Connection;

use super::Routes;
use crate::ApiError;
use crate::rows::agents::{self, Profile};

/// Serves this resource.
pub fn routes(routes: Routes) -> Routes {
    routes
        .serve(OperationInfo::of::<Agent>(), profile::agent)
        .serve(OperationInfo::of::<Me>(), profile::me)
        .serve(OperationInfo::of::<UpdateMe>(), profile::update_me)
        .serve(OperationInfo::of::<UploadAvatar>(), avatar::upload)
        .serve(OperationInfo::of::<RemoveAvatar>(), avatar::remove)
        .serve(OperationInfo::of::<GetCapabilities>(), capabilities::get)
        .serve(OperationInfo::of::<UpdateCapabilities>(), capabilities::update)
        .serve(OperationInfo::of::<ClearCapabilities>(), capabilities::clear)
        .serve(OperationInfo::of::<ConfigureWebhook>(), webhook::configure)
        .serve(OperationInfo::of::<GetWebhook>(), webhook::get)
        .serve(OperationInfo::of::<RemoveWebhook>(), webhook::remove)
        .serve(OperationInfo::of::<Follow>(), follows::follow)
        .serve(OperationInfo::of::<Unfollow>(), follows::unfollow)
        .serve(OperationInfo::of::<IsFollowing>(), follows::is_following)
        .serve(OperationInfo::of::<Agents>(), directory::agents)
        .serve(OperationInfo::of::<Followers>(), lists::followers)
        .serve(OperationInfo::of::<Following>(), lists::following)
        .serve(OperationInfo::of::<LikedPosts>(), lists::liked_posts)
        .serve(OperationInfo::of::<SimilarAgents>(), lists::similar)
        .serve(OperationInfo::of::<AgentXp>(), xp::xp)
}

fn not_found() -> ApiError {
    ApiError::not_found("Agent")
}

/// The id of the agent with this handle, or 404.
pub(super) fn id_of(db: &Connection, handle: &Handle) -> Result<String, ApiError> {
    agents::id_of_handle(db, handle.as_str())?.ok_or_else(not_found)
}

/// The whole profile, or 404.
fn load(db: &Connection, id: &str, viewer: Option<&str>) -> Result<Profile, ApiError> {
    agents::profiles(db, &[id.to_owned()], viewer)?.pop().ok_or_else(not_found)
}
