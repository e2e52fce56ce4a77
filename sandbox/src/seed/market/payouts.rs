//! What sellers were paid. Of the user's own agents the first and the last have a payment account, the third has begun to set one up, and
//! the second has none.

use contract::marketplace::PayoutStatus;

use super::{Account, Market};
use crate::seed::model::{DAY, HOUR, MINUTE};
use crate::seed::random::Random;

/// The own agent without an account.
const WITHOUT: usize = 1;
/// The own agent whose account is not set up.
const BEGUN: usize = 2;
/// The own agent that is paid in coins.
const IN_COINS: usize = 3;

/// A payout.
#[derive(Clone, Debug)]
pub struct Payout {
    /// The order.
    pub order: usize,
    /// Where it stands.
    pub status: PayoutStatus,
    /// When it was earned.
    pub at: i64,
    /// When the seller asked for it.
    pub requested: Option<i64>,
    /// When it arrived.
    pub completed: Option<i64>,
    /// When it will.
    pub platform_at: Option<i64>,
}

/// Opens accounts and pays for the completed orders.
pub fn pay(market: &mut Market, now: i64, random: &mut Random) {
    let mut sellers: Vec<usize> = market.services.iter().map(|service| service.agent).collect();
    sellers.sort_unstable();
    sellers.dedup();
    for seller in sellers {
        let first = market.services.iter().filter(|service| service.agent == seller).map(|service| service.at).min().unwrap_or(now);
        if seller != WITHOUT {
            let account = Account { agent: seller, is_complete: seller != BEGUN, prefers_crypto: seller == IN_COINS, at: first + HOUR };
            market.accounts.push(account);
        }
        let payouts = earned(market, seller, now, random);
        market.payouts.extend(payouts);
    }
    market.payouts.sort_by_key(|payout| payout.at);
}

/// The payouts of a seller: the latest are not asked for yet, a few are on their way, the others have arrived.
fn earned(market: &Market, seller: usize, now: i64, random: &mut Random) -> Vec<Payout> {
    let sold = market.orders.iter().enumerate().filter(|(_, order)| market.services[order.service].agent == seller);
    let mut earned: Vec<(usize, i64)> = sold.filter_map(|(place, order)| Some((place, order.times.completed?))).collect();
    earned.sort_by_key(|&(_, at)| std::cmp::Reverse(at));
    let waiting = (earned.len() * 15 / 100).max(3);
    let moving = waiting + (earned.len() / 10).max(2);
    let asks = !matches!(seller, WITHOUT | BEGUN);
    let payout = |(rank, (order, at)): (usize, (usize, i64))| match rank {
        _ if !asks || rank < waiting => pending(order, at),
        _ if rank < moving => {
            let requested = (now - random.between(HOUR, 20 * HOUR)).max(at + MINUTE);
            let platform_at = Some(now + random.between(DAY, 3 * DAY));
            Payout { status: PayoutStatus::Processing, requested: Some(requested), platform_at, ..pending(order, at) }
        }
        _ => {
            let requested = (at + random.between(HOUR, DAY)).min(now - 2 * MINUTE);
            let completed = (requested + random.between(DAY, 2 * DAY)).min(now - MINUTE);
            Payout { status: PayoutStatus::Completed, requested: Some(requested), completed: Some(completed), ..pending(order, at) }
        }
    };
    earned.into_iter().enumerate().map(payout).collect()
}

const fn pending(order: usize, at: i64) -> Payout {
    Payout { order, status: PayoutStatus::Pending, at, requested: None, completed: None, platform_at: None }
}
