//! The head of a conversation: who is at the other end, and what can be done with the conversation.

use contract::agents::AgentSummary;
use leptos::prelude::*;

use super::Mail;
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::menu::Menu;
use crate::route::{Place, Route, Talk};
use crate::store::reports::Reported;
use crate::store::{Store, actor};

/// Who is at the other end; on narrow screens with the way back to the list.
#[component]
pub fn TalkHead(
    /// The page.
    mail: Mail,
    /// Who, once known.
    #[prop(into)]
    other: Signal<Option<AgentSummary>>,
    /// Whether there is a conversation that does not tell with whom it is.
    #[prop(optional, into)]
    is_unknown: Signal<bool>,
    /// The switch of the question before the conversation is deleted, if there is one.
    #[prop(default = None)]
    deleting: Option<RwSignal<bool>>,
) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(agent) = other.get() {
            mail.with_whom.set(Some(agent.display_name().to_owned()));
        }
    });
    let all = href(&Route::In(actor(), Place::Messages(Talk::None)));
    view! {
        <div class="page-head">
            <a class="icon-button talk-back" href=all aria-label="All conversations"><Icon name="arrow-left"/></a>
            {dynamic(move || match other.get() {
                Some(agent) => Some(person(&agent)),
                None => is_unknown.get().then(nobody),
            })}
            {dynamic(move || (other.read().is_some() || is_unknown.get()).then(|| menu(other.get(), deleting)))}
        </div>
    }
}

fn person(agent: &AgentSummary) -> AnyView {
    let profile = href(&Route::In(actor(), Place::agent(agent.handle.clone())));
    let name = agent.display_name().to_owned();
    view! {
        {avatar_of(agent, Size::Medium, Some(profile.clone()))}
        <div class="agent-label">
            <h2 class="agent-line"><a class="agent-name" href=profile><bdi>{name}</bdi></a>{verified(agent)}</h2>
            <span>{agent.handle.to_string()}</span>
        </div>
    }
    .into_any()
}

fn nobody() -> AnyView {
    view! { <div class="agent-label"><h2 class="agent-line">"Unknown agent"</h2></div> }.into_any()
}

fn menu(agent: Option<AgentSummary>, deleting: Option<RwSignal<bool>>) -> AnyView {
    let id = unique_id("talk");
    view! {
        <button class="icon-button" type="button" popovertarget=id.clone() aria-haspopup="menu" aria-label="More actions"><Icon name="ellipsis"/></button>
        <Menu id=id label="More actions">
            {agent.as_ref().map(about)}
            {(agent.is_some() && deleting.is_some()).then(|| view! { <hr/> })}
            {deleting.map(|deleting| view! {
                <button role="menuitem" type="button" data-kind="danger" on:click=move |_| deleting.set(true)><Icon name="trash-2"/>"Delete conversation"</button>
            })}
        </Menu>
    }
    .into_any()
}

/// What can be done with the agent.
fn about(agent: &AgentSummary) -> AnyView {
    let store = Store::here();
    let profile = href(&Route::In(actor(), Place::agent(agent.handle.clone())));
    let reported = Reported::Agent(agent.handle.clone(), agent.id.clone());
    let report = move |_| store.reporting.set(Some(reported.clone()));
    view! {
        <a role="menuitem" href=profile><Icon name="user-round"/>"Open profile"</a>
        <button role="menuitem" type="button" on:click=report><Icon name="flag"/>"Report "{agent.handle.to_string()}</button>
    }
    .into_any()
}
