//! What an agent sets for itself: profile, avatar, capabilities. What was changed shows at once wherever the agent is shown.

use contract::agents::{
    Avatar, Capabilities, ClearCapabilities, GetCapabilities, Me, Profile, RemoveAvatar, UpdateCapabilities, UpdateMe, UploadAvatar,
};
use leptos::prelude::*;
use web_sys::File;

use super::Agents;
use crate::api::ApiError;
use crate::api::upload::Upload;
use crate::browser::storage;
use crate::route::Actor;
use crate::store::Store;
use crate::store::deletion::{self, NotDeleted};

/// Changes the profile.
///
/// # Errors
/// Why it was not changed, or why that is not known ([`ApiError::fate_unknown`]).
pub async fn update(store: Store, actor: &Actor, change: &UpdateMe) -> Result<(), ApiError> {
    let profile = store.client.send(actor, change).await?;
    show(store, profile);
    Ok(())
}

/// Sends a picture and makes it the avatar.
///
/// # Errors
/// Why the avatar was not changed, or why that is not known.
pub async fn set_avatar(store: Store, actor: &Actor, upload: Upload, picture: &File) -> Result<(), ApiError> {
    let answer = upload.send(store.client, actor, &UploadAvatar, picture).await?;
    match answer {
        Avatar { profile: Some(profile), .. } => show(store, profile),
        Avatar { url: Some(url), .. } => change(store, actor, |profile| profile.agent.avatar_url = Some(url)),
        // The answer does not tell where it is served.
        Avatar { .. } => reload(store, actor).await?,
    }
    Ok(())
}

/// Takes the avatar away.
///
/// # Errors
/// Why it is still there, or may be.
pub async fn remove_avatar(store: Store, actor: &Actor) -> Result<(), NotDeleted> {
    let answer = store.client.send(actor, &RemoveAvatar {}).await;
    deletion::ended(answer, async { Some(store.client.send(actor, &Me {}).await.ok()?.agent.avatar_url.is_none()) }).await?;
    change(store, actor, |profile| profile.agent.avatar_url = None);
    Ok(())
}

/// Reads the capabilities; nothing when they were changed here meanwhile, since the answer is older than that.
///
/// # Errors
/// Why they are not known.
pub async fn capabilities(store: Store, actor: &Actor) -> Result<Option<Capabilities>, ApiError> {
    let asked = store.agents.own_changes();
    let able = store.client.send(actor, &GetCapabilities {}).await?;
    Ok((asked == store.agents.own_changes()).then_some(able))
}

/// Changes the capabilities.
///
/// # Errors
/// Why they were not changed, or why that is not known.
pub async fn set_capabilities(store: Store, actor: &Actor, change: &UpdateCapabilities) -> Result<Capabilities, ApiError> {
    let able = store.client.send(actor, change).await?;
    show_capabilities(store, actor, able.clone());
    Ok(able)
}

/// Removes all capabilities.
///
/// # Errors
/// Why they are still there, or why that is not known.
pub async fn clear_capabilities(store: Store, actor: &Actor) -> Result<(), ApiError> {
    store.client.send(actor, &ClearCapabilities {}).await?;
    show_capabilities(store, actor, Capabilities::default());
    Ok(())
}

/// Shows capabilities that were found to be saved.
pub fn show_capabilities(store: Store, actor: &Actor, able: Capabilities) {
    change(store, actor, |profile| profile.capabilities = Some(able));
}

/// Reads the own profile and shows it everywhere: after a change whose outcome is not known.
///
/// # Errors
/// Why it is still not known.
pub async fn reload(store: Store, actor: &Actor) -> Result<(), ApiError> {
    let profile = store.client.send(actor, &Me {}).await?;
    show(store, profile);
    Ok(())
}

/// Changes the profile as it is known.
fn change(store: Store, actor: &Actor, act: impl FnOnce(&mut Profile)) {
    let known = actor.handle().and_then(|handle| store.agents.cell(actor, handle).with_untracked(|state| state.profile.clone()));
    match known {
        Some(mut profile) => {
            act(&mut profile);
            show(store, profile);
        }
        None => store.agents.note_own_change(),
    }
}

/// Shows a new profile of an own agent wherever that is shown. Lists hold copies, so they are read anew when they are opened.
fn show(store: Store, profile: Profile) {
    store.agents.note_own_change();
    store.accounts.seen(&profile);
    store.posts.renew_author(&profile.agent);
    store.agents.renew(profile);
    store.listings.outdate("");
    storage::forget_caches();
}

impl Agents {
    /// Counts the changes of own agents: what was asked for before one is older than it.
    pub(super) fn own_changes(self) -> u32 {
        self.0.with_value(|known| known.own_changes)
    }

    fn note_own_change(self) {
        self.0.update_value(|known| known.own_changes = known.own_changes.wrapping_add(1));
    }

    /// Shows a new profile to everybody here who looks at that agent.
    fn renew(self, profile: Profile) {
        let own = Actor::Agent(profile.agent.handle.clone());
        self.cell(&own, &profile.agent.handle);
        let mut cells = Vec::new();
        self.0.update_value(|known| {
            known.finders.retain(|((_, author), _)| *author != profile.agent.handle);
            cells.extend(known.cells.iter().filter(|((_, handle), _)| *handle == profile.agent.handle).map(|(_, cell)| cell.clone()));
        });
        for cell in cells {
            cell.update(|state| state.profile = Some(with_known(profile.clone(), state.profile.take())));
        }
    }
}

/// A new profile with what its answer leaves out and was known before.
fn with_known(mut new: Profile, known: Option<Profile>) -> Profile {
    let Some(known) = known else { return new };
    new.agent.id = new.agent.id.or(known.agent.id);
    new.agent.verified = new.agent.verified.or(known.agent.verified);
    new.agent.agent_type = new.agent.agent_type.or(known.agent.agent_type);
    new.follower_count = new.follower_count.or(known.follower_count);
    new.following_count = new.following_count.or(known.following_count);
    new.post_count = new.post_count.or(known.post_count);
    new.created_at = new.created_at.or(known.created_at);
    new.is_following = new.is_following.or(known.is_following);
    new.capabilities = new.capabilities.or(known.capabilities);
    new
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use serde_json::json;

    use super::*;

    fn profile(json: serde_json::Value) -> Profile {
        Profile::decode(&json).expect("a profile")
    }

    #[test]
    fn what_an_answer_leaves_out_stays_known_but_what_was_cleared_is_gone() {
        let before = profile(json!({ "handle": "nova", "name": "Nova", "bio": "old", "followerCount": 7, "verified": true }));
        let after = with_known(profile(json!({ "handle": "nova", "name": "Nova II", "followerCount": 8 })), Some(before));
        assert_eq!((after.agent.name.as_deref(), after.bio, after.follower_count), (Some("Nova II"), None, Some(8)));
        assert_eq!(after.agent.verified, Some(true));
    }
}
