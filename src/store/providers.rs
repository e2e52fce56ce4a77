//! Connected providers of the acting agent.

use contract::Handle;
use contract::providers::{ApiKey, ConnectService, ConnectedService, ConnectedServices, DisconnectService, KeyTest, Provider, Services};
use contract::providers::{MaskedKey, TestService, ToggleService};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Store;
use super::generation::{Loaded, Offers};
use super::notices::Remedy;
use super::per_agent::PerAgent;
use super::toggle::{Next, Toggle};
use crate::api::{ApiError, Refusal};
use crate::browser::time;
use crate::few::Few;
use crate::route::Actor;

/// The providers of one agent. Clones are the same.
#[derive(Clone)]
pub struct Desk {
    store: Store,
    own: Handle,
    /// What is connected.
    pub services: ArcRwSignal<Loaded<Services>>,
    toggles: ArcStoredValue<Few<String, Option<Toggle>>>,
    /// Counts changes made here, so that an older answer does not undo them.
    changes: ArcStoredValue<u32>,
}

impl Desk {
    /// The providers of an agent, read anew behind what is known.
    pub fn open(store: Store, own: &Handle) -> Self {
        let all = PerAgent::here(store);
        let desk = all.get(own).unwrap_or_else(|| {
            let desk = Self {
                store,
                own: own.clone(),
                services: ArcRwSignal::new(Loaded::Loading),
                toggles: ArcStoredValue::new(Few::default()),
                changes: ArcStoredValue::new(0),
            };
            all.put(own, desk.clone());
            desk
        });
        desk.read();
        desk
    }

    fn actor(&self) -> Actor {
        Actor::Agent(self.own.clone())
    }

    /// Reads what is connected. What is shown stays until the answer is there, or for good where there is none.
    pub fn read(&self) {
        if self.services.with_untracked(|services| matches!(services, Loaded::Failed(_))) {
            self.services.set(Loaded::Loading);
        }
        let (desk, asked) = (self.clone(), self.changes.get_value());
        spawn_local(async move {
            let answer = desk.store.client.send(&desk.actor(), &ConnectedServices {}).await;
            if desk.changes.get_value() != asked {
                return desk.read();
            }
            match answer {
                Ok(services) => desk.show(services),
                Err(error) if !desk.is_known() => desk.services.set(Loaded::Failed(error)),
                Err(_) => {}
            }
        });
    }

    fn is_known(&self) -> bool {
        self.services.with_untracked(|services| matches!(services, Loaded::Ready(_)))
    }

    fn show(&self, services: Services) {
        let services = Loaded::Ready(services);
        if self.services.with_untracked(|shown| *shown != services) {
            self.services.set(services);
        }
    }

    fn change(&self, act: impl FnOnce(&mut Services)) {
        self.changes.update_value(|changes| *changes = changes.wrapping_add(1));
        self.services.update(|services| {
            if let Loaded::Ready(services) = services {
                act(services);
            }
        });
    }

    /// The service of a provider, if it is connected; tracked.
    pub fn service(&self, provider: &Provider) -> Option<ConnectedService> {
        self.services.with(|services| match services {
            Loaded::Ready(services) => services.of(provider).cloned(),
            _ => None,
        })
    }

    /// Whether a provider may be used; tracked. `None` while that is not known.
    pub fn is_usable(&self, provider: &Provider) -> Option<bool> {
        self.services.with(|services| match services {
            Loaded::Ready(services) => Some(services.of(provider).is_some_and(|service| service.is_active != Some(false))),
            _ => None,
        })
    }

    /// Connects a provider, or gives it another key. The key is sent and then dropped.
    ///
    /// # Errors
    /// Why it is not connected.
    pub async fn connect(&self, provider: Provider, key: ApiKey) -> Result<(), ApiError> {
        let masked = MaskedKey::of(key.reveal());
        let answer = self.store.client.send(&self.actor(), &ConnectService { provider: provider.clone(), key }).await;
        self.forget_offers(&provider);
        let told = answer?.filter(|service| service.provider == provider);
        self.change(|services| {
            let known = services.of(&provider).cloned();
            let service = told.unwrap_or(ConnectedService {
                key: Some(masked),
                is_active: known.as_ref().and_then(|known| known.is_active).or(Some(true)),
                created_at: known.and_then(|known| known.created_at),
                updated_at: None,
                provider,
            });
            put(services, service);
        });
        Ok(())
    }

