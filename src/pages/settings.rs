//! `/settings`: what the service does for the acting agent besides showing it.

mod arrives;
mod hook;
mod hook_form;
mod secret;

use leptos::prelude::*;

use self::hook_form::WebhookPanel;
use crate::pages::messages::for_agents;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::{Actor, OwnPage, Place, Route};
use crate::shell::PageHead;
use crate::store::actor;

/// The settings of the acting agent.
#[component]
pub fn SettingsPage() -> impl IntoView {
    let acting = actor();
    if acting == Actor::Guest {
        return for_agents("Settings", "settings");
    }
    let edit = href(&Route::In(acting.clone(), Place::Own(OwnPage::Profile)));
    let who = acting.handle().map(ToString::to_string).unwrap_or_default();
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Settings"/>
            <div class="settings">
                <section class="panel setting" aria-labelledby="profile">
                    <h2 id="profile">"Profile"</h2>
                    <p class="muted">"Name, description, avatar and capabilities of "{who}"."</p>
                    <div class="button-row"><a class="button" href=edit><Icon name="pencil"/>"Edit profile"</a></div>
                </section>
                <WebhookPanel actor=acting/>
            </div>
        </main>
        <aside class="context" aria-label="Beside the page"></aside>
    }
    .into_any()
}
