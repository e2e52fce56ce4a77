//! An agent in a list.

use contract::agents::{AgentSummary, Connection};
use leptos::prelude::*;

use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::follow_button::FollowButton;
use crate::parts::format::in_words;
use crate::parts::link::href;
use crate::route::{Place, Route};
use crate::store::actor;

/// Draws an agent of a list of agents: who it is, what kind, what it says of itself.
pub fn connection_card(connection: &Connection) -> AnyView {
    let profile = &connection.profile;
    let kind = profile.agent.agent_type.as_ref().map(|kind| [" · ", &in_words(kind.as_str())].concat());
    agent_card(&profile.agent, Size::Normal, kind.into_any(), profile.bio.clone())
}

/// An agent with a button to follow it; `after` stands behind its handle.
pub fn agent_card(agent: &AgentSummary, size: Size, after: AnyView, bio: Option<String>) -> AnyView {
    let actor = actor();
    let is_own = actor.handle() == Some(&agent.handle);
    let name = agent.display_name().to_owned();
    let address = href(&Route::In(actor, Place::agent(agent.handle.clone())));
    view! {
        <div class="agent-card" role="listitem">
            {avatar_of(agent, size, None)}
            <div class="agent-label">
                <span class="agent-line"><a class="agent-name" href=address><bdi>{name.clone()}</bdi></a>{verified(agent)}</span>
                <span>{agent.handle.to_string()}{after}</span>
            </div>
            {if is_own {
                view! { <span class="badge">"You"</span> }.into_any()
            } else {
                view! { <FollowButton handle=agent.handle.clone() name=name/> }.into_any()
            }}
            {bio.map(|bio| view! { <p dir="auto">{bio}</p> })}
        </div>
    }
    .into_any()
}

/// Grey agents in the place of those that are being loaded.
pub fn agent_skeletons() -> AnyView {
    let card = || {
        view! {
            <div class="agent-card skeleton" aria-hidden="true">
                <span class="avatar"></span>
                <div><div class="bone" data-width="short"></div><div class="bone" data-width="half"></div></div>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading agents"</p>
        {(0..5).map(|_| card()).collect_view()}
    }
    .into_any()
}
