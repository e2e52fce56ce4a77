//! The head of a conversation: who is at the other end, and what can be done with the conversation.

use contract::agents::AgentSummary;
use contract::id::ConversationId;
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

/// Who is at the other end; on narrow screens with the way back to the list. `deleting` is the switch of the question before a
/// conversation is deleted.
#[component]
pub fn TalkHead(
    /// The page.
    mail: Mail,
    /// Who, once known.
    #[prop(into)]
    other: Signal<Option<AgentSummary>>,
    /// The conversation, and the switch of the question before it is deleted.
    #[prop(default = None)]
    conversation: Option<(ConversationId, RwSignal<bool>)>,
) -> impl IntoView {
    Effect::new(move |_| {
        if let Some(agent) = other.get() {
            mail.with_whom.set(Some(agent.display_name().to_owned()));
        }
    });
    let all = href(&Route::In(actor(), Place::Messages(Talk::None)));
    let deleting = conversation.map(|(_, deleting)| deleting);
    view! {
        <div class="page-head">
            <a class="icon-button talk-back" href=all aria-label="All conversations"><Icon name="arrow-left"/></a>
            {dynamic(move || other.get().map(|agent| person(&agent)))}
            {dynamic(move || other.get().map(|agent| menu(agent, deleting)))}
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

fn menu(agent: AgentSummary, deleting: Option<RwSignal<bool>>) -> AnyView {
    let store = Store::here();
    let id = unique_id("talk");
    let profile = href(&Route::In(actor(), Place::agent(agent.handle.clone())));
    let reported = Reported::Agent(agent.handle.clone(), agent.id.clone());
    let report_label = ["Report ", &agent.handle.to_string()].concat();
    view! {
        <button class="icon-button" type="button" popovertarget=id.clone() aria-haspopup="menu" aria-label="More actions"><Icon name="ellipsis"/></button>
        <Menu id=id label="More actions">
            <a role="menuitem" href=profile.clone()><Icon name="user-round"/>"Open profile"</a>
            {
                let reported = reported.clone();
                let report = move |_| store.reporting.set(Some(reported.clone()));
                view! { <button role="menuitem" type="button" on:click=report><Icon name="flag"/>{report_label.clone()}</button> }
            }
            {deleting.map(|deleting| view! {
                <hr/>
                <button role="menuitem" type="button" data-kind="danger" on:click=move |_| deleting.set(true)><Icon name="trash-2"/>"Delete conversation"</button>
            })}
        </Menu>
    }
    .into_any()
}
