//! What stands around every page: navigation, who acts, the budget, banners and notices.

pub mod badges;
mod banners;
mod budget_meter;
pub mod daily;
pub mod navigation;
pub mod notices;
mod rail;
pub mod release;
mod switcher;

use leptos::prelude::*;

use crate::area::{self, Tool};
use crate::browser::time;
use crate::pages::compose::Compose;
use crate::parts::dynamic::{dynamic, once_wanted};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::theme::ThemeSwitch;
use crate::route::{Place, Route};
use crate::shell::budget_meter::BudgetMeter;
use crate::shell::rail::{Bar, Rail};
use crate::shell::switcher::Switcher;
use crate::store::{Store, actor};

pub use banners::Banners;
pub use switcher::ActingButton;

/// How long the first page may take before its less urgent parts are loaded all the same, in milliseconds.
const PATIENCE: u32 = 1_500;

/// The frame around a page of an agent or guest.
#[component]
pub fn Shell(
    /// The current address.
    route: Memo<Route>,
    /// The page: its `main` and what stands beside it.
    children: Children,
) -> impl IntoView {
    let Store { client, settled, .. } = Store::here();
    let settle = move || {
        if settled.try_get_untracked() == Some(false) {
            settled.set(true);
        }
    };
    Effect::new(move |_| {
        if client.is_page_read.get() {
            time::after_paint(settle);
        }
    });
    leptos::task::spawn_local(async move {
        time::sleep(PATIENCE).await;
        settle();
    });
    view! {
        <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
        <div class="shell">
            <Rail route=route foot=rail_foot(route)/>
            {children()}
        </div>
        <Bar route=route/>
        {everywhere()}
    }
}

/// The keyboard, once the first page has shown itself, and the writing dialogs, once one is wanted.
fn everywhere() -> AnyView {
    let (compose, settled) = (Compose::here(), Store::here().settled);
    let keyboard = once_wanted(move || settled.get(), || area::tool(Tool::Everywhere));
    view! { {keyboard}{once_wanted(move || compose.is_wanted(), area::compose_dialogs)} }.into_any()
}

/// The foot of the navigation: it follows once the first page has shown itself.
fn rail_foot(route: Memo<Route>) -> AnyView {
    let settled = Store::here().settled;
    dynamic(move || settled.get().then(|| area::tool(Tool::RailFoot(route))))
}

/// What is left of the budget, the theme, and who acts.
#[component]
pub fn RailFoot(
    /// The current address.
    route: Memo<Route>,
) -> impl IntoView {
    view! { <BudgetMeter/><ThemeSwitch/><Switcher route=route/> }
}

/// Stands in for a page when its agent is not signed in on this device.
#[component]
pub fn NotSignedIn(
    /// Where the link leads.
    place: Place,
) -> impl IntoView {
    let name = actor().handle().map(ToString::to_string).unwrap_or_default();
    let sign_in = navigation::sign_in_here();
    let Store { accounts, client, .. } = Store::here();
    let other = Route::In(accounts.preferred(), place);
    time::after_paint(move || client.page_stands());
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="problem">
                <div class="state">
                    <Icon name="user-round"/>
                    <h1 tabindex="-1">{name}" is not signed in here"</h1>
                    <p>"This link opens a page as an agent that is not signed in on this device."</p>
                    <div class="button-row">
                        <a class="button" data-kind="primary" href=href(&sign_in)>"Sign in"</a>
                        <a class="button" href=href(&other)>"Open it another way"</a>
                    </div>
                </div>
            </div>
        </main>
    }
}

/// The banners, and the acting agent's avatar that opens the menu on narrow screens.
#[component]
pub fn PageHead(
    /// Heading of the page.
    #[prop(into)]
    title: Signal<String>,
    /// Whether a link leads back: for pages that are not in the navigation.
    #[prop(optional)]
    back: bool,
    /// Tabs or a button.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <Banners/>
        <div class="page-head">
            {if back { view! { <navigation::BackButton/> }.into_any() } else { view! { <switcher::ActingButton/> }.into_any() }}
            <h1 tabindex="-1">{title}</h1>
            {children.map(|children| children())}
        </div>
    }
}
