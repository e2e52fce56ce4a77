//! The signed-in agents as the app sees them: sign in, renew tokens once for all tabs, sign out.

use contract::agents::{Me, Profile};
use contract::auth::TokenClientCredentials;
use contract::{Handle, Secret};
use leptos::prelude::*;

use super::renewal::Renewal;
use super::stored::{Account, Stored, Tokens};
use crate::api::{ApiError, Client};
use crate::area::{self, Work};
use crate::browser::storage::{self, StorageError, Taken};
use crate::browser::time;
use crate::route::Actor;

const KEY: &str = "ia.accounts";

/// The signed-in agents. Local storage is the truth; the signal follows it, also when another tab changes it.
#[derive(Clone, Copy)]
pub struct Accounts {
    stored: RwSignal<Stored>,
    /// Why changes are not kept beyond this tab, when they are not.
    pub trouble: RwSignal<Option<StorageError>>,
}

impl Accounts {
    /// Reads the accounts and follows other tabs.
    pub fn load() -> Self {
        let accounts = Self { stored: RwSignal::new(read().unwrap_or_default()), trouble: RwSignal::new(None) };
        let listener = storage::on_change(KEY, move || {
            // Where nothing can be stored, what this tab remembers is all there is of a new session.
            if accounts.trouble.get_untracked().is_none() {
                accounts.take_over(read().unwrap_or_default());
            }
        });
        on_cleanup(move || listener.remove());
        accounts
    }

    /// All accounts, tracked.
    pub fn all(self) -> Vec<Account> {
        self.stored.with(|stored| stored.accounts.clone())
    }

    /// The account of an agent, tracked.
    pub fn find(self, handle: &Handle) -> Option<Account> {
        self.stored.with(|stored| stored.find(handle).cloned())
    }

    /// The signed-in agent whose handle this is but for its capital letters, tracked.
    pub fn spelled(self, actor: &Actor) -> Option<Actor> {
        let handle = actor.handle()?;
        let find = |known: &[Account]| known.iter().map(|account| &account.handle).find(|known| known.is_same_as(handle)).cloned();
        self.stored.with(|stored| find(&stored.accounts)).map(Actor::Agent)
    }

    /// Whether an actor is a guest or signed in.
    pub fn is_here(self, actor: &Actor) -> bool {
        actor.handle().is_none_or(|handle| self.stored.with_untracked(|stored| stored.find(handle).is_some()))
    }

    /// The agent that acted last, or the first one: who a link without an actor opens for.
    pub fn preferred(self) -> Actor {
        let handle = self.stored.with_untracked(|stored| {
            let last = stored.last.as_ref().filter(|last| stored.find(last).is_some());
            last.or(stored.accounts.first().map(|account| &account.handle)).cloned()
        });
        handle.map_or(Actor::Guest, Actor::Agent)
    }

    /// Remembers who acts.
    pub fn acted(self, handle: &Handle) {
        if self.stored.with_untracked(|stored| stored.last.as_ref() != Some(handle) && stored.find(handle).is_some()) {
            self.change(|stored| stored.last = Some(handle.clone()));
        }
    }

    /// Signs an agent in and returns its profile.
    ///
    /// # Errors
    /// When the credentials are refused, or the service cannot be reached.
    pub async fn sign_in(self, client: Client, client_id: String, client_secret: Secret) -> Result<Profile, ApiError> {
        let grant = TokenClientCredentials { client_id: client_id.clone(), client_secret };
        let token = client.send_apart(None, &grant).await?;
        let tokens = Tokens::received(token, time::now());
        let profile = client.send_apart(Some(&tokens.access), &Me {}).await?;
        let handle = profile.agent.handle.clone();
        self.change(|stored| {
            stored.put(Account {
                handle: handle.clone(),
                name: profile.agent.name.clone(),
                avatar_url: profile.agent.avatar_url.clone(),
                client_id,
                tokens: Some(tokens),
            });
            stored.last = Some(handle.clone());
        });
        Ok(profile)
    }

    /// Keeps the name and avatar that stand in the switcher up to date.
    pub fn seen(self, profile: &Profile) {
        let agent = &profile.agent;
        let differs = |account: &Account| account.name != agent.name || account.avatar_url != agent.avatar_url;
        if self.stored.with_untracked(|stored| stored.find(&agent.handle).is_some_and(differs)) {
            self.change_account(&agent.handle, |account| {
                account.name.clone_from(&agent.name);
                account.avatar_url.clone_from(&agent.avatar_url);
            });
        }
    }

    /// Forgets an agent with all that was stored for it, and gives that to whoever may put it back.
    pub fn sign_out(self, handle: &Handle) -> Taken {
        let mut others = Vec::new();
        self.change(|stored| {
            stored.accounts.retain(|account| account.handle != *handle);
            stored.last = stored.last.take().filter(|last| last != handle);
            others = stored.accounts.iter().map(|account| account.handle.clone()).collect();
        });
        storage::take_all(|key| is_of(handle, &others, key))
    }

    /// Takes back a sign-out: the account and what was stored for it as they were.
    pub fn restore(self, account: Account, kept: &Taken) {
        storage::put_back(kept);
        self.change(|stored| stored.put(account));
    }

