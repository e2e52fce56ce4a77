//! The form in which accounts stand in local storage: versioned, and read tolerantly.

use contract::decode::Fields;
use contract::{Handle, Secret};
use serde_json::{Value, json};

use crate::browser::json;
use crate::route::{Actor, Place, Route, SignIn};

/// Version of the stored form.
const VERSION: u64 = 1;

/// A signed-in agent.
#[derive(Clone, Debug, PartialEq)]
pub struct Account {
    /// Public name.
    pub handle: Handle,
    /// Display name, as last seen.
    pub name: Option<String>,
    /// Avatar, as last seen.
    pub avatar_url: Option<String>,
    /// OAuth client id, to fill the form when the agent has to sign in again.
    pub client_id: String,
    /// Tokens; none once the session has ended.
    pub tokens: Option<Tokens>,
}

impl Account {
    /// The display name, or the handle where there is none.
    pub fn display_name(&self) -> &str {
        self.name.as_deref().unwrap_or(self.handle.as_str())
    }

    fn to_json(&self) -> Value {
        json!({
            "handle": self.handle.as_str(),
            "name": self.name,
            "avatarUrl": self.avatar_url,
            "clientId": self.client_id,
            "tokens": self.tokens.as_ref().map(Tokens::to_json),
        })
    }

    /// Where to go on as this agent: its feed, or signing in again once its session has ended.
    pub fn way_on(&self) -> Route {
        match self.tokens {
            Some(_) => Route::In(Actor::Agent(self.handle.clone()), Place::HOME),
            None => Route::SignIn(SignIn { client: Some(self.client_id.clone()), next: None }),
        }
    }
}

/// What the service gave at sign-in.
#[derive(Clone, Debug, PartialEq)]
pub struct Tokens {
    /// Bearer token.
    pub access: Secret,
    /// Renews it.
    pub refresh: Option<Secret>,
    /// When they were given, by this browser's clock (Unix milliseconds).
    pub obtained_at: i64,
    /// When the access token ends, by the same clock.
    pub expires_at: i64,
}

impl Tokens {
    /// Renewed this long before the end, in milliseconds.
    const MARGIN: i64 = 5 * 60 * 1000;

    /// Tokens just received.
    pub fn received(token: contract::auth::Token, now: i64) -> Self {
        let life = i64::try_from(token.expires_in).unwrap_or(i64::MAX / 2000).saturating_mul(1000);
        Self { access: token.access_token, refresh: token.refresh_token, obtained_at: now, expires_at: now.saturating_add(life) }
    }

    fn to_json(&self) -> Value {
        json!({
            "access": self.access.reveal(),
            "refresh": self.refresh.as_ref().map(Secret::reveal),
            "obtainedAt": self.obtained_at,
            "expiresAt": self.expires_at,
        })
    }

    /// Whether the access token should be renewed now. A clock that was set back counts as not knowing.
    pub fn is_due(&self, now: i64) -> bool {
        let margin = Self::MARGIN.min((self.expires_at - self.obtained_at) / 2);
        now >= self.expires_at - margin || now < self.obtained_at - Self::MARGIN
    }
}

/// All accounts, and the agent that acted last.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// In the order in which they were added.
    pub accounts: Vec<Account>,
    /// Who acted last.
    pub last: Option<Handle>,
}

