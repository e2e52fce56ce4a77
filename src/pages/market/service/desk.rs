//! Ordering a service: what stands in the form, and how far the order has come, also while the page is left.

use std::cell::RefCell;
use std::sync::Arc;

use contract::Cents;
use contract::id::{OrderId, ServiceId};
use contract::marketplace::{PaymentMethod, Requirements};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::{Draft, key};
use crate::browser::storage::StorageError;
use crate::browser::{scroll, time};
use crate::few::Few;
use crate::parts::field::{Typed, focus_first_mistake};
use crate::parts::link::{Go, use_go};
use crate::route::{Actor, Place, Route};
use crate::store::Store;
use crate::store::marketplace::{NotPlaced, Placed, Sent, Wish, find_placed, place};
use crate::store::notices::Remedy;

/// How far an order has come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Phase {
    /// Being written.
    #[default]
    Writing,
    /// On its way.
    Sending,
    /// Sent before the page was loaded; it is being looked for.
    Looking,
    /// Not placed, as far as is known.
    Failed(NotPlaced),
    /// Placed, and what is said of it.
    Placed(OrderId, &'static str),
}

thread_local! {
    /// How far the orders have come that were begun since the page was loaded, by the key of their draft.
    static PHASES: RefCell<Few<String, ArcRwSignal<Phase>>> = RefCell::default();
}

/// Time (milliseconds) in which the page of the service takes note that the order was placed; later it is told at the edge.
const NOTICED: u32 = 100;

/// The form of an order.
#[derive(Clone, Copy)]
pub struct Desk {
    /// What the buyer wants.
    pub requirements: Typed,
    /// How it is paid.
    pub method: RwSignal<PaymentMethod>,
    /// Why the draft is not kept.
    pub trouble: RwSignal<Option<StorageError>>,
    phase: StoredValue<ArcRwSignal<Phase>>,
    fixed: StoredValue<Fixed>,
}

#[derive(Clone)]
struct Fixed {
    store: Store,
    actor: Actor,
    service: ServiceId,
    key: String,
    sent: Option<Sent>,
    go: Go,
}

impl Desk {
    /// Goes on where the draft ended; an order whose answer was lost with the page is looked for.
    pub fn open(store: Store, actor: Actor, service: ServiceId) -> Option<Self> {
        let key = key(actor.handle()?, &service);
        let draft = Draft::read(&key, &service);
        let phase = PHASES.with(|phases| phases.borrow_mut().entry(key.clone()).clone());
        let desk = Self {
            requirements: Typed::new(draft.requirements),
            method: RwSignal::new(draft.method),
            trouble: RwSignal::new(None),
            phase: StoredValue::new(phase),
            fixed: StoredValue::new(Fixed { store, actor, service, key, sent: draft.sent.clone(), go: Arc::new(use_go()) }),
        };
        if draft.sent.is_some() && matches!(desk.phase_now(), Phase::Writing | Phase::Failed(_)) {
            desk.look();
        }
        Effect::new(move |_| desk.keep(desk.requirements.value.get(), desk.method.get()));
        Some(desk)
    }

    fn keep(self, requirements: String, method: PaymentMethod) {
        let Fixed { key, sent, .. } = self.fixed.get_value();
        let trouble = Draft { requirements, method, sent }.write(&key).err();
        if self.trouble.get_untracked() != trouble {
            self.trouble.set(trouble);
        }
    }

    /// How far it has come; tracked.
    pub fn phase(self) -> Phase {
        self.phase.with_value(ArcRwSignal::get)
    }

    fn phase_now(self) -> Phase {
        self.phase.with_value(ArcRwSignal::get_untracked)
    }

    /// Whether something is under way; tracked.
    pub fn is_busy(self) -> bool {
        matches!(self.phase(), Phase::Sending | Phase::Looking)
    }

    /// Goes to the order once it is placed.
    pub fn follow(self) {
        Effect::new(move |_| {
            if let Phase::Placed(order, words) = self.phase() {
                self.phase.with_value(|phase| phase.set(Phase::Writing));
                let Fixed { store, actor, go, .. } = self.fixed.get_value();
                store.notices.done(words, None);
                go(&Route::In(actor, Place::Order(order)), false);
            }
        });
    }

    /// Whether the form can be sent; if not, its mistake gets the focus.
    pub fn is_ready(self) -> bool {
        self.requirements.checked.set(true);
        let ready = self.wish().is_some() && !untrack(|| self.is_busy());
        if !ready {
            focus_first_mistake();
        }
        ready
    }

    fn wish(self) -> Option<Wish> {
        let requirements = self.requirements.value.with_untracked(|text| Requirements::parse(text)).ok()?;
        Some(Wish { service: self.fixed.with_value(|fixed| fixed.service.clone()), requirements, method: self.method.get_untracked() })
    }

