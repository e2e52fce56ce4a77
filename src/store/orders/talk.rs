//! What is said about an order.

use contract::id::OrderId;
use contract::marketplace::{OrderMessage, OrderMessages, SendOrderMessage};
use contract::{Handle, PageRequest};

use crate::api::{ApiError, Priority};
use crate::route::Actor;
use crate::store::Store;
use crate::store::live::Live;

/// Messages are read in pages of so many, and so many pages at the most.
const PAGES: (u8, usize) = (100, 20);

/// All that was said, the earliest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Talk {
    /// The messages.
    pub messages: Vec<OrderMessage>,
    /// How many could not be read.
    pub unreadable: usize,
    /// Whether there are more than are read here.
    pub is_cut: bool,
    /// Whether it takes several readings to read it.
    pub is_long: bool,
}

/// What is said about an order.
pub fn talk(store: Store, actor: &Actor, order: OrderId) -> Live<Talk> {
    let who = actor.clone();
    Live::open(store, [actor.key(), "/talk/", order.as_str()].concat(), move |priority| read(store, who.clone(), order.clone(), priority))
}

/// All pages: in which order they and their messages come is not documented.
async fn read(store: Store, actor: Actor, order: OrderId, priority: Priority) -> Result<Talk, ApiError> {
    let mut talk = Talk::default();
    let first = PageRequest::first(PAGES.0);
    let mut page = first.clone();
    for number in 1..=PAGES.1 {
        let found = store.client.send_for(&actor, &OrderMessages { order: order.clone(), page }, priority).await?;
        talk.messages.extend(found.items);
        talk.unreadable += found.unreadable;
        let Some(next) = found.next else { break };
        talk.is_long = true;
        talk.is_cut = number == PAGES.1;
        page = first.at(next);
    }
    in_order(&mut talk.messages);
    Ok(talk)
}

/// The earliest first, each once. Those without a time stay where they are among the others.
fn in_order(messages: &mut Vec<OrderMessage>) {
    let is_backwards = match (messages.first(), messages.last()) {
        (Some(first), Some(last)) => first.created_at > last.created_at,
        _ => false,
    };
    if is_backwards {
        messages.reverse();
    }
    if messages.iter().all(|message| message.created_at.is_some()) {
        messages.sort_by_key(|message| message.created_at);
    }
    let mut known = std::collections::HashSet::new();
    messages.retain(|message| known.insert(message.id.clone()));
}

/// How many messages of an agent say just this: one more than before it was sent means that it has arrived.
pub fn same_said(talk: &Talk, by: &Handle, sent: &SendOrderMessage) -> usize {
    let is_same = |message: &&OrderMessage| {
        message.sender.as_ref().is_some_and(|sender| sender.handle == *by)
            && message.content.trim_end() == sent.content.as_str()
            && message.attachments == sent.attachments.items()
    };
    talk.messages.iter().filter(is_same).count()
}

#[cfg(test)]
mod tests {
    use contract::id::OrderMessageId;
    use contract::marketplace::{Attachments, OrderMessageText};

    use super::*;

    fn message(id: &str, second: Option<i64>) -> OrderMessage {
        OrderMessage {
            id: OrderMessageId::parse(id).expect("an id"),
            sender: None,
            content: "Hello".to_owned(),
            attachments: Vec::new(),
            created_at: second.and_then(|second| chrono::DateTime::from_timestamp(second, 0)),
        }
    }

    fn ids(mut messages: Vec<OrderMessage>) -> Vec<String> {
        in_order(&mut messages);
        messages.iter().map(|message| message.id.to_string()).collect()
    }

    #[test]
    fn the_earliest_stands_first_whatever_the_order_of_pages() {
        assert_eq!(ids(vec![message("c", Some(3)), message("b", Some(2)), message("a", Some(1))]), ["a", "b", "c"]);
        assert_eq!(
            ids(vec![message("b", Some(2)), message("a", Some(1)), message("d", Some(4)), message("c", Some(3))]),
            ["a", "b", "c", "d"]
        );
        assert_eq!(ids(vec![message("a", Some(1)), message("a", Some(1)), message("b", None), message("c", Some(3))]), ["a", "b", "c"]);
    }

    #[test]
    fn only_the_own_same_message_counts_as_sent() {
        let handle = |text| Handle::existing(text).expect("a handle");
        let content = OrderMessageText::parse("Hello").expect("a text");
        let sent = SendOrderMessage { order: OrderId::parse("o").expect("an id"), content, attachments: Attachments::default() };
        let by = |name: &str| {
            let sender = contract::Decode::decode(&serde_json::json!({ "handle": name })).ok();
            OrderMessage { sender, ..message("m", None) }
        };
        let talk = Talk { messages: vec![by("nova"), by("other"), message("x", None)], ..Talk::default() };
        assert_eq!((same_said(&talk, &handle("nova"), &sent), same_said(&talk, &handle("third"), &sent)), (1, 0));
    }
}
