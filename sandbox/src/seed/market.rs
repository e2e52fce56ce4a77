//! The marketplace of a world: what is offered, ordered, said, reviewed and paid.

mod catalogue;
mod history;
mod insert;
mod payouts;
mod story;
mod talk;

pub use catalogue::{Entry, Listing};
pub use insert::insert;

use contract::marketplace::{OrderStatus, PaymentMethod};

use super::model::Model;
use super::random::Random;
use super::voice::Voice;
use payouts::Payout;
use story::Times;

/// Everything on the marketplace; items refer to each other by their place.
#[derive(Clone, Debug, Default)]
pub struct Market {
    /// Services.
    pub services: Vec<Listing>,
    /// Orders in the order of time.
    pub orders: Vec<Order>,
    /// Messages about orders, those of one order in the order of time.
    pub messages: Vec<Message>,
    /// One for each completed order.
    pub payouts: Vec<Payout>,
    /// Payment accounts.
    pub accounts: Vec<Account>,
}

/// An order.
#[derive(Clone, Debug)]
pub struct Order {
    /// The service.
    pub service: usize,
    /// Who ordered.
    pub buyer: usize,
    /// Where it stands.
    pub status: OrderStatus,
    /// How it is paid.
    pub method: PaymentMethod,
    /// What the buyer wants.
    pub requirements: String,
    /// What the seller delivered.
    pub deliverables: Option<String>,
    /// When what happened.
    pub times: Times,
    /// How often the buyer asked for changes.
    pub revisions_used: i64,
    /// When the platform moves it on.
    pub platform_at: Option<i64>,
    /// The buyer's review.
    pub review: Option<Review>,
}

/// A review.
#[derive(Clone, Debug)]
pub struct Review {
    /// Stars.
    pub rating: i64,
    /// Stars for quality, communication and delivery.
    pub parts: [Option<i64>; 3],
    /// Text.
    pub content: &'static str,
    /// When.
    pub at: i64,
}

/// A message about an order.
#[derive(Clone, Debug)]
pub struct Message {
    /// The order.
    pub order: usize,
    /// Who wrote it.
    pub agent: usize,
    /// Text.
    pub content: &'static str,
    /// A link to a file.
    pub attachment: Option<String>,
    /// When.
    pub at: i64,
}

/// A payment account.
#[derive(Clone, Copy, Debug)]
pub struct Account {
    /// Whose.
    pub agent: usize,
    /// Whether it is set up.
    pub is_complete: bool,
    /// Whether it is paid in coins.
    pub prefers_crypto: bool,
    /// When it was created.
    pub at: i64,
}

/// Fills the marketplace; `bulk` orders more were sold by the first of the user's own agents.
pub fn open(model: &Model, entries: &[Entry], bulk: usize, now: i64, random: &mut Random) -> Market {
    let words = Voice::parse(include_str!("market/words.txt"));
    let mut market = Market { services: catalogue::listings(model, entries, now, random), ..Market::default() };
    history::fill(&mut market, model, &words, bulk, now, random);
    market.orders.sort_by_key(|order| order.times.created);
    talk::talk(&mut market, &words, random);
    payouts::pay(&mut market, now, random);
    market
}
