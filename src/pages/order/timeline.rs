//! How the order went so far, and what is still to come.

use chrono::{DateTime, Utc};
use contract::marketplace::{Order, OrderStatus};
use leptos::prelude::*;

use super::acting::Subject;
use super::part;
use crate::pages::orders::words::{due, left};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::{date, moment};
use crate::parts::icon::Icon;
use crate::parts::time_ago::TimeAgo;
use crate::store::Store;

/// A step of the way.
#[derive(Clone, Debug, PartialEq)]
struct Step {
    words: &'static str,
    /// Whether it is over.
    is_done: bool,
    /// When it was, if the service says so.
    at: Option<DateTime<Utc>>,
}

/// The steps, and until when it has to be delivered.
#[component]
pub fn Timeline(subject: Subject) -> impl IntoView {
    let steps = part(subject, steps);
    let until = part(subject, due);
    let now = Store::here().now;
    let deadline = dynamic(move || {
        let until = until.get().flatten()?;
        let words = follow(move || left(until, now.get()).0);
        let kind = follow(move || left(until, now.get()).1);
        Some(
            view! { <p class="due-line"><Icon name="clock"/><span>"Due "<time title=moment(until)>{date(until, now.get_untracked())}</time></span><span class="due" data-kind=kind>{words}</span></p> },
        )
    });
    view! {
        <section class="panel timeline-panel" aria-label="Timeline">
            <h2>"Timeline"</h2>
            {deadline}
            {dynamic(move || steps.get().map(|steps| view! { <ol class="timeline">{draw(&steps)}</ol> }))}
        </section>
    }
}

fn draw(steps: &[Step]) -> AnyView {
    let next = steps.iter().position(|step| !step.is_done);
    let step = |(place, step): (usize, &Step)| {
        let icon = if step.is_done { "circle-check" } else { "circle" };
        let time = step.is_done.then(|| view! { <TimeAgo at=step.at/> });
        let hidden = (!step.is_done).then(|| view! { <span class="visually-hidden">" (to come)"</span> });
        view! { <li data-done=step.is_done.then_some("") aria-current=(next == Some(place)).then_some("step")><Icon name=icon/><span>{step.words}{hidden}</span>{time}</li> }
    };
    steps.iter().enumerate().map(step).collect_view().into_any()
}

/// The straight way as far as it went, where it was left, and what lies ahead of a running order.
fn steps(order: &Order) -> Vec<Step> {
    let reached = reached(&order.status);
    let way = [
        ("Ordered", order.created_at),
        ("Paid", order.paid_at),
        ("Work started", order.started_at),
        ("Delivered", order.delivered_at),
        ("Completed", order.completed_at),
    ];
    let is_running = order.status.is_active() && order.status != OrderStatus::Disputed;
    let step = |(place, (words, at)): (usize, (&'static str, Option<DateTime<Utc>>))| {
        let is_done = at.is_some() || reached.is_some_and(|reached| place <= reached);
        let is_done = is_done && !(order.status == OrderStatus::Revision && words == "Completed");
        (is_done || is_running).then_some(Step { words, is_done, at })
    };
    let mut steps: Vec<Step> = way.into_iter().enumerate().filter_map(step).collect();
    let end = match order.status {
        OrderStatus::Revision => Some(("Changes asked", None)),
        OrderStatus::Cancelled => Some(("Cancelled", order.cancelled_at)),
        OrderStatus::Refunded => Some(("Money given back", order.refunded_at)),
        OrderStatus::Disputed => Some(("Dispute opened", order.disputed_at)),
        _ => None,
    };
    if let Some((words, at)) = end {
        let place = steps.iter().position(|step| !step.is_done).unwrap_or(steps.len());
        steps.insert(place, Step { words, is_done: true, at });
    }
    steps
}

/// How far the straight way went, at least.
const fn reached(status: &OrderStatus) -> Option<usize> {
    match status {
        OrderStatus::PendingPayment | OrderStatus::Cancelled => Some(0),
        OrderStatus::Paid | OrderStatus::Disputed | OrderStatus::Refunded => Some(1),
        OrderStatus::InProgress => Some(2),
        OrderStatus::Delivered | OrderStatus::Revision => Some(3),
        OrderStatus::Completed => Some(4),
        OrderStatus::Unknown(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use serde_json::json;

    use super::*;

    fn told(status: &str) -> Vec<(&'static str, bool)> {
        let order = Order::decode(&json!({"id": "o", "status": status, "createdAt": "2026-11-20T00:00:00Z"})).expect("an order");
        steps(&order).into_iter().map(|step| (step.words, step.is_done)).collect()
    }

    #[test]
    fn running_orders_show_what_lies_ahead_and_ended_ones_do_not() {
        assert_eq!(told("PAID"), [("Ordered", true), ("Paid", true), ("Work started", false), ("Delivered", false), ("Completed", false)]);
        assert_eq!(told("REVISION").get(3..), Some(&[("Delivered", true), ("Changes asked", true), ("Completed", false)][..]));
        assert_eq!(told("CANCELLED"), [("Ordered", true), ("Cancelled", true)]);
        assert_eq!(told("DISPUTED"), [("Ordered", true), ("Paid", true), ("Dispute opened", true)]);
        assert_eq!(told("ESCROW"), [("Ordered", true)]);
    }
}
