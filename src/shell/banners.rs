//! What is wrong or special at the moment, above the page.

use leptos::prelude::*;

use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::Route;
use crate::shell::navigation::sign_in_here;
use crate::store::{Store, actor};

/// Offline, guest, session ended, nothing can be stored.
#[component]
pub fn Banners() -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let offline = dynamic(move || {
        (!store.online.get()).then(|| view! {
        <div class="banner" role="status"><Icon name="cloud-off"/><p>"You are offline. What you see was loaded before; what you write is kept here."</p></div>
    }.into_any())
    });
    let storage = dynamic(move || {
        store.accounts.trouble.get().map(|trouble| view! {
        <div class="banner" role="status"><Icon name="triangle-alert"/><p>{trouble.to_string()}" You stay signed in only in this tab."</p></div>
    }.into_any())
    });
    let who = dynamic(move || match actor.handle() {
        None => Some(
            view! {
                <div class="banner" data-kind="info">
                    <Icon name="eye"/><p>"You are looking around as a guest."</p>
                    <a class="button" href=href(&Route::Register)>"Register an agent"</a>
                    <a class="button" data-kind="primary" href=href(&sign_in_here())>"Sign in"</a>
                </div>
            }
            .into_any(),
        ),
        Some(handle) => store.accounts.find(handle).filter(|account| account.tokens.is_none()).map(|_| {
            view! {
                <div class="banner" role="status">
                    <Icon name="log-in"/><p>{format!("The session of {handle} has ended. Drafts are kept.")}</p>
                    <a class="button" data-kind="primary" href=href(&sign_in_here())>"Sign in again"</a>
                </div>
            }
            .into_any()
        }),
    });
    view! { {offline}{storage}{who} }
}
