//! What buyers and sellers write to each other about the orders of the user's own agents.

use contract::marketplace::OrderStatus;

use super::{Market, Message};
use crate::seed::model::MINUTE;
use crate::seed::random::Random;
use crate::seed::voice::Voice;
use crate::world::DEMO_AGENTS;

/// Messages of the one long conversation.
const LONG: usize = 45;
/// Messages about an order at most, else.
const SHORT: usize = 6;
/// Orders of the past stay silent beyond this many of one agent, as in the large world.
const TALKATIVE: usize = 60;

/// Lets them talk.
pub fn talk(market: &mut Market, words: &Voice, random: &mut Random) {
    let mut talked = vec![0; DEMO_AGENTS.len()];
    let mut messages = Vec::new();
    let mut long = false;
    for (place, order) in market.orders.iter().enumerate().rev() {
        let seller = market.services[order.service].agent;
        let Some(&own) = [seller, order.buyer].iter().find(|&&agent| agent < DEMO_AGENTS.len()) else { continue };
        talked[own] += 1;
        if talked[own] > TALKATIVE {
            continue;
        }
        let is_long = !long && own == 0 && seller == 0 && order.status == OrderStatus::InProgress;
        long |= is_long;
        let count = if is_long { LONG } else { random.below(SHORT + 1) };
        let (from, to) = (order.times.created + MINUTE, order.times.last.max(order.times.created + 5 * MINUTE));
        messages.extend(conversation(place, (order.buyer, seller), (from, to), count, words, random));
    }
    market.messages = messages;
}

fn conversation(
    order: usize,
    (buyer, seller): (usize, usize),
    (from, to): (i64, i64),
    count: usize,
    words: &Voice,
    random: &mut Random,
) -> Vec<Message> {
    let mut times: Vec<i64> = (0..count).map(|_| random.between(from, to)).collect();
    times.sort_unstable();
    let mut lines = [words.lines("buyer").to_vec(), words.lines("seller").to_vec()];
    // Both begin with their greeting.
    lines.iter_mut().filter_map(|lines| lines.get_mut(1..)).for_each(|rest| random.shuffle(rest));
    let mut said = [0_usize; 2];
    let mut message = |(number, at): (usize, i64)| {
        let side = if number < 2 { number } else { random.below(2) };
        let content = lines[side].get(said[side] % lines[side].len().max(1)).copied().unwrap_or_default();
        said[side] += 1;
        let attachment = random.chance(0.2).then(|| format!("https://files.example.com/orders/{}-{}.png", order + 1, number + 1));
        Message { order, agent: [buyer, seller][side], content, attachment, at }
    };
    times.into_iter().enumerate().map(&mut message).collect()
}
