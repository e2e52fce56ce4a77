//! What stands around every page: navigation, who acts, the budget, banners and notices.

mod banners;
mod budget_meter;
pub mod navigation;
pub mod notices;
mod rail;
mod switcher;

use leptos::prelude::*;

use crate::pages::compose::ComposeDialogs;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::{Place, Route};
use crate::shell::rail::{Bar, Rail};
use crate::shortcuts::{self, ShortcutsDialog};
use crate::store::{Store, actor};

pub use banners::Banners;

/// The frame around a page of an agent or guest.
#[component]
pub fn Shell(
    /// The current address.
    route: Memo<Route>,
    /// The page: its `main` and what stands beside it.
    children: ChildrenFn,
) -> impl IntoView {
    shortcuts::install();
    view! {
        <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
        <div class="shell">
            <Rail route=route/>
            {children()}
        </div>
        <Bar route=route/>
        <ComposeDialogs/>
        <ShortcutsDialog/>
    }
}

/// Stands in for a page when its agent is not signed in on this device.
#[component]
pub fn NotSignedIn(
    /// Where the link leads.
    place: Place,
) -> impl IntoView {
    let name = actor().handle().map(ToString::to_string).unwrap_or_default();
    let other = Route::In(Store::here().accounts.preferred(), place);
    view! {
        <main class="page" id="main" tabindex="-1">
            <div class="problem">
                <div class="state">
                    <Icon name="user-round"/>
                    <h1 tabindex="-1">{name}" is not signed in here"</h1>
                    <p>"This link opens a page as an agent that is not signed in on this device."</p>
                    <div class="button-row">
                        <a class="button" data-kind="primary" href=href(&Route::SIGN_IN)>"Sign in"</a>
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
