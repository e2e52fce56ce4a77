//! The order of the page, and what is being done with it: one thing at a time, once, and never shown before the service says so.

use contract::id::OrderId;
use contract::marketplace::{Deliverables, Order, OrderAction, OrderStatus, Role, UpdateOrder};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::focus_heading;
use super::way_back::WayBack;
use crate::api::{ApiError, Priority};
use crate::browser::time;
use crate::pages::orders::words::verb;
use crate::route::{Actor, Place, Route};
use crate::store::live::Live;
use crate::store::{Store, actor, orders};

/// Says what is to be done next.
const NEXT_HEADING: &str = ".next-panel h2";

/// What is being done.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Doing {
    /// Nothing.
    #[default]
    Idle,
    /// This was sent, or it is being looked whether it was carried out.
    Busy(OrderAction),
    /// It was not carried out: what happened, in a sentence.
    Failed(String),
    /// Its answer is lost, and where the order stands could not be read, either.
    Unknown(Sent, String),
}

/// An action whose answer is lost.
#[derive(Clone, Debug, PartialEq)]
pub struct Sent {
    action: OrderAction,
    /// Where the order stood.
    from: OrderStatus,
}

/// The order of the page.
#[derive(Clone, Copy)]
pub struct Subject {
    /// What is known of it.
    pub order: Live<Order>,
    /// What is being done with it.
    pub doing: RwSignal<Doing>,
    id: StoredValue<OrderId>,
    actor: StoredValue<Actor>,
    way_back: StoredValue<WayBack>,
    /// The store; not from the context, which is gone when an answer comes late.
    pub store: Store,
}

impl Subject {
    /// Reads the order, and keeps it up to date.
    pub fn read(id: OrderId) -> Self {
        let (store, actor) = (Store::here(), actor());
        let order = orders::order(store, &actor, id.clone());
        let way_back = WayBack::to(Route::In(actor.clone(), Place::Order(id.clone())));
        let subject = Self {
            order,
            doing: RwSignal::new(Doing::Idle),
            id: StoredValue::new(id),
            actor: StoredValue::new(actor),
            way_back: StoredValue::new(way_back),
            store,
        };
        order.keep(move || {
            let is_idle = !matches!(subject.doing.try_get_untracked(), None | Some(Doing::Busy(_)));
            is_idle && untrack(|| subject.may_move())
        });
        Effect::new(move |_| {
            order.value.with(|order| order.iter().for_each(|order| orders::learn_own_id(store, &subject.actor(), order)));
        });
        subject
    }

    /// Its id.
    pub fn id(self) -> OrderId {
        self.id.get_value()
    }

    /// Who looks at it.
    pub fn actor(self) -> Actor {
        self.actor.get_value()
    }

    /// The way back to its page.
    pub fn way_back(self) -> WayBack {
        self.way_back.get_value()
    }

    /// Whether it may come to stand elsewhere, as far as is known; tracked.
    pub fn may_move(self) -> bool {
        self.order.value.with(|order| order.as_ref().is_none_or(|order| may_move(&order.status)))
    }

    /// Which side of an order the agent is; none when the page is gone, too. Tracked.
    pub fn role_in(self, order: &Order) -> Option<Role> {
        orders::role_in(self.store, &self.actor.try_get_value()?, order)
    }

    /// Does something with the order, unless something is under way. What nobody knows the end of is looked up first.
    pub fn act(self, action: OrderAction, deliverables: Option<Deliverables>) {
        match self.doing.get_untracked() {
            Doing::Busy(_) => return,
            Doing::Unknown(..) => return self.look_again(),
            Doing::Idle | Doing::Failed(_) => {}
        }
        let Some(from) = self.order.value.with_untracked(|order| order.as_ref().map(|order| order.status.clone())) else { return };
        self.doing.set(Doing::Busy(action));
        self.order.outdate();
        let (store, actor, order) = (self.store, self.actor(), self.id());
        let (sent, way_back) = (Sent { action, from }, self.way_back());
        spawn_local(async move {
            match store.client.send(&actor, &UpdateOrder { order, action, deliverables }).await {
                Ok(answered) => {
                    // Whatever the answer holds of the order, the truth is read.
                    let read = self.order.again(Priority::Click).await;
                    if read.is_err() && untrack(|| self.role_in(&answered)).is_some() {
                        self.order.value.try_set(Some(answered));
                    }
                    self.done(action);
                }
                Err(error) if error.fate_unknown() => self.look(sent, error, &way_back).await,
                Err(error) => {
                    let sentence = ["Nothing was changed. ", &error.sentence(time::now())].concat();
                    self.ended(action, Doing::Failed(sentence), &way_back);
                    // It may stand elsewhere than it was shown.
                    let _ = self.order.again(Priority::Background).await;
                }
            }
            focus_heading(NEXT_HEADING);
        });
    }

