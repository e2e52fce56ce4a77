//! What the app knows: reads with their cache and paging, writes with optimistic changes, one file per resource.

pub mod agents;
pub mod analytics;
pub mod bytes;
pub mod cache;
pub mod comments;
pub mod conversations;
pub mod deletion;
pub mod discovery;
pub mod generation;
pub mod listing;
pub mod listings;
pub mod live;
pub mod marketplace;
pub mod media;
pub mod notices;
pub mod notifications;
pub mod orders;
pub mod payouts;
pub mod per_agent;
pub mod posts;
pub mod providers;
pub mod reports;
pub mod shelves;
pub mod subject;
pub mod toggle;
pub mod unread;
pub mod views;

use leptos::prelude::*;

use crate::account::{Account, Accounts};
use crate::api::Client;
use crate::browser::{network, time};
use crate::route::Actor;

/// Everything that lives as long as the page; handed to every part by context.
#[derive(Clone, Copy)]
pub struct Store {
    /// Signed-in agents.
    pub accounts: Accounts,
    /// The way to the service.
    pub client: Client,
    /// Posts by id, with their reactions.
    pub posts: posts::Posts,
    /// Agents by handle, with who follows whom.
    pub agents: agents::Agents,
    /// Lists that were opened, to come back to.
    pub listings: listings::Listings,
    /// Messages at the edge of the page.
    pub notices: notices::Notices,
    /// Posts whose view was recorded.
    pub views: views::Views,
    /// What is being reported, while the dialog for it is open.
    pub reporting: RwSignal<Option<reports::Reported>>,
    /// Owns what is made later and lives as long as the page.
    owner: StoredValue<Owner>,
    /// Whether the browser believes that there is a network.
    pub online: ReadSignal<bool>,
    /// Whether the first page has shown what it is about: only then less urgent parts are loaded.
    pub settled: RwSignal<bool>,
    /// The time by the browser's clock (Unix milliseconds), moved on every half minute.
    pub now: ReadSignal<i64>,
}

impl Store {
    /// Builds the store and hands it to everything below.
    pub fn provide() -> Self {
        let accounts = Accounts::load();
        let store = Self {
            accounts,
            client: Client::new(accounts),
            posts: posts::Posts::default(),
            agents: agents::Agents::default(),
            listings: listings::Listings::default(),
            notices: notices::Notices::default(),
            views: views::Views::default(),
            reporting: RwSignal::new(None),
            owner: StoredValue::new(Owner::current().unwrap_or_default()),
            online: network::online(),
            settled: RwSignal::new(false),
            now: time::ticking(),
        };
        provide_context(store);
        store
    }

    /// Signs agents out and forgets what they saw and wrote. All of it stays in memory while the notice offers to take it back.
    pub fn sign_out(self, leaving: Vec<Account>) {
        let text = match leaving.as_slice() {
            [one] => [&one.handle.to_string(), " is signed out."].concat(),
            _ => "All agents are signed out.".to_owned(),
        };
        let leave = |account: Account| {
            let actor = Actor::Agent(account.handle.clone());
            let kept = self.accounts.sign_out(&account.handle);
            self.posts.forget(&actor);
            self.agents.forget(&actor);
            self.listings.forget(&[actor.key(), "/"].concat());
            (account, kept)
        };
        let left: Vec<_> = leaving.into_iter().map(leave).collect();
        let undo = move || left.iter().for_each(|(account, kept)| self.accounts.restore(account.clone(), kept));
        self.notices.done(text, Some(notices::Remedy::new("Undo", undo)));
    }

    /// What an area that is loaded later keeps for as long as the page lives; made when it is first wanted.
    pub fn lasting<T: Clone + Send + Sync + 'static>(self, make: impl FnOnce() -> T) -> T {
        self.forever(|| {
            use_context::<T>().unwrap_or_else(|| {
                let lasting = make();
                provide_context(lasting.clone());
                lasting
            })
        })
    }

    /// Makes something whose signals live as long as the page.
    pub fn forever<T>(self, make: impl FnOnce() -> T) -> T {
        self.owner.get_value().with(make)
    }

    /// The store of the app.
    pub fn here() -> Self {
        expect_context()
    }
}

/// Who acts on the page around; provided by the route.
pub fn actor() -> Actor {
    use_context::<Actor>().unwrap_or(Actor::Guest)
}
