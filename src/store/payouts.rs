//! Payouts: lists of them, all of them for the figures, asking for one; and the account that they are paid to.

use contract::id::PayoutId;
use contract::marketplace::{PaymentAccount, PaymentAccountStatus, Payout, PayoutStatus, PayoutSummary, Payouts, RequestPayout};
use contract::{Cursor, PageRequest};

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
    store.listings.open_recent(key(actor, status.as_ref()), RECENT, || {
        let list = Listing::new(LIMIT, move |page, priority| {
            let (who, asked) = (who.clone(), Payouts { status: status.clone(), page });
            async move { Ok(store.client.send_for(&who, &asked, priority).await?.page) }
        })
        .with_more(BULK);
        list.restart();
        list
    })
}

fn key(actor: &Actor, status: Option<&PayoutStatus>) -> String {
    [actor.key(), "/payouts/", status.map(PayoutStatus::as_str).unwrap_or_default()].concat()
}

/// A payout stands elsewhere: the list that is shown takes that over in its place, all others are read anew at the next visit.
pub fn moved(store: Store, actor: &Actor, shown: Option<(Option<PayoutStatus>, Listing<Payout>)>, payout: &Payout) {
    store.listings.outdate(&[actor.key(), "/payouts/"].concat());
    let Some((status, list)) = shown else { return };
    let fits = status.is_none() || status == payout.status;
    let moved = |known: &Payout| {
        let requested_at = payout.requested_at.or(known.requested_at);
        fits.then(|| Payout { status: payout.status.clone(), requested_at, completed_at: payout.completed_at, ..known.clone() })
    };
    if !list.change(payout.id.as_str(), moved) {
        list.restart();
    }
    store.listings.keep(key(actor, status.as_ref()), list);
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
    fn find(&self, id: &PayoutId) -> Option<&Payout> {
        self.payouts.iter().find(|payout| payout.id == *id)
    }
}

/// An agent's payouts for the figures.
pub fn ledger(store: Store, actor: &Actor) -> Live<Ledger> {
    let who = actor.clone();
    Live::open(store, [actor.key(), "/ledger"].concat(), move |priority| {
        let who = who.clone();
        async move {
            let mut reading = Reading::default();
            while reading.pages < FIGURES && !reading.ledger.is_complete {
                reading.go_on(store, &who, priority).await?;
            }
            Ok(reading.ledger)
        }
    })
}

/// Payouts page by page; after a failure it goes on where it stopped.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    /// What was read so far.
    pub ledger: Ledger,
    /// How many pages that were.
    pub pages: usize,
    next: Option<Cursor>,
}

impl Reading {
    /// Reads the next page; those after the first one wait until the budget has room for what nobody waits for.
    ///
    /// # Errors
    /// Why it could not be read.
    pub async fn go_on(&mut self, store: Store, actor: &Actor, priority: Priority) -> Result<(), ApiError> {
        let first = PageRequest::first(BULK);
        let (page, priority) = match self.next.clone() {
            Some(next) => (first.at(next), Priority::Background),
            None => (first, priority),
        };
        let found = store.client.send_for(actor, &Payouts { status: None, page }, priority).await?;
        if self.pages == 0 {
            self.ledger.summary = found.summary;
        }
        self.pages += 1;
        self.ledger.payouts.extend(found.page.items);
        self.ledger.is_complete = found.page.next.is_none();
        self.next = found.page.next;
        Ok(())
    }
}

/// How asking for a payout ended.
#[derive(Clone, Debug, PartialEq)]
pub enum Request {
    /// It was asked for, here or elsewhere: how it stands now.
    Done(Payout),
    /// It was not asked for.
    Refused(ApiError),
    /// Nobody knows: it must not be sent again unseen.
    Unknown(ApiError),
}

/// Asks for a payout. When the answer is lost, or the service says that it was asked for before, it is looked where it stands.
pub async fn request(store: Store, actor: &Actor, ledger: Live<Ledger>, id: &PayoutId) -> Request {
    ledger.outdate();
    match store.client.send(actor, &RequestPayout { payout: id.clone() }).await {
        // An answer that does not say where it stands still says that it was taken.
        Ok(payout) => Request::Done(Payout { id: id.clone(), status: payout.status.or(Some(PayoutStatus::Processing)), ..payout }),
        Err(error) if error.fate_unknown() => look(ledger, id, error).await,
        Err(error) if error.is_conflict() => match look(ledger, id, error).await {
            // Wherever it stands, this request was not carried out.
            Request::Unknown(error) => Request::Refused(error),
            known => known,
        },
        Err(error) => Request::Refused(error),
    }
}

/// Looks whether a payout was asked for, after `error`.
pub async fn look(ledger: Live<Ledger>, id: &PayoutId, error: ApiError) -> Request {
    let found = ledger.again(Priority::Click).await.ok().and_then(|ledger| ledger.find(id).cloned());
    match found.map(|payout| (payout.status.as_ref().map(PayoutStatus::can_be_requested), payout)) {
        Some((Some(true), _)) => Request::Refused(error),
        Some((Some(false), payout)) => Request::Done(payout),
        Some((None, _)) | None => Request::Unknown(error),
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