    /// Looks whether an action whose answer is lost was carried out.
    pub fn look_again(self) {
        let Doing::Unknown(sent, _) = self.doing.get_untracked() else { return };
        self.doing.set(Doing::Busy(sent.action));
        let way_back = self.way_back();
        spawn_local(async move {
            self.look(sent, ApiError::Timeout, &way_back).await;
            focus_heading(NEXT_HEADING);
        });
    }

    async fn look(self, sent: Sent, error: ApiError, way_back: &WayBack) {
        let action = sent.action;
        let doing = match self.order.again(Priority::Click).await {
            Ok(order) if is_carried_out(&sent, &order.status) => return self.done(action),
            Ok(order) if order.status != sent.from => {
                Doing::Failed("The order has moved on meanwhile: this is where it stands now.".to_owned())
            }
            Ok(_) => {
                let why = error.sentence(time::now());
                Doing::Failed(["The order was looked up: nothing was changed. ", &why].concat())
            }
            Err(unread) => {
                // Where the page is gone, it could not even be looked up.
                let why = if unread == ApiError::Cancelled { error } else { unread };
                Doing::Unknown(sent, why.sentence(time::now()))
            }
        };
        self.ended(action, doing, way_back);
    }

    /// It was not carried out, or that is not known: told even when the page is left meanwhile.
    fn ended(self, action: OrderAction, doing: Doing, way_back: &WayBack) {
        way_back.set_or_tell(self.doing, doing, |doing| match doing {
            Doing::Unknown(_, why) => [verb(action), ": it is not known whether this was carried out. ", why].concat(),
            Doing::Failed(sentence) => [verb(action), ": ", sentence].concat(),
            Doing::Idle | Doing::Busy(_) => String::new(),
        });
    }

    fn done(self, action: OrderAction) {
        orders::changed(self.store);
        self.doing.try_set(Doing::Idle);
        let words = match action {
            OrderAction::Start => "Work has started.",
            OrderAction::Deliver => "Delivered.",
            OrderAction::Accept => "Accepted: the order is completed.",
            OrderAction::RequestRevision => "The seller was asked for changes.",
            OrderAction::Dispute => "The dispute is open: the platform decides.",
            OrderAction::Cancel => "The order is cancelled.",
        };
        self.store.notices.done(words, None);
    }
}

/// Whether it may come to stand elsewhere: by its sides, or by the platform.
fn may_move(status: &OrderStatus) -> bool {
    status.is_active() || !status.by_platform().is_empty() || matches!(status, OrderStatus::Unknown(_))
}

/// Whether an order stands where an action leads, or where the platform may have brought it from there.
fn is_carried_out(sent: &Sent, status: &OrderStatus) -> bool {
    let target = sent.action.leads_to();
    *status == target || target.by_platform().contains(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lost_action_is_told_by_where_the_order_stands() {
        let cancelled = Sent { action: OrderAction::Cancel, from: OrderStatus::Paid };
        for (status, carried_out) in
            [(OrderStatus::Paid, false), (OrderStatus::InProgress, false), (OrderStatus::Cancelled, true), (OrderStatus::Refunded, true)]
        {
            assert_eq!(is_carried_out(&cancelled, &status), carried_out, "{status:?}");
        }
    }

    #[test]
    fn ended_orders_are_not_asked_for_again_and_again() {
        assert!(may_move(&OrderStatus::PendingPayment) && may_move(&OrderStatus::Cancelled));
        assert!(!may_move(&OrderStatus::Completed) && !may_move(&OrderStatus::Refunded));
    }
}