    /// Deletes the stored key of a provider.
    ///
    /// # Errors
    /// Why it still stands.
    pub async fn disconnect(&self, provider: &Provider) -> Result<(), ApiError> {
        let answer = self.store.client.send(&self.actor(), &DisconnectService { provider: provider.clone() }).await;
        self.forget_offers(provider);
        match answer {
            Err(error) if !error.is_not_found() => Err(error),
            // One that is gone already is as disconnected as it can be.
            _ => {
                self.change(|services| services.connected.items.retain(|service| service.provider != *provider));
                Ok(())
            }
        }
    }

    /// What belongs to the account of a key goes with it, also where the answer was lost.
    fn forget_offers(&self, provider: &Provider) {
        Offers::of(self.store).forget(&self.actor(), provider);
    }

    /// Asks whether the provider takes the stored key.
    ///
    /// # Errors
    /// Why that is not known.
    pub async fn test(&self, provider: &Provider) -> Result<KeyTest, ApiError> {
        match self.store.client.send(&self.actor(), &TestService { provider: provider.clone() }).await {
            // A key that is not good may be refused as a request that is not good: that is a result, too.
            Err(error @ ApiError::Refused(Refusal { status: 400 | 422, message: Some(_), .. })) => {
                Ok(KeyTest { success: false, message: Some(error.sentence(time::now())) })
            }
            answer => answer,
        }
    }

    /// Switches a provider on or off: shown at once, taken back when the service refuses.
    pub fn set_active(&self, provider: &Provider, on: bool) {
        let shown = untrack(|| self.service(provider)).and_then(|service| service.is_active).unwrap_or(true);
        self.lay(provider, on);
        let mut send = None;
        self.toggles.update_value(|toggles| {
            let toggle = toggles.entry(provider.as_str().to_owned()).get_or_insert(Toggle::new(shown));
            toggle.rest_at(shown);
            send = toggle.wish(on);
        });
        if let Some(on) = send {
            let (desk, provider) = (self.clone(), provider.clone());
            spawn_local(async move { desk.settle(provider, on).await });
        }
    }

    async fn settle(&self, provider: Provider, mut on: bool) {
        loop {
            let outcome = self.store.client.send(&self.actor(), &ToggleService { provider: provider.clone(), active: on }).await;
            let mut next = Next::Done;
            self.toggles.update_value(|toggles| {
                if let Some(toggle) = toggles.entry(provider.as_str().to_owned()) {
                    next = toggle.ended(on, outcome.is_ok());
                }
            });
            match (next, outcome) {
                (Next::Send(wish), _) => on = wish,
                (Next::RollBack(state), Err(error)) => {
                    self.lay(&provider, state);
                    return self.failed(&provider, on, &error);
                }
                _ => return,
            }
        }
    }

    fn lay(&self, provider: &Provider, on: bool) {
        self.change(|services| {
            let found = services.connected.items.iter_mut().find(|service| service.provider == *provider);
            if let Some(service) = found {
                service.is_active = Some(on);
            }
        });
    }

    fn failed(&self, provider: &Provider, on: bool, error: &ApiError) {
        let label = provider.label();
        let what = match (error.fate_unknown(), on) {
            (true, _) => format!("It is not known whether {label} was switched."),
            (false, true) => format!("{label} is still off."),
            (false, false) => format!("{label} is still on."),
        };
        if error.fate_unknown() {
            // The service knows.
            self.read();
        }
        let (desk, provider) = (self.clone(), provider.clone());
        let again = move || desk.set_active(&provider, on);
        self.store.notices.failed(&what, error, Some(Remedy::new("Try again", again)));
    }
}

/// Puts a service in the place of an earlier one of its provider.
fn put(services: &mut Services, service: ConnectedService) {
    let list = &mut services.connected.items;
    match list.iter_mut().find(|known| known.provider == service.provider) {
        Some(known) => *known = service,
        None => list.push(service),
    }
}
