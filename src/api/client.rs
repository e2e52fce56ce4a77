//! One `send` for all operations: token, budget, waiting, retrying what is safe, decoding.

use contract::{Auth, Decode, ErrorBody, Handle, Method, Operation, RateClass, Request, Secret};
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
    /// The last request that was refused or not understood, for those who look into it.
    failed: StoredValue<Option<(ApiError, Request)>>,
    /// How far the service's clock is ahead of the browser's, in milliseconds; good to about a minute.
    ahead: StoredValue<i64>,
    /// Counts answers, so that a meter of the budget knows when to look again.
    pub answers: RwSignal<u32>,
    /// How many requests are under way that a person waits for.
    awaited: StoredValue<u32>,
    /// Whether anything that a person waits for has come, or cannot come.
    pub is_page_read: RwSignal<bool>,
}

/// Counts a request that a person waits for, until it is answered or taken back.
#[must_use = "it counts while it is held"]
pub struct Awaited(StoredValue<u32>);

impl Drop for Awaited {
    fn drop(&mut self) {
        self.0.try_update_value(|count| *count -= 1);
    }
}

impl Client {
    /// A client of the API that the page was deployed with.
    pub fn new(accounts: Accounts) -> Self {
        Self {
            origin: StoredValue::new(config::api_origin()),
            accounts,
            budgets: StoredValue::default(),
            failed: StoredValue::default(),
            ahead: StoredValue::new(0),
            answers: RwSignal::new(0),
            awaited: StoredValue::new(0),
            is_page_read: RwSignal::new(false),
        }
    }

    /// Sends an operation that a person waits for.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub fn send<O: Operation>(self, actor: &Actor, operation: &O) -> impl Future<Output = Result<O::Response, ApiError>> {
        self.send_for(actor, operation, Priority::Click)
    }

    /// Sends an operation that nobody waits for.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub fn send_quietly<O: Operation>(self, actor: &Actor, operation: &O) -> impl Future<Output = Result<O::Response, ApiError>> {
        self.send_for(actor, operation, Priority::Background)
    }

    /// Sends an operation for a list that pages both for a person and by itself.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub async fn send_for<O: Operation>(self, actor: &Actor, operation: &O, priority: Priority) -> Result<O::Response, ApiError> {
        let request = operation.request();
        let value = self.value(actor, &request, priority).await?;
        O::Response::decode(&value).map_err(|error| self.undecodable(request, error.what))
    }

    /// Sends a request and gives the JSON of its answer, for those who keep it.
    ///
    /// # Errors
    /// Why there is no answer to show.
    pub async fn value(self, actor: &Actor, request: &Request, priority: Priority) -> Result<Value, ApiError> {
        let _awaited = (priority == Priority::Click).then(|| self.awaiting());
        let mut attempt = 1;
        loop {
            let outcome = self.authorized(actor, request, priority).await;
            let again = request.info.method == Method::Get && attempt < READ_ATTEMPTS && outcome.as_ref().is_err_and(may_pass);
            if !again {
                if priority == Priority::Click && !self.is_page_read.get_untracked() {
                    self.is_page_read.set(true);
                }
                if let (Err(error @ (ApiError::Refused(_) | ApiError::Undecodable { .. })), Priority::Click) = (&outcome, priority) {
                    self.remember(error, request.clone());
                }
                return outcome;
            }
            time::sleep(250 * attempt * attempt).await;
            attempt += 1;
        }
    }

    /// Counts an answer that a person waits for while the guard is held.
    pub fn awaiting(self) -> Awaited {
        self.awaited.update_value(|count| *count += 1);
        Awaited(self.awaited)
    }

    /// Notes that a page stands there: one that waits for nothing has been read by that.
    pub fn page_stands(self) {
        if self.awaited.try_get_value() == Some(0) && self.is_page_read.try_get_untracked() == Some(false) {
            self.is_page_read.set(true);
        }
    }

    fn remember(self, error: &ApiError, request: Request) {
        self.failed.set_value(Some((error.clone(), request)));
    }

    /// The error of an answer without a readable `what`.
    pub fn undecodable(self, request: Request, what: &'static str) -> ApiError {
        let error = ApiError::Undecodable { what };
        self.remember(&error, request);
        error
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
        self.last_result(handle, self.limited(handle.as_str(), request, Some(&token), priority).await?)
    }

    /// The same as [`result`] for an answer to a renewed token: where even that is not taken, the session has ended.
    pub(super) fn last_result(self, handle: &Handle, answer: Answer) -> Result<Value, ApiError> {
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
            match self.counted(key, class, answer) {
                Err(ApiError::RateLimited { until }) if !waited && until - time::now() <= LONGEST_WAIT => waited = true,
                outcome => return outcome,
            }
        }
    }

    /// Takes what an answer tells of the budget; a 429 becomes the time from which on it may be tried again.
    pub(super) fn counted(self, key: &str, class: RateClass, answer: Answer) -> Result<Answer, ApiError> {
        self.observe(key, class, &answer);
        if answer.status != 429 {
            return Ok(answer);
        }
        let until = blocked_until(&answer, time::now());
        self.with_budget(key, |budget| budget.block(class, until));
        Err(ApiError::RateLimited { until })
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
        let now = time::now();
        self.with_budget(key, |budget| budget.observe(class, answer.rate, now));
        if let Some(reset) = answer.reset {
            self.ahead.update_value(|ahead| *ahead = clock_ahead(*ahead, reset, now));
        }
        self.answers.update(|count| *count = count.wrapping_add(1));
    }

    fn with_budget<T>(self, key: &str, act: impl FnOnce(&mut Budget) -> T) -> T {
        let mut budgets = self.budgets.write_value();
        act(budgets.entry(key.to_owned()))
    }

    /// Sends an operation with no account's token: to get one, or with one that belongs to no account yet.
    pub(crate) async fn send_apart<O: Operation>(self, token: Option<&Secret>, operation: &O) -> Result<O::Response, ApiError> {
        let answer = self.limited("", &operation.request(), token, Priority::Click).await?;
        O::Response::decode(&result(answer)?).map_err(|error| ApiError::Undecodable { what: error.what })
    }

    /// A time of the browser's clock (Unix milliseconds) as the service's clock shows it, to compare it with times that the service sent.
    pub fn by_service(self, at: i64) -> i64 {
        at.saturating_add(self.ahead.get_value())
    }

    /// Requests left this minute for an actor, and the limit.
    pub fn left(self, actor: &Actor, class: RateClass) -> (u32, u32) {
        self.with_budget(actor.key(), |budget| budget.left(class, time::now()))
    }

    /// The request that failed so, if it was refused or not understood and none has failed since.
    pub fn failed(self, error: &ApiError) -> Option<Request> {
        self.failed.with_value(|failed| failed.as_ref().filter(|(known, _)| known == error).map(|(_, request)| request.clone()))
    }

    /// The origin of the API; empty when it is the page's own.
    pub fn origin(self) -> String {
        self.origin.get_value()
    }

    pub(super) fn accounts(self) -> Accounts {
        self.accounts
    }
}

