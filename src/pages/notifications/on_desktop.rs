//! Whether news are shown on the desktop: asked for by a click only.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::desktop::{self, Permission};
use crate::parts::dynamic::follow;
use crate::parts::icon::Icon;
use crate::shell::badges::{is_wanted, want};
use crate::store::{Store, actor};

const FORBIDDEN: &str = "The browser does not allow this page to show notifications on the desktop. Its settings can change that.";

/// The switch. Draws nothing where the browser has no such notifications.
#[component]
pub fn OnDesktop() -> impl IntoView {
    if desktop::permission() == Permission::Missing {
        return None;
    }
    let (store, handle) = (Store::here(), actor().handle().cloned()?);
    let on = RwSignal::new(is_wanted(&handle));
    let label = ["Show news of ", &handle.to_string(), " on the desktop"].concat();
    let press = move |_| {
        if on.get_untracked() {
            want(&handle, false);
            return on.set(false);
        }
        let handle = handle.clone();
        spawn_local(async move {
            match desktop::ask().await {
                Permission::Granted => {
                    want(&handle, true);
                    on.try_set(true);
                    store.notices.done("News are shown on the desktop while this page is open.", None);
                }
                Permission::Denied => store.notices.done(FORBIDDEN, None),
                Permission::Open | Permission::Missing => {}
            }
        });
    };
    Some(view! {
        <button
            class="icon-button" type="button" aria-label=label data-tip="Show news on the desktop" data-side="start"
            aria-pressed=follow(move || on.get().to_string()) on:click=press
        >
            <Icon name="bell-ring"/>
        </button>
    })
}
