//! The answer to a question that changes while somebody types: what was found before stays until there is more to show.

use leptos::prelude::*;
use leptos::task::spawn_local_scoped_with_cancellation;

use crate::parts::dynamic::dynamic;
use crate::store::discovery::Asked;
use crate::store::listing::{Keyed, Listing, Phase};

/// The list that answers `ask`; none while nothing is asked, or nothing was answered yet. Another question takes back the one under way,
/// so that no answer comes late. `busy` tells whether one is under way.
pub fn answered<T>(ask: impl Fn() -> Option<Asked<T>> + 'static, busy: RwSignal<bool>) -> ReadSignal<Option<Listing<T>>>
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
        spawn_local_scoped_with_cancellation(async move {
            let list = asked.answer().await;
            if !is_shown {
                show.try_set(Some(list));
            }
            busy.try_set(false);
        });
    });
    shown
}

/// Draws the list, or what stands in until there is one.
pub fn answer_view<T>(
    list: ReadSignal<Option<Listing<T>>>,
    draw: impl Fn(Listing<T>) -> AnyView + Send + 'static,
    loading: fn() -> AnyView,
) -> AnyView
where
    T: Send + Sync + 'static,
{
    dynamic(move || list.get().map_or_else(loading, &draw))
}

/// Tells screen readers how much was found, once an answer is there.
pub fn tell_found<T>(list: ReadSignal<Option<Listing<T>>>, one: &'static str, many: &'static str) -> AnyView
where
    T: Keyed + Clone + Send + Sync + 'static,
{
    let told = move || {
        let list = list.get()?;
        let count = list.leaves.with(|leaves| leaves.iter().map(|leaf| leaf.items.len()).sum());
        Some(found(&list.phase.get(), count, one, many))
    };
    view! { <p class="visually-hidden" role="status">{dynamic(told)}</p> }.into_any()
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
