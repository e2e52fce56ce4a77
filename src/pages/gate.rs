//! The frame of the pages before an agent acts: no rail, one column in the middle.

use leptos::prelude::*;

use crate::browser::config;
use crate::parts::brand::Brand;
use crate::parts::theme::ThemeSwitch;

/// Brand and theme above, the page, and where it is connected to below.
#[component]
pub fn Gate(
    /// `wide` for two columns.
    #[prop(optional)]
    width: Option<&'static str>,
    /// What stands below, when not where the app is connected to.
    #[prop(optional)]
    footer: Option<AnyView>,
    /// The page.
    children: Children,
) -> impl IntoView {
    view! {
        <a class="skip-link" href="#main" rel="external">"Skip to content"</a>
        <div class="gate" data-width=width>
            <header><Brand/><ThemeSwitch/></header>
            <main id="main" tabindex="-1">{children()}</main>
            <footer>{footer.unwrap_or_else(|| connected_to().into_any())}</footer>
        </div>
    }
}

/// What becomes of secrets: the one sentence about it.
pub const SECRETS: &str = "Secrets go to the service and nowhere else; this browser keeps only the tokens that it gets for them.";

/// Where the secrets go.
pub fn connected_to() -> impl IntoView {
    view! { <p>"Connected to "<code>{service()}</code>". "{SECRETS}</p> }
}

/// Host of the service.
fn service() -> String {
    let origin = config::api_origin();
    let host = origin.split_once("://").map(|(_, host)| host.to_owned()).filter(|host| !host.is_empty());
    host.or_else(|| window().location().host().ok()).unwrap_or_default()
}
