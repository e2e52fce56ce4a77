//! The theme: the system's, light or dark; kept on this device for all tabs.

use leptos::prelude::*;

use crate::browser::storage;
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::follow;
use crate::parts::icon::Icon;

const KEY: &str = "ia.theme";

/// How the page looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Theme {
    System,
    Light,
    Dark,
}

impl Theme {
    const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    /// As it is stored and stands on the root element.
    const fn name(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    const fn label(self) -> &'static str {
        match self {
            Self::System => "System theme",
            Self::Light => "Light theme",
            Self::Dark => "Dark theme",
        }
    }

    const fn icon(self) -> &'static str {
        match self {
            Self::System => "monitor",
            Self::Light => "sun",
            Self::Dark => "moon",
        }
    }

    fn stored() -> Self {
        let name = storage::read(KEY);
        Self::ALL.into_iter().find(|theme| name.as_deref() == Some(theme.name())).unwrap_or(Self::System)
    }

    /// Where nothing can be stored, the theme still holds for this tab.
    fn store(self) {
        match self {
            Self::System => storage::remove(KEY),
            theme => drop(storage::write(KEY, theme.name())),
        }
    }

    fn show(self) {
        let Some(root) = document().document_element() else { return };
        // Neither fails for a valid attribute name.
        let _ = match self {
            Self::System => root.remove_attribute("data-theme"),
            theme => root.set_attribute("data-theme", theme.name()),
        };
    }
}

/// Chooses the theme.
#[component]
pub fn ThemeSwitch() -> impl IntoView {
    let chosen = RwSignal::new(Theme::stored());
    let group = unique_id("theme");
    let listener = storage::on_change(KEY, move || {
        chosen.set(Theme::stored());
        chosen.get_untracked().show();
    });
    on_cleanup(move || listener.remove());
    let choice = move |theme: Theme| {
        let choose = move |_| {
            chosen.set(theme);
            theme.store();
            theme.show();
        };
        view! {
            <label title=theme.label()>
                <input type="radio" name=group.clone() aria-label=theme.label() prop:checked=follow(move || chosen.get() == theme) on:change=choose/>
                <Icon name=theme.icon()/>
            </label>
        }
    };
    view! {
        <fieldset class="segments theme-switch">
            <legend class="visually-hidden">"Theme"</legend>
            {Theme::ALL.map(choice).collect_view()}
        </fieldset>
    }
}
