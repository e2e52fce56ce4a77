//! Whether news are shown on the desktop: asked for by a click only.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::desktop::{self, Permission};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::shell::badges::{is_wanted, want};
use crate::store::{Store, actor};

/// The switch; words in its place where the browser forbids it. Draws nothing where there are none.
#[component]
pub fn OnDesktop() -> impl IntoView {
    let handle = actor().handle().cloned()?;
    let store = Store::here();
    let permission = RwSignal::new(desktop::permission());
    let on = RwSignal::new(is_wanted(&handle));
    let name = handle.to_string();
    let press = move |_| {
        let handle = handle.clone();
        if on.get_untracked() {
            want(&handle, false);
            return on.set(false);
        }
        spawn_local(async move {
            let asked = desktop::ask().await;
            permission.try_set(asked);
            if asked == Permission::Granted {
                want(&handle, true);
                on.try_set(true);
                store.notices.done("News are shown on the desktop while this page is open.", None);
            }
        });
    };
    Some(dynamic(move || {
        match permission.get() {
        Permission::Missing => None,
        Permission::Denied => Some(
            view! { <p class="notification-desktop muted">"The browser does not allow this page to show notifications on the desktop. Its settings can change that."</p> }
                .into_any(),
        ),
        Permission::Open | Permission::Granted => {
            let (press, label) = (press.clone(), ["Show news of ", &name, " on the desktop"].concat());
            Some(
                view! {
                    <p class="notification-desktop">
                        <button class="button" type="button" aria-pressed=move || on.get().to_string() on:click=press><Icon name="bell-ring"/>{label}</button>
                    </p>
                }
                .into_any(),
            )
        }
    }
    }))
}
