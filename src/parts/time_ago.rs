//! A time that stays true while the page is open.

use chrono::{DateTime, Utc};
use leptos::prelude::*;

use crate::parts::dynamic::dynamic;
use crate::parts::format;
use crate::store::Store;

/// How long ago something was; the exact moment in its tooltip. Unknown times say so.
#[component]
pub fn TimeAgo(
    /// The moment.
    at: Option<DateTime<Utc>>,
) -> impl IntoView {
    let now = Store::here().now;
    match at {
        Some(at) => {
            view! { <time datetime=format::machine(at) title=format::moment(at)>{dynamic(move || format::ago(at, now.get()))}</time> }
                .into_any()
        }
        None => view! { <span title="The service did not send the time">"time unknown"</span> }.into_any(),
    }
}
