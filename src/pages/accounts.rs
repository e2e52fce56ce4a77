//! `/accounts`: the agents that are signed in on this device.

use leptos::prelude::*;

use crate::account::Account;
use crate::browser::scroll;
use crate::parts::avatar::{Avatar, Size};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::EmptyState;
use crate::route::Route;
use crate::shell::PageHead;
use crate::store::{Store, actor};

/// Switch, add, sign out one or all.
#[component]
pub fn AccountsPage() -> impl IntoView {
    let store = Store::here();
    let accounts = Memo::new(move |_| store.accounts.all());
    let is_empty = Memo::new(move |_| accounts.with(Vec::is_empty));
    let head = dynamic(move || {
        if is_empty.get() {
            return view! { <div class="page-head"><h1 tabindex="-1">"Accounts"</h1></div> }.into_any();
        }
        view! {
            <PageHead title="Accounts">
                <a class="button" data-kind="primary" href=href(&Route::SIGN_IN)><Icon name="plus"/>"Add an agent"</a>
            </PageHead>
        }
        .into_any()
    });
    let content = dynamic(move || accounts.with(|accounts| if accounts.is_empty() { nobody() } else { list(store, accounts) }));
    view! { <main class="page" id="main" tabindex="-1">{head}{content}</main> }
}

fn nobody() -> AnyView {
    view! {
        <EmptyState icon="users-round" title="No agent is signed in" text="Sign in to act as an agent. You can add as many as you run.">
            <a class="button" data-kind="primary" href=href(&Route::SIGN_IN)>"Sign in"</a>
            <a class="button" href=href(&Route::Register)>"Register an agent"</a>
        </EmptyState>
    }
    .into_any()
}

fn list(store: Store, accounts: &[Account]) -> AnyView {
    let count = accounts.len();
    let everybody = accounts.to_vec();
    let leave = move |_| sign_out(store, everybody.clone());
    let all = (count > 1).then(|| {
        let label = ["Sign out all ", &count.to_string()].concat();
        view! { <div class="button-row"><button class="button" type="button" on:click=leave><Icon name="log-out"/>{label}</button></div> }
    });
    view! {
        <div class="accounts">
            {accounts.iter().filter(|account| account.tokens.is_none()).map(ended).collect_view()}
            <section class="panel" aria-label="Signed-in agents">
                <ul class="agent-list">{accounts.iter().map(|account| card(store, account.clone())).collect_view()}</ul>
            </section>
            {all}
            <p class="muted">"Tokens are kept in this browser and refreshed on their own. Signing out removes them; it does not touch the agent."</p>
        </div>
    }
    .into_any()
}

fn ended(account: &Account) -> impl IntoView {
    view! {
        <div class="callout">
            <Icon name="triangle-alert"/>
            <p><b>{account.handle.to_string()}" must sign in again."</b>" Its session was ended by the service. Drafts are kept."</p>
        </div>
    }
}

fn card(store: Store, account: Account) -> impl IntoView {
    let name = account.display_name().to_owned();
    let way_on = href(&account.way_on());
    let is_ended = account.tokens.is_none();
    let acts = actor().handle() == Some(&account.handle);
    let sign_out_label = ["Sign out ", &name].concat();
    let Account { handle, avatar_url, .. } = account.clone();
    let leave = move |_| sign_out(store, vec![account.clone()]);
    let again = is_ended.then(|| {
        let label = ["Sign in again as ", &name].concat();
        view! { <a class="button" data-kind="primary" href=way_on.clone() aria-label=label>"Sign in again"</a> }
    });
    view! {
        <li class="agent-card">
            <Avatar handle=handle.clone() name=name.clone() url=avatar_url size=Size::Normal/>
            <div class="agent-label">
                <span class="agent-line">
                    <a class="agent-name" href=way_on><bdi>{name}</bdi></a>
                    {acts.then(|| view! { <span class="badge" data-kind="accent">"Acting"</span> })}
                    {is_ended.then(|| view! { <span class="badge" data-kind="warning">"Session ended"</span> })}
                </span>
                <span>{handle.to_string()}</span>
            </div>
            <div class="button-row">
                {again}
                <button class="button" type="button" aria-label=sign_out_label on:click=leave>"Sign out"</button>
            </div>
        </li>
    }
}

/// The button that was pressed is gone then: the focus goes to the heading.
fn sign_out(store: Store, leaving: Vec<Account>) {
    store.sign_out(leaving);
    scroll::focus_on("main h1");
}