/// The JSON of a success, or the refusal.
fn result(answer: Answer) -> Result<Value, ApiError> {
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

/// How far the service's clock is ahead of the browser's, in milliseconds: what was known, as far as an answer's `X-RateLimit-Reset` does
/// not say otherwise. Its second lies less than one window after the answer; a value that is no time of day says nothing.
fn clock_ahead(known: i64, reset: i64, now: i64) -> i64 {
    const WINDOW: i64 = RateClass::WINDOW_SECONDS as i64 * 1000;
    const FIRST: i64 = 1_000_000_000;
    if !(FIRST..FIRST * 100).contains(&reset) {
        return known;
    }
    let most = reset * 1000 - now;
    known.clamp(most - WINDOW - 1000, most)
}

/// When a refused request may be sent again: by `Retry-After`, the body, `X-RateLimit-Reset`, or else in ten seconds.
fn blocked_until(answer: &Answer, now: i64) -> i64 {
    let in_body = || answer.json.as_ref().and_then(|json| ErrorBody::decode(json).ok()).and_then(|body| body.retry_after);
    let seconds = answer.retry_after.or_else(in_body).and_then(|seconds| i64::try_from(seconds).ok());
    let reset = answer.reset.map(|reset| reset.saturating_mul(1000));
    let until = seconds.map(|seconds| now.saturating_add(seconds.saturating_mul(1000))).or(reset).unwrap_or(now + 10_000);
    until.clamp(now + 500, now + 60_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_clocks_are_compared_by_when_the_window_ends() {
        const NOW: i64 = 1_795_000_000;
        let browser = NOW * 1000;
        for reset in [NOW, NOW + 30, NOW + 60] {
            assert_eq!(clock_ahead(0, reset, browser), 0, "the clocks agree");
            let early = clock_ahead(0, reset, browser + 300_000);
            assert!((-300_000..=-239_000).contains(&early), "the browser is five minutes ahead: {early}");
            let late = clock_ahead(0, reset, browser - 7_200_000);
            assert!((7_139_000..=7_200_000).contains(&late), "the browser is two hours behind: {late}");
        }
        assert_eq!(clock_ahead(5, 45, browser), 5, "seconds to wait are no time");
        assert_eq!(clock_ahead(5, NOW * 1000, browser), 5, "nor are milliseconds");
    }
}
