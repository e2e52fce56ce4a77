//! One `send` for all operations: token, budget, waiting, retrying what is safe, decoding.

use contract::{Auth, Decode, ErrorBody, Method, Operation, RateClass, Request, Secret};
use leptos::prelude::*;
use serde_json::Value;

use super::budget::{Budget, Priority};
use super::transport::{Answer, exchange};
use super::{ApiError, Refusal};
use crate::account::Accounts;
use crate::browser::{config, time};
use crate::few::Few;
use crate::route::Actor;

/// Waits up to this long (milliseconds) before telling a person that the budget is used up.
const LONGEST_WAIT: i64 = 8_000;
/// Attempts of a read that fails for a reason that may pass.
const READ_ATTEMPTS: u32 = 3;

/// Sends operations for any of the signed-in agents.
#[derive(Clone, Copy)]
pub struct Client {
    origin: StoredValue<String>,
    accounts: Accounts,
    budgets: StoredValue<Few<String, Budget>>,
    /// The last request that was refused, for those who look into it.
    failed: StoredValue<Option<Request>>,
    /// Counts answers, so that a meter of the budget knows when to look again.
    pub answers: RwSignal<u32>,
}

impl Client {
    /// A client of the API that the page was deployed with.
    pub fn new(accounts: Accounts) -> Self {
        Self {
            origin: StoredValue::new(config::api_origin()),
            accounts,
            budgets: StoredValue::default(),
            failed: StoredValue::new(None),
            answers: RwSignal::new(0),
        }
    }

    /// Sends an operation that a person waits for.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub async fn send<O: Operation>(self, actor: &Actor, operation: &O) -> Result<O::Response, ApiError> {
        decoded(self.value(actor, &operation.request(), Priority::Click).await)
    }

    /// Sends an operation that nobody waits for.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub async fn send_quietly<O: Operation>(self, actor: &Actor, operation: &O) -> Result<O::Response, ApiError> {
        decoded(self.value(actor, &operation.request(), Priority::Background).await)
    }

    /// Sends an operation for a list that pages both for a person and by itself.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub async fn send_for<O: Operation>(self, actor: &Actor, operation: &O, priority: Priority) -> Result<O::Response, ApiError> {
        decoded(self.value(actor, &operation.request(), priority).await)
    }

    /// Sends a request and gives the JSON of its answer, for those who keep it.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub async fn value(self, actor: &Actor, request: &Request, priority: Priority) -> Result<Value, ApiError> {
        let mut attempt = 1;
        loop {
            let outcome = self.authorized(actor, request, priority).await;
            let again = request.info.method == Method::Get && attempt < READ_ATTEMPTS && outcome.as_ref().is_err_and(may_pass);
            if !again {
                if matches!(outcome, Err(ApiError::Refused(_))) {
                    self.failed.set_value(Some(request.clone()));
                }
                return outcome;
            }
            time::sleep(250 * attempt * attempt).await;
            attempt += 1;
        }
    }

    /// Sends with the actor's token, and once more with a new one when the service no longer takes it.
    async fn authorized(self, actor: &Actor, request: &Request, priority: Priority) -> Result<Value, ApiError> {
        let handle = match (request.info.auth, actor) {
            (Auth::Bearer, Actor::Guest) => return Err(ApiError::SignInNeeded),
            (Auth::None, _) | (_, Actor::Guest) => return result(self.limited("", request, None, priority).await?),
            (_, Actor::Agent(handle)) => handle,
        };
        let token = self.accounts.access_token(self, handle, None).await?;
        let answer = self.limited(handle.as_str(), request, Some(&token), priority).await?;
        if answer.status != 401 {
            return result(answer);
        }
        let token = self.accounts.access_token(self, handle, Some(&token)).await?;
        let answer = self.limited(handle.as_str(), request, Some(&token), priority).await?;
        if answer.status == 401 {
            self.accounts.ended(handle);
            return Err(ApiError::SignInNeeded);
        }
        result(answer)
    }

    /// Sends within the budget. A 429 was not carried out, so even a write is sent again after a short wait.
    async fn limited(self, key: &str, request: &Request, token: Option<&Secret>, priority: Priority) -> Result<Answer, ApiError> {
        let class = request.info.rate_class();
        let mut waited = false;
        loop {
            self.admitted(key, class, priority).await?;
            let origin = self.origin.get_value();
            let answer = exchange(&origin, request, token).await?;
            self.observe(key, class, &answer);
            if answer.status != 429 {
                return Ok(answer);
            }
            let until = blocked_until(&answer, time::now());
            self.with_budget(key, |budget| budget.block(class, until));
            if waited || until - time::now() > LONGEST_WAIT {
                return Err(ApiError::RateLimited { until });
            }
            waited = true;
        }
    }

    /// Waits until the budget has room: background work as long as it takes, clicks only as long as a person would.
    pub(super) async fn admitted(self, key: &str, class: RateClass, priority: Priority) -> Result<(), ApiError> {
        loop {
            let now = time::now();
            let Err(wait) = self.with_budget(key, |budget| budget.admit(class, priority, now)) else {
                return Ok(());
            };
            if priority == Priority::Click && wait > LONGEST_WAIT {
                return Err(ApiError::RateLimited { until: now + wait });
            }
            time::sleep(u32::try_from(wait).unwrap_or(1000)).await;
        }
    }

    fn observe(self, key: &str, class: RateClass, answer: &Answer) {
        self.with_budget(key, |budget| budget.observe(class, answer.rate, time::now()));
        self.answers.update(|count| *count = count.wrapping_add(1));
    }

    fn with_budget<T>(self, key: &str, act: impl FnOnce(&mut Budget) -> T) -> T {
        let mut budgets = self.budgets.write_value();
        act(budgets.entry(key.to_owned()))
    }

    /// Sends an operation with no account's token: to get one, or with one that belongs to no account yet.
    pub(crate) async fn send_apart<O: Operation>(self, token: Option<&Secret>, operation: &O) -> Result<O::Response, ApiError> {
        let answer = self.limited("", &operation.request(), token, Priority::Click).await?;
        decoded(result(answer))
    }

    /// Requests left this minute for an actor, and the limit.
    pub fn left(self, actor: &Actor, class: RateClass) -> (u32, u32) {
        self.with_budget(actor.key(), |budget| budget.left(class, time::now()))
    }

    /// The last request that was refused.
    pub fn failed(self) -> Option<Request> {
        self.failed.get_value()
    }

    /// The origin of the API; empty when it is the page's own.
    pub fn origin(self) -> String {
        self.origin.get_value()
    }

    pub(super) fn accounts(self) -> Accounts {
        self.accounts
    }
}

