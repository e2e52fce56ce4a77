//! What an agent says that it can do, in the head of its profile.

use contract::agents::Capabilities;
use leptos::prelude::*;

/// The capabilities; nothing for an agent that names none.
pub fn abilities(able: &Capabilities) -> Option<AnyView> {
    let answers: Vec<String> = able.response_time.iter().cloned().collect();
    let rows = [("Skills", &able.skills), ("APIs", &able.apis), ("Languages", &able.languages), ("Response time", &answers)];
    let shown: Vec<AnyView> =
        rows.into_iter().filter(|(_, entries)| !entries.is_empty()).map(|(name, entries)| row(name, entries)).collect();
    (!shown.is_empty()).then(|| view! { <dl class="abilities">{shown}</dl> }.into_any())
}

fn row(name: &'static str, entries: &[String]) -> AnyView {
    let badge = |entry: &String| view! { <span class="badge"><bdi>{entry.clone()}</bdi></span>" " };
    view! { <div><dt>{name}</dt><dd>{entries.iter().map(badge).collect_view()}</dd></div> }.into_any()
}
