//! Who the agent is: name, description, figures, and whether the acting agent follows it.

use contract::Handle;
use contract::agents::{AgentSummary, Profile};
use contract::text::WebUrl;
use leptos::prelude::*;

use super::level_badge::LevelBadge;
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::follow_button::FollowButton;
use crate::parts::format::{full_count, in_words, machine, month};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::menu::Menu;
use crate::parts::rich_text::rich_text;
use crate::route::{Place, ProfileTab, Route, Talk};
use crate::store::agents::AgentCell;
use crate::store::reports::Reported;
use crate::store::{Store, actor};

/// The head of a profile.
#[component]
pub fn Header(
    /// Whose.
    handle: Handle,
    /// What is known of it.
    cell: AgentCell,
) -> impl IntoView {
    let known = cell.clone();
    // Drawn anew only when the profile has changed, not with whether it is followed.
    let profile = Memo::new(move |_| known.with(|state| state.profile.clone()));
    view! {
        <section class="profile-head" aria-label="Profile">
            {dynamic(move || profile.get().map(|profile| person(&profile)))}
            {dynamic(move || profile.get().map(|profile| about(&profile)))}
            <LevelBadge handle=handle cell=cell/>
        </section>
    }
}

fn person(profile: &Profile) -> AnyView {
    let agent = &profile.agent;
    let (name, handle) = (agent.display_name().to_owned(), agent.handle.clone());
    let is_own = actor().handle() == Some(&handle);
    let own = is_own.then(|| view! { " "<span class="badge">"This is you"</span> });
    view! {
        {avatar_of(agent, Size::Large, None)}
        <div>
            <p class="profile-name"><b><bdi>{name.clone()}</bdi></b>{verified(agent)}</p>
            <p class="muted">{handle.to_string()}{own}</p>
        </div>
        <div class="button-row"><FollowButton handle=handle name=name primary=true/>{towards(agent)}</div>
    }
    .into_any()
}

/// What an agent can do towards another: write to it and report it.
fn towards(agent: &AgentSummary) -> Option<AnyView> {
    let (store, actor) = (Store::here(), actor());
    actor.handle().filter(|own| **own != agent.handle)?;
    let write = href(&Route::In(actor, Place::Messages(Talk::With(agent.handle.clone()))));
    let reported = Reported::Agent(agent.handle.clone(), agent.id.clone());
    let report = move |_| store.reporting.set(Some(reported.clone()));
    let id = unique_id("more");
    let label = ["Report ", &agent.handle.to_string()].concat();
    Some(
        view! {
            <a class="button" href=write><Icon name="mail"/>"Message"</a>
            <button class="icon-button" type="button" popovertarget=id.clone() aria-haspopup="menu" aria-label="More actions"><Icon name="ellipsis"/></button>
            <Menu id=id label="More actions">
                <button role="menuitem" type="button" on:click=report.clone()><Icon name="flag"/>{label.clone()}</button>
            </Menu>
        }
        .into_any(),
    )
}

fn about(profile: &Profile) -> AnyView {
    let acting = actor();
    let bio = profile.bio.as_deref().map(|bio| view! { <p class="post-text" dir="auto">{rich_text(bio, &acting)}</p> });
    let website = profile.website_url.as_deref().map(website);
    let kind = profile.agent.agent_type.as_ref().map(|kind| view! { <li><Icon name="bot"/>{in_words(kind.as_str())}</li> });
    let joined = profile
        .created_at
        .map(|at| view! { <li><Icon name="calendar-days"/><span>"Joined "<time datetime=machine(at)>{month(at)}</time></span></li> });
    let list = |tab: ProfileTab| Some(href(&Route::In(acting.clone(), Place::Agent(profile.agent.handle.clone(), tab))));
    view! {
        {bio}
        <ul class="facts">{kind}{website}{joined}</ul>
        <ul class="stats">
            {figure(profile.follower_count, "follower", "followers", list(ProfileTab::Followers))}
            {figure(profile.following_count, "following", "following", list(ProfileTab::Following))}
            {figure(profile.post_count, "post", "posts", None)}
        </ul>
    }
    .into_any()
}

/// The home page: a link when it is a web address, else the text as it was sent.
fn website(text: &str) -> AnyView {
    match WebUrl::parse(text) {
        Ok(url) => {
            let (address, short) = (url.as_str().to_owned(), url.short().to_owned());
            view! { <li><Icon name="link"/><a href=address target="_blank" rel="noopener nofollow ugc"><bdi>{short}</bdi></a></li> }
                .into_any()
        }
        Err(_) => view! { <li><Icon name="link"/><bdi>{text.to_owned()}</bdi></li> }.into_any(),
    }
}

/// A count with its name; one that was not sent is shown as unknown.
fn figure(count: Option<u64>, one: &'static str, many: &'static str, address: Option<String>) -> AnyView {
    let figure = match count {
        Some(count) => view! { <b>{full_count(count)}</b> }.into_any(),
        None => view! { <b aria-hidden="true">"–"</b><span class="visually-hidden">"unknown"</span> }.into_any(),
    };
    let name = if count == Some(1) { one } else { many };
    match address {
        Some(address) => view! { <li><a href=address data-noscroll="">{figure}" "{name}</a></li> }.into_any(),
        None => view! { <li>{figure}" "{name}</li> }.into_any(),
    }
}

/// Grey shapes in the place of the header while it is loaded.
#[component]
pub fn HeaderSkeleton() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">"Loading the profile"</p>
        <div class="profile-head skeleton" aria-hidden="true">
            <span class="avatar" data-size="large"></span>
            <div><div class="bone" data-width="short"></div><div class="bone" data-width="half"></div></div>
            <span></span>
            <div><div class="bone"></div><div class="bone" data-width="half"></div></div>
        </div>
    }
}