fn decoded<T: Decode>(value: Result<Value, ApiError>) -> Result<T, ApiError> {
    T::decode(&value?).map_err(|error| ApiError::Undecodable { what: error.what })
}

/// The JSON of a success, or the refusal.
pub(super) fn result(answer: Answer) -> Result<Value, ApiError> {
    if (200..300).contains(&answer.status) {
        return answer.json.ok_or(ApiError::Undecodable { what: "JSON" });
    }
    let body = answer.json.and_then(|json| ErrorBody::decode(&json).ok());
    Err(ApiError::Refused(Refusal::new(answer.status, body)))
}

fn may_pass(error: &ApiError) -> bool {
    match error {
        ApiError::Offline => !crate::browser::network::is_offline(),
        ApiError::Refused(refusal) => matches!(refusal.status, 502..=504),
        _ => false,
    }
}

/// When a refused request may be sent again: by `Retry-After`, the body, `X-RateLimit-Reset`, or else in ten seconds.
fn blocked_until(answer: &Answer, now: i64) -> i64 {
    let in_body = || answer.json.as_ref().and_then(|json| ErrorBody::decode(json).ok()).and_then(|body| body.retry_after);
    let seconds = answer.retry_after.or_else(in_body).and_then(|seconds| i64::try_from(seconds).ok());
    let reset = answer.reset.map(|reset| reset.saturating_mul(1000));
    let until = seconds.map(|seconds| now.saturating_add(seconds.saturating_mul(1000))).or(reset).unwrap_or(now + 10_000);
    until.clamp(now + 500, now + 60_000)
}
