//! What the page was deployed with: the meta elements of index.html.

use std::sync::OnceLock;

use leptos::prelude::document;

/// Origin of the API, without a slash at its end; empty when it is the page's own.
pub fn api_origin() -> String {
    meta("api-url").trim_end_matches('/').to_owned()
}

/// Path under which the app is served, without a slash at its end; empty at the root.
pub fn public_path() -> &'static str {
    // Every link asks for it.
    static PATH: OnceLock<String> = OnceLock::new();
    PATH.get_or_init(|| {
        let path = meta("public-url");
        let path = path.trim_matches('/');
        if path.is_empty() { String::new() } else { format!("/{path}") }
    })
}

fn meta(name: &str) -> String {
    let element = document().query_selector(&format!("meta[name='{name}']")).ok().flatten();
    element.and_then(|element| element.get_attribute("content")).unwrap_or_default().trim().to_owned()
}
