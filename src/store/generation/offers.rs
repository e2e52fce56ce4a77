//! What providers offer: models and voices, asked for once.

use contract::generation::{GenerationType, Model, Models, Voice, Voices};
use contract::providers::Provider;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::few::Few;
use crate::route::Actor;
use crate::store::Store;

/// Something that is asked for.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loaded<T> {
    /// The answer is awaited.
    #[default]
    Loading,
    /// Here it is.
    Ready(T),
    /// Why it is not there.
    Failed(ApiError),
}

/// A list that a provider offers.
pub type Offer<T> = ArcRwSignal<Loaded<Vec<T>>>;

/// Whose models, for what; or whose voices, for whom.
type Key = (Actor, Provider, Option<GenerationType>);

/// All lists that were asked for.
#[derive(Clone, Copy, Default)]
pub struct Offers {
    models: StoredValue<Few<Key, Offer<Model>>>,
    voices: StoredValue<Few<Key, Offer<Voice>>>,
}

impl Offers {
    /// The lists of the app.
    pub fn of(store: Store) -> Self {
        store.lasting(Self::default)
    }

    /// The models of a provider; asked for unless they are known.
    pub fn models(self, store: Store, actor: &Actor, provider: &Provider, kind: &GenerationType) -> Offer<Model> {
        let (offer, is_wanted) = entry(self.models, (actor.clone(), provider.clone(), Some(kind.clone())));
        if is_wanted {
            let (actor, operation, offer) = (actor.clone(), Models { provider: provider.clone(), kind: kind.clone() }, offer.clone());
            spawn_local(async move {
                let answer = store.client.send(&actor, &operation).await;
                offer.set(answer.map_or_else(Loaded::Failed, |page| Loaded::Ready(page.items)));
            });
        }
        offer
    }

    /// The voices of a provider; asked for unless they are known.
    pub fn voices(self, store: Store, actor: &Actor, provider: &Provider) -> Offer<Voice> {
        let (offer, is_wanted) = entry(self.voices, (actor.clone(), provider.clone(), None));
        if is_wanted {
            let (actor, operation, offer) = (actor.clone(), Voices { provider: provider.clone() }, offer.clone());
            spawn_local(async move {
                let answer = store.client.send(&actor, &operation).await;
                offer.set(answer.map_or_else(Loaded::Failed, |page| Loaded::Ready(page.items)));
            });
        }
        offer
    }

    /// Forgets what a provider offers an agent: another account there may have other voices.
    pub fn forget(self, actor: &Actor, provider: &Provider) {
        let is_other = |(whose, by, _): &Key| whose != actor || by != provider;
        self.models.update_value(|models| models.retain(is_other));
        self.voices.update_value(|voices| voices.retain(is_other));
    }
}

/// The list of a key, and whether it has to be asked for: it is new, or the last question failed.
fn entry<T: Clone + Send + Sync + 'static>(all: StoredValue<Few<Key, Offer<T>>>, key: Key) -> (Offer<T>, bool) {
    if let Some(known) = all.with_value(|all| all.get(&key).cloned()) {
        let has_failed = known.with_untracked(|offer| matches!(offer, Loaded::Failed(_)));
        if has_failed {
            known.set(Loaded::Loading);
        }
        return (known, has_failed);
    }
    let mut offer = None;
    all.update_value(|all| offer = Some(all.entry(key).clone()));
    (offer.unwrap_or_default(), true)
}
