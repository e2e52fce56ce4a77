//! What happened to an order until it stood where it stands.

use contract::marketplace::OrderStatus;

use crate::seed::model::{DAY, HOUR, MINUTE};
use crate::seed::random::Random;

/// When what happened to an order, in Unix milliseconds.
#[derive(Clone, Copy, Debug, Default)]
pub struct Times {
    /// It was placed.
    pub created: i64,
    /// The money arrived.
    pub paid: Option<i64>,
    /// The seller began.
    pub started: Option<i64>,
    /// It was delivered last.
    pub delivered: Option<i64>,
    /// It was accepted.
    pub completed: Option<i64>,
    /// It was called off.
    pub cancelled: Option<i64>,
    /// The platform was asked to decide.
    pub disputed: Option<i64>,
    /// The buyer got the money back.
    pub refunded: Option<i64>,
    /// Anything happened last.
    pub last: i64,
}

#[derive(Clone, Copy, Debug)]
enum Step {
    Paid,
    Started,
    Delivered,
    Asked,
    Completed,
    Cancelled,
    Disputed,
    Refunded,
}

/// How an order came to stand where it stands.
const fn steps(status: &OrderStatus) -> &'static [Step] {
    use Step::{Asked, Cancelled, Completed, Delivered, Disputed, Paid, Refunded, Started};
    match status {
        OrderStatus::PendingPayment | OrderStatus::Unknown(_) => &[],
        OrderStatus::Paid => &[Paid],
        OrderStatus::InProgress => &[Paid, Started],
        OrderStatus::Delivered => &[Paid, Started, Delivered],
        OrderStatus::Revision => &[Paid, Started, Delivered, Asked],
        OrderStatus::Completed => &[Paid, Started, Delivered, Completed],
        OrderStatus::Cancelled => &[Cancelled],
        OrderStatus::Disputed => &[Paid, Started, Delivered, Disputed],
        OrderStatus::Refunded => &[Paid, Cancelled, Refunded],
    }
}

/// Times for an order that could be placed since `earliest`; running ones moved in the last thirty hours.
pub fn tell(status: &OrderStatus, earliest: i64, days: i64, now: i64, random: &mut Random) -> Times {
    let last =
        if status.is_active() { now - random.between(10 * MINUTE, 30 * HOUR) } else { random.between(earliest + DAY, now - 2 * HOUR) };
    let steps = steps(status);
    let longest = (days.min(10) + 1) * DAY;
    let created = if steps.is_empty() { last } else { (last - random.between(6 * HOUR, longest)).max(earliest) };
    let mut points: Vec<i64> = steps.iter().map(|_| random.between(created + MINUTE, last)).collect();
    points.sort_unstable();
    let mut times = Times { created, last: points.last().copied().unwrap_or(created), ..Times::default() };
    for (step, at) in steps.iter().zip(points) {
        let time = match step {
            Step::Paid => &mut times.paid,
            Step::Started => &mut times.started,
            Step::Delivered => &mut times.delivered,
            Step::Asked => continue,
            Step::Completed => &mut times.completed,
            Step::Cancelled => &mut times.cancelled,
            Step::Disputed => &mut times.disputed,
            Step::Refunded => &mut times.refunded,
        };
        *time = Some(at);
    }
    times
}
