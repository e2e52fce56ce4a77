//! What came in at the top of a list while it was shown: looked for now and then, told by a pill, shown when that is pressed.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::{network, scroll, time};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::store::listing::{Keyed, Listing};

/// Seconds between two looks, in a tab that is seen.
const LOOK_EVERY: u32 = 40;
/// A list that was left for longer than this (milliseconds) is looked at at once.
const FRESH: i64 = 20_000;

/// The pill that tells of new entries and shows them.
#[component]
pub fn NewEntries<T>(
    /// The list.
    list: Listing<T>,
    /// What one of them is, e.g. "new post".
    one: &'static str,
    /// What several are.
    many: &'static str,
) -> impl IntoView
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    look_for_newer(list.clone());
    let newer = list.clone();
    let label = Memo::new(move |_| newer.newer().map(|(count, more)| label(count, more, one, many)));
    let show = Callback::new(move |()| {
        list.show_newer();
        scroll::to(0.0);
    });
    pill(label, show)
}

fn pill(label: Memo<Option<String>>, show: Callback<()>) -> AnyView {
    view! {
        <div class="new-posts" role="status">
            {dynamic(move || label.get().map(|label| view! {
                <button class="button" data-kind="primary" type="button" on:click=move |_| show.run(())><Icon name="arrow-up"/>{label}</button>
            }))}
        </div>
    }
    .into_any()
}

/// Looks for new entries now and then, while the page is open and seen.
fn look_for_newer<T: Keyed + Clone + Send + Sync + 'static>(list: Listing<T>) {
    let open = StoredValue::new(true);
    spawn_local(async move {
        if list.is_older_than(FRESH) {
            list.look_for_newer().await;
        }
        loop {
            time::sleep(LOOK_EVERY * 1000).await;
            if open.try_get_value().is_none() {
                return;
            }
            if network::is_visible() && !network::is_offline() {
                list.look_for_newer().await;
            }
        }
    });
}

fn label(count: usize, more: bool, one: &str, many: &str) -> String {
    match (count, more) {
        (1, false) => ["1 ", one].concat(),
        (count, false) => [&count.to_string(), " ", many].concat(),
        (count, true) => [&count.to_string(), "+ ", many].concat(),
    }
}
