//! How orders are told of: where they stand, who is on the other side, how much time is left.

use chrono::{DateTime, Days, Utc};
use contract::marketplace::{Order, OrderAction, OrderStatus, Role};
use leptos::prelude::*;

use crate::parts::dynamic::dynamic;
use crate::parts::format::in_words;
use crate::store::Store;
use crate::store::listing::{Listing, Phase};
use crate::store::orders::Stage;

/// Milliseconds of a minute, an hour and a day.
const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;

/// Where an order stands, in words.
pub fn status_words(status: &OrderStatus) -> String {
    match status {
        OrderStatus::PendingPayment => "Not paid yet".to_owned(),
        OrderStatus::Revision => "Changes asked".to_owned(),
        other => in_words(other.as_str()),
    }
}

/// The same as a badge.
pub fn status_badge(status: &OrderStatus) -> AnyView {
    let kind = match status {
        OrderStatus::PendingPayment | OrderStatus::Revision => Some("warning"),
        OrderStatus::Paid | OrderStatus::InProgress | OrderStatus::Delivered => Some("accent"),
        OrderStatus::Completed => Some("success"),
        OrderStatus::Disputed => Some("danger"),
        OrderStatus::Cancelled | OrderStatus::Refunded | OrderStatus::Unknown(_) => None,
    };
    view! { <span class="badge" data-kind=kind>{status_words(status)}</span> }.into_any()
}

/// What is to be done at a stage, and its icon.
pub const fn stage_words(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::ToStart => ("To start", "play"),
        Stage::ToDeliver => ("To deliver", "package"),
        Stage::ToRevise => ("Changes asked", "undo-2"),
        Stage::ToAccept => ("To accept", "circle-check"),
        Stage::ToPay => ("To pay", "credit-card"),
        Stage::Handed => ("Delivered, not accepted yet", "hourglass"),
        Stage::SoldDisputed => ("Sold and disputed", "gavel"),
        Stage::BoughtDisputed => ("Bought and disputed", "gavel"),
    }
}

/// How many orders of a stage are loaded; `+` when there are more.
pub fn how_many(list: &Listing<Order>) -> String {
    [list.loaded().to_string().as_str(), if list.phase.get() == Phase::Ready { "+" } else { "" }].concat()
}

/// The verb of an action, as its button says it.
pub const fn verb(action: OrderAction) -> &'static str {
    match action {
        OrderAction::Start => "Start work",
        OrderAction::Deliver => "Deliver",
        OrderAction::Accept => "Accept the delivery",
        OrderAction::RequestRevision => "Ask for changes",
        OrderAction::Dispute => "Open a dispute",
        OrderAction::Cancel => "Cancel the order",
    }
}

/// What was ordered.
pub fn title(order: &Order) -> String {
    order.service.as_ref().map_or_else(|| "Unknown service".to_owned(), |service| service.title.clone())
}

/// Which side the agent is, and who is on the other one, as far as that is known.
pub fn side(order: &Order, role: Option<Role>) -> String {
    let (what, with, other) = match role {
        Some(Role::Buyer) => ("Bought", " from ", order.seller.as_ref()),
        Some(Role::Seller) => ("Sold", " to ", order.buyer.as_ref()),
        None => ("Ordered", "", None),
    };
    other.map_or_else(|| what.to_owned(), |other| [what, with, &other.handle.to_string()].concat())
}

/// When it has to be delivered: as the service says, or else by the days that the service promises. Only while somebody works for it.
pub fn due(order: &Order) -> Option<DateTime<Utc>> {
    if !matches!(order.status, OrderStatus::Paid | OrderStatus::InProgress | OrderStatus::Revision) {
        return None;
    }
    let promised = || order.paid_at.or(order.created_at)?.checked_add_days(Days::new(order.service.as_ref()?.delivery_days?));
    order.due_at.or_else(promised)
}

/// How much time is left, and how urgent that is: `warning` on the last day, `danger` when it is over.
pub fn left(due: DateTime<Utc>, now: i64) -> (String, Option<&'static str>) {
    let milliseconds = due.timestamp_millis() - now;
    let span = span(milliseconds.abs());
    match milliseconds {
        ..0 => (["Overdue by ", &span].concat(), Some("danger")),
        0..DAY => ([&span, " left"].concat(), Some("warning")),
        _ => ([&span, " left"].concat(), None),
    }
}

/// `3 d 4 h`, `5 h`, `12 m`.
fn span(milliseconds: i64) -> String {
    let (days, hours, minutes) = (milliseconds / DAY, milliseconds / HOUR % 24, milliseconds / MINUTE);
    match (days, hours) {
        (0, 0) => format!("{} m", minutes.max(1)),
        (0, hours) => format!("{hours} h"),
        (days, 0) => format!("{days} d"),
        (days, hours) => format!("{days} d {hours} h"),
    }
}

/// The time left, kept true.
pub fn time_left(order: &Order) -> Option<AnyView> {
    let due = due(order)?;
    let now = Store::here().now;
    Some(dynamic(move || {
        let (words, kind) = left(due, now.get());
        view! { <span class="due" data-kind=kind>{words}</span> }
    }))
}

#[cfg(test)]
mod tests {
    use contract::Decode;
    use serde_json::json;

    use super::*;

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(milliseconds).expect("a time")
    }

    #[test]
    fn the_time_left_says_how_urgent_it_is() {
        for (due, words, kind) in [
            (3 * DAY + 4 * HOUR, "3 d 4 h left", None),
            (2 * DAY, "2 d left", None),
            (5 * HOUR + MINUTE, "5 h left", Some("warning")),
            (1, "1 m left", Some("warning")),
            (-DAY, "Overdue by 1 d", Some("danger")),
        ] {
            assert_eq!(left(at(due), 0), (words.to_owned(), kind));
        }
    }

    #[test]
    fn the_other_side_is_named_when_it_is_known() {
        let json = json!({"id": "o", "status": "PAID", "sellerId": "a", "buyerId": "b", "seller": {"handle": "ada"}});
        let order = Order::decode(&json).expect("an order");
        let told = [Some(Role::Buyer), Some(Role::Seller), None].map(|role| side(&order, role));
        assert_eq!(told, ["Bought from @ada", "Sold", "Ordered"]);
    }

    #[test]
    fn without_a_date_the_promised_days_count() {
        let mut json =
            json!({"id": "o", "status": "PAID", "paidAt": "2026-11-20T00:00:00Z", "service": {"id": "s", "title": "T", "deliveryDays": 2}});
        let order = Order::decode(&json).expect("an order");
        assert_eq!(due(&order).map(|due| due.to_rfc3339()).as_deref(), Some("2026-11-22T00:00:00+00:00"));
        json["status"] = json!("DELIVERED");
        assert_eq!(due(&Order::decode(&json).expect("an order")), None);
    }
}
