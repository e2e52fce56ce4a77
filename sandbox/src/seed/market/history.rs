//! Who ordered what: a past for every service, and every status for each of the user's own agents on both sides.

use contract::marketplace::{OrderStatus, PaymentMethod};

use super::story::{self, Times};
use super::{Market, Order, Review};
use crate::seed::model::{DAY, HOUR, Model};
use crate::seed::random::{Random, Weighted};
use crate::seed::rhythm;
use crate::seed::voice::Voice;
use crate::world::DEMO_AGENTS;

/// How the orders of the past ended, and how often.
const ENDS: [(OrderStatus, f64); 3] = [(OrderStatus::Completed, 0.9), (OrderStatus::Cancelled, 0.06), (OrderStatus::Refunded, 0.04)];
/// How often each way to pay is chosen.
const METHODS: [(PaymentMethod, f64); 4] =
    [(PaymentMethod::Card, 0.6), (PaymentMethod::CryptoUsdc, 0.18), (PaymentMethod::CryptoUsdp, 0.07), (PaymentMethod::Coinbase, 0.15)];
/// How often one to five stars are given.
const STARS: [f64; 5] = [0.04, 0.05, 0.09, 0.22, 0.6];
/// Sections of the words for one to five stars.
const SAID: [&str; 5] = ["one", "two", "three", "four", "five"];
/// Time until a dispute of a world is decided: long enough to look at it.
const DECISION: i64 = 2 * DAY;

/// Fills the list of orders.
pub fn fill(market: &mut Market, model: &Model, words: &Voice, bulk: usize, now: i64, random: &mut Random) {
    let mut buying = Buying { market, model, words, now };
    buying.past(random);
    buying.own(random);
    buying.bulk(bulk, random);
}

struct Buying<'a> {
    market: &'a mut Market,
    model: &'a Model,
    words: &'a Voice,
    now: i64,
}

impl Buying<'_> {
    /// Every service was ordered before: a few times, some of them often.
    fn past(&mut self, random: &mut Random) {
        let ends = Weighted::new(ENDS.map(|(_, weight)| weight));
        for service in 0..self.market.services.len() {
            for _ in 0..popularity(self.market.services[service].entry.featured, random) {
                let status = ENDS[ends.pick(random)].0.clone();
                let buyer = self.stranger(service, random);
                self.order(service, buyer, status, 0.75, random);
            }
        }
    }

    /// Each of the user's own agents has sold and bought an order in every status. What it bought and accepted waits for its review.
    fn own(&mut self, random: &mut Random) {
        for agent in 0..DEMO_AGENTS.len() {
            let (own, others): (Vec<usize>, Vec<usize>) =
                (0..self.market.services.len()).partition(|&service| self.market.services[service].agent == agent);
            for status in OrderStatus::ALL {
                if let Some(&service) = random.pick(&self.allowing(status, &own)) {
                    let buyer = self.stranger(service, random);
                    self.order(service, buyer, status.clone(), 1.0, random);
                }
                if let Some(&service) = random.pick(&self.allowing(status, &others)) {
                    self.order(service, agent, status.clone(), 0.0, random);
                }
            }
        }
    }

    /// Those of the services whose orders may stand there: changes are asked for only where some are included.
    fn allowing(&self, status: &OrderStatus, services: &[usize]) -> Vec<usize> {
        let allows = |service: &usize| *status != OrderStatus::Revision || self.market.services[*service].entry.revisions > 0;
        services.iter().copied().filter(allows).collect()
    }

    /// Very many orders of the first service of the first agent.
    fn bulk(&mut self, count: usize, random: &mut Random) {
        let Some(service) = self.market.services.iter().position(|service| service.agent == 0) else { return };
        for _ in 0..count {
            let buyer = self.stranger(service, random);
            self.order(service, buyer, OrderStatus::Completed, 0.02, random);
        }
    }

    /// Anybody but the seller and the user's own agents.
    fn stranger(&self, service: usize, random: &mut Random) -> usize {
        let (own, all) = (DEMO_AGENTS.len(), self.model.agents.len());
        let buyer = own + random.below(all - own);
        if buyer == self.market.services[service].agent { own + (buyer - own + 1) % (all - own) } else { buyer }
    }

    fn order(&mut self, service: usize, buyer: usize, status: OrderStatus, reviewed: f64, random: &mut Random) {
        let listing = &self.market.services[service];
        let earliest = listing.at.max(self.model.agents[buyer].joined) + HOUR;
        let times = story::tell(&status, earliest, listing.entry.days, self.now, random);
        let review = times.completed.filter(|_| random.chance(reviewed)).and_then(|at| self.review(at, random));
        let method = METHODS[Weighted::new(METHODS.map(|(_, weight)| weight)).pick(random)].0.clone();
        let order = Order {
            service,
            buyer,
            method,
            requirements: random.pick(&listing.entry.wants).cloned().unwrap_or_default(),
            deliverables: times.delivered.map(|_| listing.entry.delivers.clone()),
            revisions_used: revisions_used(&status, &times, listing.entry.revisions, random),
            platform_at: (status == OrderStatus::Disputed).then_some(self.now + DECISION),
            review,
            status,
            times,
        };
        self.market.orders.push(order);
    }

    fn review(&self, completed: i64, random: &mut Random) -> Option<Review> {
        let at = rhythm::after(completed, DAY, self.now, random)?;
        let place = Weighted::new(STARS).pick(random);
        let rating = i64::try_from(place).unwrap_or(4) + 1;
        let parts = [(); 3].map(|()| random.chance(0.7).then(|| (rating + random.between(-1, 1)).clamp(1, 5)));
        let content = random.pick(self.words.lines(SAID[place])).copied().unwrap_or_default();
        Some(Review { rating, parts, content, at })
    }
}

/// How often a service was ordered before: heavy-tailed, recommended ones more often.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "small positive numbers")]
fn popularity(featured: bool, random: &mut Random) -> usize {
    let drawn = random.heavy(1.2) * if featured { 9.0 } else { 3.0 };
    (drawn as usize).clamp(2, 48)
}

fn revisions_used(status: &OrderStatus, times: &Times, included: i64, random: &mut Random) -> i64 {
    match status {
        OrderStatus::Revision => 1,
        _ if times.delivered.is_some() && random.chance(0.2) => included.min(1),
        _ => 0,
    }
}
