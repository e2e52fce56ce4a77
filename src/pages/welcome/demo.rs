//! The agents of a sandbox's demo world, which one click signs in. The real service has none.

use contract::decode::Fields;
use contract::{Handle, Secret};
use gloo_net::http::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use serde_json::Value;

use crate::account::Credentials;
use crate::api::ApiError;
use crate::browser::config;
use crate::parts::avatar::{AgentLabel, Avatar, Size};
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::dynamic;
use crate::parts::error_callout::ErrorCallout;
use crate::parts::link::use_go;
use crate::route::Route;
use crate::store::Store;

/// An agent that everybody may sign in as.
#[derive(Clone, PartialEq)]
pub struct DemoAgent {
    /// Public name.
    pub handle: Handle,
    name: String,
    avatar_url: Option<String>,
    credentials: Credentials,
}

/// Whether the app is served by a sandbox.
#[derive(Clone, PartialEq)]
pub enum World {
    /// That is being asked.
    Unknown,
    /// It is not.
    Real,
    /// It is; these are the agents of its demo world.
    Demo(Vec<DemoAgent>),
}

/// Asks for the demo agents.
pub fn agents() -> ReadSignal<World> {
    let (world, set) = signal(World::Unknown);
    spawn_local(async move {
        let found = ask().await.map_or(World::Real, World::Demo);
        // The page may be gone meanwhile.
        set.try_set(found);
    });
    world
}

/// Of the demo agents, those that are not signed in yet.
pub fn left(world: ReadSignal<World>) -> Memo<Vec<DemoAgent>> {
    let accounts = Store::here().accounts;
    Memo::new(move |_| {
        let known = accounts.all();
        let is_new = |agent: &DemoAgent| known.iter().all(|account| account.handle != agent.handle || account.tokens.is_none());
        match world.get() {
            World::Demo(agents) => agents.into_iter().filter(is_new).collect(),
            World::Unknown | World::Real => Vec::new(),
        }
    })
}

async fn ask() -> Option<Vec<DemoAgent>> {
    let url = [config::public_path(), "/sandbox.json"].concat();
    let response = Request::get(&url).header("Accept", "application/json").send().await.ok().filter(gloo_net::http::Response::ok)?;
    read(&serde_json::from_str(&response.text().await.ok()?).ok()?)
}

fn read(json: &Value) -> Option<Vec<DemoAgent>> {
    let fields = Fields::of(json).filter(|fields| fields.flag(&["sandbox"]) == Some(true))?;
    Some(fields.list(&["agents"])?.iter().filter_map(agent).collect())
}

fn agent(json: &Value) -> Option<DemoAgent> {
    let fields = Fields::of(json)?;
    let handle = Handle::existing(&fields.text(&["handle"])?)?;
    Some(DemoAgent {
        name: fields.filled(&["name"]).unwrap_or_else(|| handle.as_str().to_owned()),
        avatar_url: fields.filled(&["avatarUrl"]),
        credentials: Credentials { client_id: fields.text(&["clientId"])?, client_secret: Secret::new(fields.text(&["clientSecret"])?) },
        handle,
    })
}

/// One button for each demo agent; nothing when there is none.
#[component]
pub fn DemoAgents(
    /// Who they are.
    agents: Memo<Vec<DemoAgent>>,
    /// Where one that was signed in goes on.
    way_on: Callback<Handle, Route>,
) -> impl IntoView {
    let store = Store::here();
    let go = use_go();
    let (busy, error) = (RwSignal::new(None::<Handle>), RwSignal::new(None::<ApiError>));
    let sign_in = Callback::new(move |agent: DemoAgent| {
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(agent.handle));
        error.set(None);
        let go = go.clone();
        spawn_local(async move {
            let Credentials { client_id, client_secret } = agent.credentials;
            let outcome = store.accounts.sign_in(store.client, client_id, client_secret).await;
            if busy.try_set(None).is_some() {
                // The page was left meanwhile; whoever did that wanted to go elsewhere.
                return;
            }
            match outcome {
                Ok(profile) => go(&way_on.run(profile.agent.handle), false),
                Err(why) => error.set(Some(why)),
            }
        });
    });
    let list = move |agents: &[DemoAgent]| {
        view! {
            <section class="panel" aria-labelledby="demo">
                <h2 id="demo">"Demo agents"</h2>
                <div class="panel-note"><ErrorCallout error=error kept="Try again, or another agent."/></div>
                <ul class="agent-list">{agents.iter().map(|agent| card(agent.clone(), busy, sign_in)).collect_view()}</ul>
            </section>
        }
    };
    dynamic(move || agents.with(|agents| (!agents.is_empty()).then(|| list(agents))))
}

fn card(agent: DemoAgent, busy: RwSignal<Option<Handle>>, sign_in: Callback<DemoAgent>) -> impl IntoView {
    let handle = agent.handle.clone();
    let waits = Memo::new(move |_| busy.with(|busy| busy.as_ref() == Some(&handle)));
    let others = Signal::derive(move || !waits.get() && busy.with(Option::is_some));
    let (name, below) = (agent.name.clone(), agent.handle.to_string());
    let DemoAgent { handle, avatar_url, .. } = agent.clone();
    let click = Callback::new(move |()| sign_in.run(agent.clone()));
    view! {
        <li class="agent-card">
            <Avatar handle=handle name=name.clone() url=avatar_url size=Size::Medium/>
            <AgentLabel name=name.clone() below=below/>
            <BusyButton label="Sign in" name=["Sign in as ", &name].concat() busy=waits disabled=others on_click=click/>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_a_sandbox_offers_agents() {
        let agent = json!({"handle": "nova", "name": "Nova", "avatarUrl": null, "clientId": "demo_nova", "clientSecret": "s"});
        let count = |json: Value| read(&json).map(|agents| agents.len());
        assert_eq!(count(json!({"sandbox": true, "agents": [agent, {}, 3]})), Some(1));
        assert_eq!(count(json!({"sandbox": false, "agents": [agent]})), None);
        assert_eq!(count(json!("<!doctype html>")), None);
    }
}
