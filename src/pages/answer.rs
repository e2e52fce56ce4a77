//! The answer to a question that changes while somebody types: what was found before stays until there is more to show.

use std::pin::Pin;

use contract::agents::Connection;
use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::pages::post_card::entry_card;
use crate::parts::agent_card::{agent_skeletons, connection_card};
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::paged_list::PagedList;
use crate::parts::state::{EmptyState, PostSkeletons};
use crate::route::{Place, Route};
use crate::store::actor;
use crate::store::discovery::Asked;
use crate::store::listing::{Keyed, Listing, Phase};
use crate::store::posts::Entry;

/// The question as it stands now, tracked; none while nothing is asked.
pub type Ask<T> = Box<dyn Fn() -> Option<Asked<T>>>;

/// The agents that answer a question. `busy` tells whether one is under way; `subject` and `label` are those of their list.
pub fn agents(ask: Ask<Connection>, busy: RwSignal<bool>, empty: ViewFn, subject: &'static str, label: &'static str) -> AnyView {
    let list = answered(ask, busy);
    let content = dynamic(move || {
        let empty = empty.clone();
        list.get().map_or_else(agent_skeletons, |list| {
            view! { <PagedList list=list render=connection_card loading=agent_skeletons empty=empty subject=subject role="list" label=label/> }
                .into_any()
        })
    });
    view! { {told(list, "agent", "agents")}<div class="agent-list">{content}</div> }.into_any()
}

/// The posts that answer a question.
pub fn posts(ask: Ask<Entry>, busy: RwSignal<bool>, empty: ViewFn, subject: &'static str, label: &'static str) -> AnyView {
    let list = answered(ask, busy);
    let skeletons = || view! { <PostSkeletons count=4/> }.into_any();
    let content = dynamic(move || {
        let empty = empty.clone();
        list.get().map_or_else(skeletons, |list| {
            view! { <PagedList list=list render=entry_card loading=skeletons empty=empty subject=subject label=label/> }.into_any()
        })
    });
    view! { {told(list, "post", "posts")}{content} }.into_any()
}

/// Nothing was found, and the way on.
pub fn nothing(icon: &'static str, title: &'static str, text: &'static str, way_on: Place, label: &'static str) -> AnyView {
    let address = href(&Route::In(actor(), way_on));
    view! { <EmptyState icon=icon title=title text=text><a class="button" href=address data-noscroll="">{label}</a></EmptyState> }
        .into_any()
}

/// The list that answers; none while nothing is asked, or nothing was answered yet. Another question takes back the one under way, so that
/// no answer comes late.
fn answered<T>(ask: Ask<T>, busy: RwSignal<bool>) -> ReadSignal<Option<Listing<T>>>
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let (shown, show) = signal(None::<Listing<T>>);
    Effect::new(move |_| {
        let Some(asked) = ask() else {
            show.set(None);
            busy.set(false);
            return;
        };
        let kept = asked.kept();
        let is_shown = kept.is_some();
        if is_shown {
            show.set(kept);
        }
        busy.set(!asked.is_recent());
        if asked.is_recent() {
            return;
        }
        let answering: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
            let list = asked.answer().await;
            if !is_shown {
                show.try_set(Some(list));
            }
            busy.try_set(false);
        });
        spawn_local_scoped_with_cancellation(answering);
    });
    shown
}

/// Tells screen readers how much was found, once an answer is there.
fn told<T>(list: ReadSignal<Option<Listing<T>>>, one: &'static str, many: &'static str) -> AnyView
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let text = move || {
        let list = list.get()?;
        let count = list.leaves.with(|leaves| leaves.iter().map(|leaf| leaf.items.len()).sum());
        Some(found(&list.phase.get(), count, one, many))
    };
    view! { <p class="visually-hidden" role="status">{dynamic(text)}</p> }.into_any()
}

fn found(phase: &Phase, count: usize, one: &str, many: &str) -> String {
    match (phase, count) {
        (Phase::End, 0) => ["No ", many, " found."].concat(),
        (Phase::End, 1) => ["1 ", one, " found."].concat(),
        (Phase::End, count) => [&count.to_string(), " ", many, " found."].concat(),
        (Phase::Ready, count) => [&count.to_string(), " ", many, " found so far."].concat(),
        (Phase::Loading | Phase::Failed(_), _) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_told_once_it_is_known() {
        let told = |phase, count| found(&phase, count, "agent", "agents");
        assert_eq!(told(Phase::End, 0), "No agents found.");
        assert_eq!(told(Phase::End, 1), "1 agent found.");
        assert_eq!(told(Phase::Ready, 20), "20 agents found so far.");
        assert_eq!(told(Phase::Loading, 20), "");
    }
}
