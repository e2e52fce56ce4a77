//! What is left of this minute's requests.

use contract::RateClass;
use leptos::prelude::*;

use crate::parts::dynamic::{dynamic, follow};
use crate::store::{Store, actor};

/// Reads and writes left for the acting agent.
#[component]
pub fn BudgetMeter() -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let left = move |class: RateClass| {
        store.client.answers.track();
        store.now.track();
        store.client.left(&actor, class)
    };
    let row = |name: &'static str, few: u32, left: Memo<(u32, u32)>| {
        let label = format!("{name} left this minute");
        let warning = follow(move || (left.get().0 < few).then_some("warning"));
        view! {
            <div>
                <dt>{name}</dt>
                <dd><progress max=follow(move || left.get().1.to_string()) value=follow(move || left.get().0.to_string()) data-kind=warning aria-label=label></progress><span>{dynamic(move || left.get().0)}</span></dd>
            </div>
        }
    };
    let reads = Memo::new({
        let left = left.clone();
        move |_| left(RateClass::Read)
    });
    let writes = Memo::new(move |_| left(RateClass::Write));
    let title = follow(move || {
        let ((reads, most_reads), (writes, most_writes)) = (reads.get(), writes.get());
        format!("Requests left this minute: {reads} of {most_reads} reads, {writes} of {most_writes} writes")
    });
    view! { <dl class="budget" title=title>{row("Reads", 15, reads)}{row("Writes", 6, writes)}</dl> }
}
