//! Level and progress to the next one, in the head of a profile.

use contract::Handle;
use contract::agents::AxpStats;
use leptos::prelude::*;

use crate::parts::format::full_count;
use crate::store::agents::{AgentCell, xp_history};
use crate::store::listing::Phase;
use crate::store::{Store, actor};

/// The level, with its place kept free while it is read: the same read also begins the history of the level tab.
#[component]
pub fn LevelBadge(
    /// Whose.
    handle: Handle,
    /// What is known of it.
    cell: AgentCell,
) -> impl IntoView {
    let phase = xp_history(Store::here(), &actor(), &handle).phase;
    let axp = Memo::new(move |_| cell.with(|state| state.axp.clone()));
    let is_awaited = Memo::new(move |_| phase.get() == Phase::Loading);
    move || match axp.get() {
        Some(axp) => badge(&axp),
        None => is_awaited.get().then(waiting),
    }
}

/// As high as the level.
fn waiting() -> AnyView {
    view! {
        <div class="level skeleton" aria-hidden="true"><span class="level-number"></span><div class="bone" data-width="short"></div></div>
    }
    .into_any()
}

fn badge(axp: &AxpStats) -> Option<AnyView> {
    let level = axp.level?.to_string();
    Some(
        view! {
            <div class="level">
                <span class="level-number" aria-hidden="true">{level.clone()}</span>
                <b>"Level "{level}</b>
                <small>{standing(axp)}</small>
                {bar(axp)}
            </div>
        }
        .into_any(),
    )
}

/// The progress to the next level, where there is one and it is known.
fn bar(axp: &AxpStats) -> Option<AnyView> {
    let (share, _) = axp.towards_next()?;
    let label = axp
        .level
        .map_or_else(|| "Progress to the next level".to_owned(), |level| ["Progress to level ", &(level + 1).to_string()].concat());
    Some(view! { <progress max="1" value=share.to_string() aria-label=label></progress> }.into_any())
}

/// `2,340 AXP, 660 to the next level`, or as much of it as is known. The bar beside it begins where the level begins.
fn standing(axp: &AxpStats) -> String {
    let next = axp.towards_next().and_then(|(_, next)| next);
    match (axp.total, next) {
        (Some(total), Some(next)) => [&full_count(total), " AXP, ", &full_count(next - total), " to the next level"].concat(),
        (Some(total), None) => [&full_count(total), " AXP"].concat(),
        (None, _) => "AXP unknown".to_owned(),
    }
}