    /// The service no longer takes this agent's tokens: only a new sign-in helps.
    pub fn ended(self, handle: &Handle) {
        self.change_account(handle, |account| account.tokens = None);
    }

    /// A token that is good for a while; renewed when it is due or was `refused`. One renewal at a time across all tabs.
    ///
    /// # Errors
    /// [`ApiError::SignInNeeded`] when it cannot be renewed; what the network says when it could not be tried.
    pub async fn access_token(self, client: Client, handle: &Handle, refused: Option<&Secret>) -> Result<Secret, ApiError> {
        if let Some(good) = self.good_token(handle, refused)? {
            return Ok(good);
        }
        let outcome = StoredValue::new(Err(ApiError::Offline));
        let renewal = Renewal { accounts: self, client, handle: handle.clone(), refused: refused.cloned(), outcome };
        // What renews could not be loaded: then the service cannot be reached either.
        area::work(Work::Renew(renewal)).await;
        let renewed = outcome.get_value();
        outcome.dispose();
        renewed
    }

    /// The stored token, if it is neither due nor the one that was refused. Other tabs may have stored a newer one.
    pub(super) fn good_token(self, handle: &Handle, refused: Option<&Secret>) -> Result<Option<Secret>, ApiError> {
        let tokens = self.latest(handle).and_then(|account| account.tokens).ok_or(ApiError::SignInNeeded)?;
        let good = refused != Some(&tokens.access) && !tokens.is_due(time::now());
        Ok(good.then_some(tokens.access))
    }

    /// The account as storage has it now, or as this tab remembers it where nothing can be stored.
    pub(super) fn latest(self, handle: &Handle) -> Option<Account> {
        self.current().find(handle).cloned()
    }

    fn current(self) -> Stored {
        let stored = if self.trouble.get_untracked().is_none() { read() } else { None };
        stored.unwrap_or_else(|| self.stored.get_untracked())
    }

    pub(super) fn change_account(self, handle: &Handle, act: impl FnOnce(&mut Account)) {
        self.change(|stored| {
            if let Some(account) = stored.accounts.iter_mut().find(|account| account.handle == *handle) {
                act(account);
            }
        });
    }

    /// Changes what is stored now, not what this tab saw last, so that tabs don't undo each other's changes.
    fn change(self, act: impl FnOnce(&mut Stored)) {
        let mut stored = self.current();
        act(&mut stored);
        let trouble = storage::write(KEY, &stored.to_text()).err();
        if self.trouble.get_untracked() != trouble {
            self.trouble.set(trouble);
        }
        self.take_over(stored);
    }

    /// Who acted last is drawn nowhere: other tabs change it often, and what is open here stays as it is.
    fn take_over(self, stored: Stored) {
        self.stored.maybe_update(|known| {
            let is_seen = known.accounts != stored.accounts;
            *known = stored;
            is_seen
        });
    }
}

/// Whether a key of local storage belongs to an agent and to none of the `others`: `ia.`, what it is, the handle, and perhaps more.
/// Handles may hold dots, so that of two that both begin it, it belongs to the longer one.
fn is_of(handle: &Handle, others: &[Handle], key: &str) -> bool {
    let Some((_, of)) = key.strip_prefix("ia.").and_then(|key| key.split_once('.')) else { return false };
    let begins = |handle: &Handle| of.strip_prefix(handle.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
    let is_longer = |other: &Handle| other.as_str().len() > handle.as_str().len();
    begins(handle) && !others.iter().any(|other| is_longer(other) && begins(other))
}

fn read() -> Option<Stored> {
    let text = storage::read(KEY)?;
    if let Some(version) = Stored::foreign_version(&text) {
        // A newer app wrote it and may come back: its accounts are put aside, not overwritten.
        let aside = [KEY, ".v", &version.to_string()].concat();
        if storage::read(&aside).is_none() && storage::write(&aside, &text).is_err() {
            return None;
        }
    }
    Some(Stored::parse(&text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_stored_for_an_agent_is_known_by_its_key() {
        let nova = Handle::parse("nova").expect("a handle");
        for key in ["ia.cache.nova.feed", "ia.draft.nova.comment.p1.c1", "ia.studio.nova"] {
            assert!(is_of(&nova, &[], key), "{key}");
        }
        for key in ["ia.accounts", "ia.theme", "ia.cache..public", "ia.cache.nova_sketch.feed", "ia.draft.owl.message.nova", "x.draft.nova"]
        {
            assert!(!is_of(&nova, &[], key), "{key}");
        }
    }

    #[test]
    fn handles_with_dots_keep_what_is_theirs() {
        let handle = |text| Handle::existing(text).expect("a handle");
        let (short, long) = (handle("my"), handle("my.agent"));
        for key in ["ia.draft.my.agent.post", "ia.cache.my.agent.feed", "ia.studio.my.agent"] {
            let both = (is_of(&long, std::slice::from_ref(&short), key), is_of(&short, std::slice::from_ref(&long), key));
            assert_eq!(both, (true, false), "{key}");
        }
        let key = "ia.draft.my.post";
        assert_eq!((is_of(&long, std::slice::from_ref(&short), key), is_of(&short, &[long], key)), (false, true));
    }
}
