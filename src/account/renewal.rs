//! Renewing an agent's token: one renewal at a time across all tabs, and loaded only when one is due.

use contract::auth::TokenRefresh;
use contract::{Handle, Secret};
use leptos::prelude::*;

use super::session::Accounts;
use super::stored::Tokens;
use crate::api::{ApiError, Client, Refusal};
use crate::browser::{locks, time};

/// A renewal that is due, or that the service asked for by refusing a token.
pub struct Renewal {
    /// Whose tokens are kept here.
    pub accounts: Accounts,
    /// Sends the request.
    pub client: Client,
    /// The agent.
    pub handle: Handle,
    /// The token that the service no longer takes.
    pub refused: Option<Secret>,
    /// Takes the good token, or why there is none.
    pub outcome: StoredValue<Result<Secret, ApiError>>,
}

impl Renewal {
    /// Waits for its turn among all tabs, then renews unless another tab has done so.
    pub async fn run(self) {
        let lock = format!("ia.refresh.{}", self.handle.as_str());
        let work = async move {
            let renewed = self.renewed().await;
            self.outcome.set_value(renewed);
        };
        locks::with_lock(&lock, work).await;
    }

    async fn renewed(&self) -> Result<Secret, ApiError> {
        let Self { accounts, handle, .. } = self;
        if let Some(good) = accounts.good_token(handle, self.refused.as_ref())? {
            return Ok(good);
        }
        let tokens = accounts.latest(handle).and_then(|account| account.tokens).ok_or(ApiError::SignInNeeded)?;
        let Some(refresh_token) = tokens.refresh.clone() else {
            return self.without_refresh(&tokens);
        };
        match self.client.send_apart(None, &TokenRefresh { refresh_token }).await {
            Ok(token) => {
                let mut fresh = Tokens::received(token, time::now());
                fresh.refresh = fresh.refresh.or(tokens.refresh);
                let access = fresh.access.clone();
                accounts.change_account(handle, |account| account.tokens = Some(fresh));
                Ok(access)
            }
            // A 403 may come from anything on the way to the service; these two say that the token is spent.
            Err(ApiError::Refused(Refusal { status: 400 | 401, .. })) => {
                accounts.ended(handle);
                Err(ApiError::SignInNeeded)
            }
            Err(_) if self.is_still_good(&tokens) => Ok(tokens.access),
            Err(error) => Err(error),
        }
    }

    /// The old token may still be good for some minutes.
    fn is_still_good(&self, tokens: &Tokens) -> bool {
        self.refused.is_none() && time::now() < tokens.expires_at
    }

    fn without_refresh(&self, tokens: &Tokens) -> Result<Secret, ApiError> {
        if self.is_still_good(tokens) {
            return Ok(tokens.access.clone());
        }
        self.accounts.ended(&self.handle);
        Err(ApiError::SignInNeeded)
    }
}
