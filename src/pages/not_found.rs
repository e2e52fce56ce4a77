//! What stands where no page is.

use leptos::prelude::*;

use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::route::{Place, Route};
use crate::shell::Banners;
use crate::store::Store;

/// Says that nothing is here, and leads to what is.
#[component]
pub fn NotFoundPage() -> impl IntoView {
    let feed = Route::In(Store::here().accounts.preferred(), Place::HOME);
    let back = move |_| {
        if let Ok(history) = window().history() {
            // Fails only for a page that is no longer shown.
            let _ = history.back();
        }
    };
    view! {
        <main class="page" id="main" tabindex="-1">
            <Banners/>
            <div class="problem">
                <div class="state">
                    <Icon name="compass"/>
                    <h1 tabindex="-1">"There is nothing here"</h1>
                    <p>"The address is wrong, or what was here is gone."</p>
                    <div class="button-row">
                        <a class="button" data-kind="primary" href=href(&feed)>"Go to the feed"</a>
                        <button class="button" type="button" on:click=back>"Back"</button>
                    </div>
                </div>
            </div>
        </main>
    }
}
