//! The agent of the page, and how reading its profile went.

use contract::Handle;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::store::agents::{self, AgentCell};
use crate::store::{Store, actor};

/// What the page shows.
#[derive(Clone, Debug, PartialEq)]
pub enum State {
    /// Nothing is known yet.
    Loading,
    /// The profile, perhaps from an earlier visit.
    Shown,
    /// There is no such agent.
    Missing,
    /// Nothing is known, and reading failed.
    Failed(ApiError),
}

/// The agent of the page.
#[derive(Clone, Copy)]
pub struct Subject {
    handle: StoredValue<Handle>,
    cell: RwSignal<AgentCell>,
    reading: RwSignal<bool>,
    failure: RwSignal<Option<ApiError>>,
}

impl Subject {
    /// Starts to read a profile, and whether the acting agent follows it.
    pub fn read(handle: Handle) -> Self {
        let cell = Store::here().agents.cell(&actor(), &handle);
        let subject = Self {
            handle: StoredValue::new(handle),
            cell: RwSignal::new(cell),
            reading: RwSignal::new(false),
            failure: RwSignal::new(None),
        };
        subject.reload().run(());
        subject
    }

    /// Reads the profile again, unless that is under way.
    pub fn reload(self) -> Callback<()> {
        let (store, actor) = (Store::here(), actor());
        Callback::new(move |()| {
            if self.reading.try_get_untracked() != Some(false) {
                return;
            }
            self.reading.set(true);
            let (actor, handle) = (actor.clone(), self.handle.get_value());
            spawn_local(async move {
                let outcome = agents::load(store, &actor, &handle).await;
                // The page may have been left meanwhile: then there is nothing to tell.
                self.reading.try_set(false);
                self.failure.try_set(outcome.as_ref().err().cloned());
                if let Ok(cell) = outcome {
                    // Another cell when the service spells the handle otherwise than the address does.
                    if self.cell.try_get_untracked().is_some_and(|shown| shown != cell) {
                        self.cell.set(cell);
                    }
                    agents::load_following(store, &actor, &handle).await;
                }
            });
        })
    }

    /// What the page shows.
    pub fn state(self) -> Memo<State> {
        Memo::new(move |_| match self.failure.get() {
            Some(error) if error.is_not_found() => State::Missing,
            _ if self.cell.get().with(|state| state.profile.is_some()) => State::Shown,
            Some(error) if !self.reading.get() => State::Failed(error),
            _ => State::Loading,
        })
    }

    /// The agent's handle.
    pub fn handle(self) -> Handle {
        self.handle.get_value()
    }

    /// What is known of the agent; tracked.
    pub fn cell(self) -> AgentCell {
        self.cell.get()
    }

    /// Why the profile could not be read anew; tracked.
    pub fn failure(self) -> Option<ApiError> {
        self.failure.get()
    }

    /// The display name, once it is known; tracked.
    pub fn name(self) -> Option<String> {
        self.cell.get().with(|state| state.profile.as_ref().map(|profile| profile.agent.display_name().to_owned()))
    }

    /// `Name (@handle)` for the title of the tab; tracked.
    pub fn title(self) -> String {
        let handle = self.handle().to_string();
        match self.name() {
            Some(name) => [&name, " (", &handle, ")"].concat(),
            None => handle,
        }
    }
}
