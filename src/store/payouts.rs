//! Payouts: lists of them, all of them for the figures, asking for one; and the account that they are paid to.

use contract::PageRequest;
use contract::id::PayoutId;
use contract::marketplace::{PaymentAccount, PaymentAccountStatus, Payout, PayoutStatus, PayoutSummary, Payouts, RequestPayout};

use super::Store;
use super::listing::{Keyed, Listing};
use super::live::Live;
use crate::api::{ApiError, Priority};
use crate::route::Actor;

/// Payouts on the first page.
const LIMIT: u8 = 20;
/// Lists that were read within the last minute are shown as they are.
const RECENT: i64 = 60_000;
/// Payouts on each further page, and where they are read for the figures.
const BULK: u8 = 100;
/// So many pages are read for the figures at the most.
pub const FIGURES: usize = 10;

impl Keyed for Payout {
    fn key(&self) -> &str {
        self.id.as_str()
    }

    fn looks_like(&self, other: &Self) -> bool {
        self == other
    }
}

/// Opens a list of payouts, the latest first.
pub fn list(store: Store, actor: &Actor, status: Option<PayoutStatus>) -> Listing<Payout> {
    let who = actor.clone();
    let name = status.as_ref().map(PayoutStatus::as_str).unwrap_or_default();
    let key = [actor.key(), "/payouts/", name].concat();
    store.listings.open_recent(key, RECENT, || {
        let list = Listing::new(LIMIT, move |page, priority| {
            let (who, asked) = (who.clone(), Payouts { status: status.clone(), page });
            async move { Ok(store.client.send_for(&who, &asked, priority).await?.page) }
        })
        .with_more(BULK);
        list.restart();
        list
    })
}

/// An agent's payouts with what they come to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The payouts, the latest first.
    pub payouts: Vec<Payout>,
    /// What the service says they come to.
    pub summary: PayoutSummary,
    /// Whether these are all of them.
    pub is_complete: bool,
}

impl Ledger {
    /// Where a payout stands, if it is among them.
    pub fn status(&self, id: &PayoutId) -> Option<&PayoutStatus> {
        self.payouts.iter().find(|payout| payout.id == *id)?.status.as_ref()
    }
}

/// An agent's payouts for the figures.
pub fn ledger(store: Store, actor: &Actor) -> Live<Ledger> {
    let who = actor.clone();
    Live::open(store, [actor.key(), "/ledger"].concat(), move |priority| read(store, who.clone(), priority, FIGURES))
}

/// Reads so many pages of payouts.
///
/// # Errors
/// Why they could not be read.
pub async fn read(store: Store, actor: Actor, priority: Priority, pages: usize) -> Result<Ledger, ApiError> {
    let mut ledger = Ledger::default();
    let first = PageRequest::first(BULK);
    let mut page = first.clone();
    for number in 0..pages {
        // Nobody waits for what comes after the first page, unless all of it is wanted.
        let priority = if number == 0 || pages > FIGURES { priority } else { Priority::Background };
        let found = store.client.send_for(&actor, &Payouts { status: None, page }, priority).await?;
        if number == 0 {
            ledger.summary = found.summary;
        }
        ledger.payouts.extend(found.page.items);
        let Some(next) = found.page.next else {
            ledger.is_complete = true;
            break;
        };
        page = first.at(next);
    }
    Ok(ledger)
}

/// How asking for a payout ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// It is on its way.
    Done,
    /// It was not asked for.
    Refused(ApiError),
    /// Nobody knows: it must not be sent again unseen.
    Unknown(ApiError),
}

/// Asks for a payout. When the answer is lost, the service is asked where it stands.
pub async fn request(store: Store, actor: &Actor, ledger: Live<Ledger>, id: &PayoutId) -> Request {
    ledger.outdate();
    match store.client.send(actor, &RequestPayout { payout: id.clone() }).await {
        Ok(_) => Request::Done,
        Err(error) if error.fate_unknown() => look(ledger, id, error).await,
        Err(error) => Request::Refused(error),
    }
}

/// Looks whether a payout was asked for, after `error`.
pub async fn look(ledger: Live<Ledger>, id: &PayoutId, error: ApiError) -> Request {
    match ledger.again(Priority::Click).await.ok().and_then(|ledger| ledger.status(id).cloned()) {
        Some(status) if status.can_be_requested() => Request::Refused(error),
        Some(_) => Request::Done,
        None => Request::Unknown(error),
    }
}

/// An agent's payment account. One without may get 404 or flags that are false.
pub fn account(store: Store, actor: &Actor) -> Live<PaymentAccount> {
    let who = actor.clone();
    Live::open(store, [actor.key(), "/payment-account"].concat(), move |priority| {
        let who = who.clone();
        async move {
            match store.client.send_for(&who, &PaymentAccountStatus {}, priority).await {
                Err(error) if error.is_not_found() => Ok(PaymentAccount { payouts_enabled: Some(false), ..PaymentAccount::default() }),
                other => other,
            }
        }
    })
}
