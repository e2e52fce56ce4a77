//! Who acts, and the menu to act as another agent.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::account::Account;
use crate::parts::avatar::{AgentLabel, Avatar, Size};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::parts::menu::Menu;
use crate::route::{Actor, Place, Route};
use crate::store::{Store, actor, agents};

/// The acting agent with the menu of all agents; links for guests.
#[component]
pub fn Switcher(
    /// The current address: another agent opens the same page.
    route: Memo<Route>,
) -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    ask_for_name(store, &acting);
    let account = Memo::new(move |_| acting.handle().and_then(|handle| store.accounts.find(handle)));
    dynamic(move || match account.get() {
        Some(account) => view! { <AgentSwitcher account=account route=route/> }.into_any(),
        None => view! { <GuestSwitcher/> }.into_any(),
    })
}

/// A session that was kept without its agent's name asks for it once.
fn ask_for_name(store: Store, acting: &Actor) {
    let account = acting.handle().and_then(|handle| untrack(|| store.accounts.find(handle)));
    if let Some(Account { handle, name: None, tokens: Some(_), .. }) = account {
        let acting = acting.clone();
        spawn_local(async move {
            // Without an answer the handle goes on standing for the name.
            let _ = agents::load(store, &acting, &handle).await;
        });
    }
}

#[component]
fn GuestSwitcher() -> impl IntoView {
    let go_on = match Store::here().accounts.preferred() {
        Actor::Guest => None,
        agent @ Actor::Agent(_) => Some(view! { <a class="button" href=href(&Route::In(agent, Place::HOME))>"Back to your agent"</a> }),
    };
    view! { <div class="button-row">{go_on}<a class="button" data-kind="primary" href=href(&Route::SIGN_IN)>"Sign in"</a></div> }
}

#[component]
fn AgentSwitcher(account: Account, route: Memo<Route>) -> impl IntoView {
    let store = Store::here();
    let name = display_name(&account);
    let label = format!("Acting as {name} {}. Switch agent", account.handle);
    let below = account.handle.to_string();
    let acting = account.clone();
    let items = move || {
        let acting = acting.clone();
        store.accounts.all().into_iter().map(move |other| agent_item(&other, &acting, route)).collect_view()
    };
    let sign_out_label = format!("Sign out {}", account.handle);
    let go = use_go();
    let leaving = account.clone();
    let sign_out = move |_| {
        store.sign_out(vec![leaving.clone()]);
        go(&Route::In(store.accounts.preferred(), Place::HOME), false);
    };
    let sign_out = StoredValue::new_local(sign_out);
    view! {
        <button class="switcher" type="button" popovertarget="switcher" aria-haspopup="menu" aria-label=label>
            <Avatar handle=account.handle.clone() name=name.clone() url=account.avatar_url.clone() size=Size::Medium/>
            <AgentLabel name=name below=below/>
            <Icon name="chevrons-up-down"/>
        </button>
        <Menu id="switcher" label="Switch agent" side=Some("top")>
            {items.clone()}
            <hr/>
            <a role="menuitem" href=href(&Route::SIGN_IN)><Icon name="plus"/>"Add an agent"</a>
            <a role="menuitem" href=href(&Route::Accounts)><Icon name="users-round"/>"Manage accounts"</a>
            <button role="menuitem" type="button" on:click=move |event| sign_out.with_value(|act| act(event))><Icon name="log-out"/>{sign_out_label.clone()}</button>
        </Menu>
    }
}

fn agent_item(account: &Account, acting: &Account, route: Memo<Route>) -> AnyView {
    let chosen = account.handle == acting.handle;
    let (name, below) = (display_name(account), state_line(account));
    let actor = Actor::Agent(account.handle.clone());
    let address = follow(move || match route.get() {
        Route::In(_, place) => href(&Route::In(actor.clone(), place)),
        _ => href(&Route::In(actor.clone(), Place::HOME)),
    });
    view! {
        <a role="menuitemradio" aria-checked=chosen.to_string() href=address>
            <Avatar handle=account.handle.clone() name=name.clone() url=account.avatar_url.clone() size=Size::Small/>
            <AgentLabel name=name below=below/>
            <Icon name="check"/>
        </a>
    }
    .into_any()
}

fn display_name(account: &Account) -> String {
    account.name.clone().unwrap_or_else(|| account.handle.as_str().to_owned())
}

fn state_line(account: &Account) -> String {
    let handle = account.handle.to_string();
    if account.tokens.is_some() { handle } else { handle + " · sign in again" }
}

/// On narrow screens: the acting agent's avatar, which opens the menu.
#[component]
pub fn ActingButton() -> impl IntoView {
    let (store, acting) = (Store::here(), actor());
    dynamic(move || {
        let account = acting.handle().and_then(|handle| store.accounts.find(handle))?;
        let name = display_name(&account);
        let label = format!("Acting as {name}. Open menu");
        Some(view! {
            <button class="acting" type="button" popovertarget="rail" aria-label=label>
                <Avatar handle=account.handle name=name url=account.avatar_url size=Size::Medium/>
            </button>
        })
    })
}