    /// Places the order at the price that was agreed to, unless one is under way. What becomes of it is told even when the page is left
    /// meanwhile.
    pub fn send(self, price: Option<Cents>) {
        let Some(wish) = self.wish().filter(|_| !untrack(|| self.is_busy())) else { return };
        let fixed = self.fixed.get_value();
        let phase = self.phase.get_value();
        phase.set(Phase::Sending);
        spawn_local(async move {
            let note = |sent: &Sent| self.note(&fixed, &wish, Some(sent.clone()));
            match place(fixed.store, &fixed.actor, &wish, price, fixed.sent.as_ref(), note).await {
                Ok(Placed::Now(order)) => self.placed(&fixed, &phase, order, &wish, false).await,
                Ok(Placed::Before(order)) => {
                    let sent = fixed.sent.as_ref().map_or(&wish, |sent| &sent.wish);
                    self.placed(&fixed, &phase, order, sent, true).await;
                }
                Err(reason) => self.not_placed(&fixed, &phase, reason, &wish),
            }
        });
    }

    /// Keeps what was sent, or that it has its answer.
    fn note(self, fixed: &Fixed, wish: &Wish, sent: Option<Sent>) {
        self.fixed.try_update_value(|fixed| fixed.sent.clone_from(&sent));
        if !fixed.store.accounts.is_here(&fixed.actor) {
            // Nothing of an agent that signed out stays on the device.
            return;
        }
        // Without storage it is at least known while the page is open.
        let method = self.method.try_get_untracked().unwrap_or_else(|| wish.method.clone());
        let _ = Draft { requirements: self.text(fixed), method, sent }.write(&fixed.key);
    }

    /// What is typed by now; what is kept of it once the page is gone.
    fn text(self, fixed: &Fixed) -> String {
        self.requirements.value.try_get_untracked().unwrap_or_else(|| Draft::read(&fixed.key, &fixed.service).requirements)
    }

    /// An order of `wish` is there. What was typed since that was sent stays.
    async fn placed(self, fixed: &Fixed, phase: &ArcRwSignal<Phase>, order: OrderId, wish: &Wish, was_there: bool) {
        self.note(fixed, wish, None);
        let text = self.text(fixed);
        let is_rewritten = !text.trim().is_empty() && text.trim() != wish.requirements.as_str().trim();
        if !is_rewritten {
            // The page may be gone meanwhile.
            self.requirements.checked.try_set(false);
            self.requirements.value.try_set(String::new());
            // Nothing is left to be kept: an empty draft is removed.
            let _ = Draft::default().write(&fixed.key);
        }
        let words = told(was_there, is_rewritten);
        let placed = Phase::Placed(order.clone(), words);
        phase.set(placed.clone());
        time::sleep(NOTICED).await;
        if phase.get_untracked() == placed {
            phase.set(Phase::Writing);
            let (go, page) = (Arc::clone(&fixed.go), Route::In(fixed.actor.clone(), Place::Order(order)));
            fixed.store.notices.done(words, Some(Remedy::new("Open", move || go(&page, false))));
        }
    }

    fn not_placed(self, fixed: &Fixed, phase: &ArcRwSignal<Phase>, reason: NotPlaced, wish: &Wish) {
        if let NotPlaced::Refused(error) = &reason {
            // Nothing was ordered, so there is nothing to look for.
            self.note(fixed, wish, None);
            self.requirements.refused.try_set(error.field("requirements").map(str::to_owned));
        }
        let is_there = self.requirements.value.try_get_untracked().is_some();
        match reason {
            // Its button tells the price, so it was drawn anew.
            NotPlaced::OtherPrice(_) if is_there => scroll::focus_on("#order [type='submit']"),
            // The form goes away, and what it would say with it.
            NotPlaced::Withdrawn if is_there => {
                let said = "Nothing was ordered: the service is offered no longer. What you typed is kept.";
                fixed.store.notices.trouble(said.to_owned(), None);
            }
            _ => {}
        }
        phase.set(Phase::Failed(reason));
        if !is_there {
            let (go, page) = (Arc::clone(&fixed.go), Route::In(fixed.actor.clone(), Place::Service(wish.service.clone())));
            fixed
                .store
                .notices
                .done("An order was not placed. What you typed is kept.", Some(Remedy::new("Open", move || go(&page, false))));
        }
    }

    /// Looks for an order that was sent before the page was loaded.
    pub fn look(self) {
        let fixed = self.fixed.get_value();
        let (Some(sent), phase) = (fixed.sent.clone(), self.phase.get_value()) else { return };
        phase.set(Phase::Looking);
        spawn_local(async move {
            match find_placed(fixed.store, &fixed.actor, &sent).await {
                Ok(Some(order)) => self.placed(&fixed, &phase, order, &sent.wish, false).await,
                Ok(None) => phase.set(Phase::Failed(NotPlaced::NotThere)),
                Err(error) => phase.set(Phase::Failed(NotPlaced::Unknown(error))),
            }
        });
    }
}

/// What is said of an order that is there.
const fn told(was_there: bool, is_rewritten: bool) -> &'static str {
    match (was_there, is_rewritten) {
        (false, false) => "Order placed.",
        (false, true) => "Order placed. What you wrote since then is kept with the service.",
        (true, false) => "The order was there already, so it was not sent again.",
        (true, true) => {
            "Your earlier order was there already, so nothing new was ordered. What you wrote since then is kept with the service."
        }
    }
}