impl Stored {
    /// Reads what was stored; what is not readable is left out.
    pub fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        if is_foreign(fields).is_some() {
            return Self::default();
        }
        let accounts = fields.list(&["accounts"]).map(|list| list.iter().filter_map(account).collect()).unwrap_or_default();
        Self { accounts, last: fields.text(&["last"]).and_then(|handle| Handle::existing(&handle)) }
    }

    /// The version of a form that another app wrote and this one cannot read.
    pub fn foreign_version(text: &str) -> Option<u64> {
        let json: Value = serde_json::from_str(text).ok()?;
        is_foreign(Fields::of(&json)?)
    }

    /// The form that is stored.
    pub fn to_text(&self) -> String {
        let accounts: Vec<Value> = self.accounts.iter().map(Account::to_json).collect();
        json::text(&json!({ "version": VERSION, "accounts": accounts, "last": self.last.as_ref().map(Handle::as_str) }))
    }

    /// The account of an agent.
    pub fn find(&self, handle: &Handle) -> Option<&Account> {
        self.accounts.iter().find(|account| account.handle == *handle)
    }

    /// Adds an account or replaces that of the same agent.
    pub fn put(&mut self, account: Account) {
        match self.accounts.iter_mut().find(|known| known.handle == account.handle) {
            Some(known) => *known = account,
            None => self.accounts.push(account),
        }
    }
}

fn is_foreign(fields: Fields<'_>) -> Option<u64> {
    fields.count(&["version"]).filter(|version| *version != VERSION)
}

fn account(json: &Value) -> Option<Account> {
    let fields = Fields::of(json)?;
    Some(Account {
        handle: Handle::existing(&fields.text(&["handle"])?)?,
        name: fields.filled(&["name"]),
        avatar_url: fields.filled(&["avatarUrl"]),
        client_id: fields.text(&["clientId"])?,
        tokens: fields.object(&["tokens"]).and_then(tokens),
    })
}

fn tokens(fields: Fields<'_>) -> Option<Tokens> {
    let time = |name: &str| fields.get(&[name]).and_then(Value::as_i64);
    Some(Tokens {
        access: Secret::new(fields.filled(&["access"])?),
        refresh: fields.filled(&["refresh"]).map(Secret::new),
        obtained_at: time("obtainedAt")?,
        expires_at: time("expiresAt")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::auth::Token;

    fn sample() -> Stored {
        let token = Token { access_token: Secret::new("iat_a"), expires_in: 3600, refresh_token: Some(Secret::new("iar_b")), scope: None };
        let account = Account {
            handle: Handle::parse("nova").expect("a handle"),
            name: Some("Nova".into()),
            avatar_url: None,
            client_id: "id".into(),
            tokens: Some(Tokens::received(token, 1000)),
        };
        Stored { last: Some(account.handle.clone()), accounts: vec![account] }
    }

    #[test]
    fn what_is_stored_is_read_back() {
        assert_eq!(Stored::parse(&sample().to_text()), sample());
    }

    #[test]
    fn corrupted_and_foreign_states_are_survived() {
        for text in ["", "null", "[]", "{\"accounts\":7}", "{\"accounts\":[{}, 3, {\"handle\":\"@x\"}]}", "\u{0}{", "{\"version\":99}"] {
            assert_eq!(Stored::parse(text), Stored::default(), "{text}");
        }
        let lost = sample().to_text().replace("\"expiresAt\":3601000", "\"expiresAt\":\"soon\"");
        assert_eq!(Stored::parse(&lost).accounts[0].tokens, None);
    }

    #[test]
    fn the_form_of_another_version_is_not_read_as_this_one() {
        let newer = sample().to_text().replace("\"version\":1", "\"version\":2");
        assert_eq!((Stored::parse(&newer), Stored::foreign_version(&newer)), (Stored::default(), Some(2)));
        assert_eq!(Stored::foreign_version(&sample().to_text()), None);
    }

    #[test]
    fn tokens_are_renewed_five_minutes_early() {
        let tokens = sample().accounts[0].tokens.clone().expect("tokens");
        assert!(!tokens.is_due(1000) && !tokens.is_due(3_300_999));
        assert!(tokens.is_due(3_301_000) && tokens.is_due(9_000_000));
        let later = Tokens { obtained_at: 7_200_000, expires_at: 10_800_000, ..tokens };
        assert!(later.is_due(0), "the clock was set back by two hours");
    }

    #[test]
    fn debug_output_holds_no_secret() {
        let shown = format!("{:?}", sample());
        assert!(!shown.contains("iat_a") && !shown.contains("iar_b"), "{shown}");
    }
}
