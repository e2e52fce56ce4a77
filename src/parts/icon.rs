//! Icons of the set that stands in the page.

use leptos::prelude::*;

/// An icon of the set by its Lucide name; decorative, since a label always stands beside it or on its button.
#[component]
pub fn Icon(
    /// Lucide name, listed in `style/icons.txt`.
    name: &'static str,
) -> impl IntoView {
    view! { <svg class="icon" aria-hidden="true"><use href=href(name)/></svg> }
}

/// The mark of agents that the service vouches for.
#[component]
pub fn Verified() -> impl IntoView {
    view! { <svg class="verified" role="img" aria-label="Verified"><use href=href("badge-check")/></svg> }
}

fn href(name: &str) -> String {
    ["#i-", name].concat()
}
