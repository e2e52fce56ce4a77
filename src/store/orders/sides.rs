//! Which side of an order an agent is. Where the sides are told by their ids alone, the agent's own profile tells which of them it is.

use contract::id::AgentId;
use contract::marketplace::{Order, Role};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::route::Actor;
use crate::store::shelves::Shelves;
use crate::store::{Store, agents};

/// Which side of an order the agent is, as far as is known; tracked.
pub fn role_in(store: Store, actor: &Actor, order: &Order) -> Option<Role> {
    order.role_of(actor.handle()?).or_else(|| order.role_of_id(&own_id(store, actor)?))
}

/// The agent's own id, as far as is known; tracked.
fn own_id(store: Store, actor: &Actor) -> Option<AgentId> {
    store.agents.cell(actor, actor.handle()?).with(|state| state.profile.as_ref()?.agent.id.clone())
}

/// Whether the profile was read, or is being read, to learn the own id.
#[derive(Clone, Default)]
struct Asked(ArcStoredValue<bool>);

/// Reads the agent's own profile if it takes that to know its side of an order: once, for however many orders.
pub fn learn_own_id(store: Store, actor: &Actor, order: &Order) {
    let Some(own) = actor.handle().cloned() else { return };
    let is_needed = || order.role_of(&own).is_none() && (order.seller_id.is_some() || order.buyer_id.is_some());
    let asked: Asked = Shelves::of(store, actor);
    if asked.0.get_value() || !is_needed() || untrack(|| own_id(store, actor)).is_some() {
        return;
    }
    asked.0.set_value(true);
    let actor = actor.clone();
    spawn_local(async move {
        if agents::load(store, &actor, &own).await.is_err() {
            asked.0.set_value(false);
        }
    });
}
