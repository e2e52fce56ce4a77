//! The payouts, and asking for one: once, and never shown before the service says so.

use contract::id::PayoutId;
use contract::marketplace::{PaymentAccount, Payout, PayoutStatus};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::focus;
use crate::api::{ApiError, Priority};
use crate::browser::time;
use crate::pages::order::way_back::WayBack;
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::dynamic;
use crate::parts::format::in_words;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money::amount;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::parts::tabs::{Tab, Tabs};
use crate::parts::time_ago::TimeAgo;
use crate::route::orders::payouts as payouts_place;
use crate::route::{Actor, Place, Route};
use crate::store::listing::Listing;
use crate::store::live::Live;
use crate::store::payouts::{self, Ledger, Request};
use crate::store::{Store, actor};

/// The statuses as links: the address holds which one is shown.
#[component]
pub fn Statuses(status: Memo<Option<PayoutStatus>>) -> impl IntoView {
    let actor = actor();
    let tab = |shown: Option<PayoutStatus>| Tab {
        label: shown.as_ref().map_or("All", |status| words(status)).into_any(),
        address: Signal::stored(href(&Route::In(actor.clone(), payouts_place(shown.as_ref())))),
        is_current: Signal::derive(move || status.get() == shown),
    };
    let all = std::iter::once(None).chain(PayoutStatus::ALL.iter().cloned().map(Some));
    view! { <Tabs label="Status" class="statuses" tabs=all.map(tab).collect()/> }
}

const fn words(status: &PayoutStatus) -> &'static str {
    match status {
        PayoutStatus::Pending => "Available",
        PayoutStatus::Processing => "On the way",
        PayoutStatus::Completed => "Paid",
        PayoutStatus::Unknown(_) => "Other",
    }
}

/// What asking for payouts needs, for every row.
#[derive(Clone, Copy)]
struct Till {
    store: Store,
    ledger: Live<Ledger>,
    account: Live<PaymentAccount>,
    /// What was asked for here, and how that stands.
    asked: RwSignal<Vec<(PayoutId, Asked)>>,
    /// The list that is shown, and where its payouts stand.
    list: StoredValue<Option<(Option<PayoutStatus>, Listing<Payout>)>>,
    way_back: StoredValue<WayBack>,
}

#[derive(Clone, Debug, PartialEq)]
enum Asked {
    Busy,
    Done,
    Refused(ApiError),
    Unknown(ApiError),
}

/// The list.
#[component]
pub fn PayoutRows(status: Memo<Option<PayoutStatus>>, ledger: Live<Ledger>, account: Live<PaymentAccount>) -> impl IntoView {
    let till = Till {
        store: Store::here(),
        ledger,
        account,
        asked: RwSignal::new(Vec::new()),
        list: StoredValue::new(None),
        way_back: StoredValue::new(WayBack::to(Route::In(actor(), payouts_place(None)))),
    };
    provide_context(till);
    dynamic(move || {
        let shown = status.get();
        let list = payouts::list(till.store, &actor(), shown.clone());
        till.list.set_value(Some((shown.clone(), list.clone())));
        let empty = move || match &shown {
            None => view! { <EmptyState icon="banknote" title="No payouts yet" text="What you earn with completed orders appears here."/> },
            Some(_) => view! { <EmptyState icon="banknote" title="No payouts stand here" text="No payout has this status."/> },
        };
        view! {
            <div class="order-list">
                <PagedList list=list render=row loading=|| view! { <Skeletons/> } empty=empty subject="The payouts" role="list" label="Payouts"/>
            </div>
        }
    })
}

fn row(payout: &Payout) -> AnyView {
    let title = payout.title.clone().unwrap_or_else(|| "Unknown service".to_owned());
    let name = match &payout.order_id {
        Some(order) => {
            let address = href(&Route::In(actor(), Place::Order(order.clone())));
            view! { <a class="order-title" href=address dir="auto">{title.clone()}</a> }.into_any()
        }
        None => view! { <span class="order-title" dir="auto">{title.clone()}</span> }.into_any(),
    };
    let till = expect_context::<Till>();
    view! {
        <div class="order-row payout-row" role="listitem" id=focus::row_id(&payout.id) tabindex="-1">
            <span class="order-what">{name}{when(payout)}</span>
            <span class="order-state">{badge(payout.status.as_ref())}</span>
            <span class="payout-amount">{amount(payout.amount)}{payout.fee.map(|fee| view! { <small class="muted">"after a fee of "{amount(Some(fee))}</small> })}</span>
            {till.button(payout, &title)}
        </div>
    }
    .into_any()
}

fn when(payout: &Payout) -> AnyView {
    let (words, at) = match (payout.completed_at, payout.requested_at) {
        (Some(at), _) => ("Paid ", Some(at)),
        (None, Some(at)) => ("Requested ", Some(at)),
        (None, None) => ("Earned ", payout.created_at),
    };
    view! { <span class="muted">{words}<TimeAgo at=at/></span> }.into_any()
}

fn badge(status: Option<&PayoutStatus>) -> AnyView {
    let (kind, words) = match status {
        Some(PayoutStatus::Pending) => (Some("accent"), "Available".to_owned()),
        Some(PayoutStatus::Processing) => (Some("warning"), "On the way".to_owned()),
        Some(PayoutStatus::Completed) => (Some("success"), "Paid".to_owned()),
        Some(PayoutStatus::Unknown(name)) => (None, in_words(name)),
        None => (None, "Status unknown".to_owned()),
    };
    view! { <span class="badge" data-kind=kind>{words}</span> }.into_any()
}

impl Till {
    /// The button to ask for a payout, and how that went.
    fn button(self, payout: &Payout, title: &str) -> Option<AnyView> {
        if !payout.status.as_ref().is_some_and(PayoutStatus::can_be_requested) {
            return None;
        }
        let id = payout.id.clone();
        let own = id.clone();
        let state =
            Memo::new(move |_| self.asked.with(|asked| asked.iter().find(|(asked, _)| *asked == own).map(|(_, state)| state.clone())));
        let busy = Signal::derive(move || state.get() == Some(Asked::Busy));
        let account = self.account;
        let blocked = Signal::derive(move || {
            state.get() == Some(Asked::Done) || !account.value.with(|account| account.as_ref().is_some_and(PaymentAccount::is_ready))
        });
        let press = Callback::new(move |()| self.request(&id));
        let name = ["Request payout for ", title].concat();
        let note = dynamic(move || match state.get()? {
            Asked::Busy | Asked::Done => None,
            Asked::Refused(error) => Some(told("Not requested. ", &error)),
            Asked::Unknown(error) => Some(told("It is not known whether it was requested: press again to look first. ", &error)),
        });
        Some(view! { <span class="payout-ask"><BusyButton label="Request payout" name=name busy=busy disabled=blocked on_click=press/></span>{note} }.into_any())
    }

    /// Whether the page is still there to show it.
    fn set(self, id: &PayoutId, state: Asked) -> bool {
        let set = self.asked.try_update(|asked| {
            asked.retain(|(known, _)| known != id);
            asked.push((id.clone(), state));
        });
        set.is_some()
    }

    fn state(self, id: &PayoutId) -> Option<Asked> {
        self.asked.with_untracked(|asked| asked.iter().find(|(known, _)| known == id).map(|(_, state)| state.clone()))
    }

    /// Asks for a payout, unless that is under way or done; one of which nobody knows is looked for first.
    fn request(self, id: &PayoutId) {
        let before = self.state(id);
        if matches!(before, Some(Asked::Busy | Asked::Done)) {
            return;
        }
        self.set(id, Asked::Busy);
        let (actor, id) = (actor(), id.clone());
        let way_back = self.way_back.get_value();
        spawn_local(async move {
            let outcome = match before {
                Some(Asked::Unknown(error)) => payouts::look(self.ledger, &id, error).await,
                _ => payouts::request(self.store, &actor, self.ledger, &id).await,
            };
            match outcome {
                Request::Done(payout) => self.done(&actor, &payout).await,
                Request::Refused(error) => {
                    if !self.set(&id, Asked::Refused(error.clone())) {
                        way_back.tell(["A payout was not requested. ", &error.sentence(time::now())].concat());
                    }
                    // It may stand elsewhere than it was shown, and so may the account.
                    self.account.again(Priority::Background).await.ok();
                }
                Request::Unknown(error) => {
                    if !self.set(&id, Asked::Unknown(error.clone())) {
                        way_back.tell(["It is not known whether a payout was requested. ", &error.sentence(time::now())].concat());
                    }
                }
            }
        });
    }

    async fn done(self, actor: &Actor, payout: &Payout) {
        let heirs = focus::is_in(&payout.id).then(|| self.around(&payout.id));
        self.set(&payout.id, Asked::Done);
        match outcome(payout.status.as_ref()) {
            Ok(words) => self.store.notices.done(words, None),
            Err(words) => self.store.notices.trouble(words, None),
        }
        payouts::moved(self.store, actor, self.list.try_get_value().flatten(), payout);
        if let Some(heirs) = heirs {
            focus::move_to(heirs);
        }
        self.ledger.again(Priority::Click).await.ok();
    }

    /// A payout of the list that is shown, then the next one and the one before.
    fn around(self, id: &PayoutId) -> Vec<PayoutId> {
        let Some((_, list)) = self.list.try_get_value().flatten() else { return Vec::new() };
        list.leaves.with_untracked(|leaves| {
            let ids: Vec<&PayoutId> = leaves.iter().flat_map(|leaf| leaf.items.iter()).map(|payout| &payout.id).collect();
            let Some(place) = ids.iter().position(|known| *known == id) else { return Vec::new() };
            let places = [Some(place), place.checked_add(1), place.checked_sub(1)];
            places.into_iter().flatten().filter_map(|place| ids.get(place).copied().cloned()).collect()
        })
    }
}

/// What became of a payout that was asked for; what the service says in words that are not known here may be no success.
fn outcome(status: Option<&PayoutStatus>) -> Result<&'static str, String> {
    match status {
        Some(PayoutStatus::Processing) => Ok("The payout is requested: the money is on its way."),
        Some(PayoutStatus::Completed) => Ok("The payout is paid."),
        Some(PayoutStatus::Pending) | None => Ok("The payout is requested."),
        Some(PayoutStatus::Unknown(name)) => Err(["The payout was asked for. The service says: ", &in_words(name), "."].concat()),
    }
}

fn told(what: &'static str, error: &ApiError) -> AnyView {
    view! { <p class="field-error payout-note" role="alert"><Icon name="circle-alert"/>{what}{error.sentence(time::now())}</p> }.into_any()
}

/// Stands in for payouts that are being read.
#[component]
pub fn Skeletons() -> impl IntoView {
    let bones = |_| view! { <div class="order-row skeleton" aria-hidden="true"><span class="order-what"><span class="bone" data-width="half"></span><span class="bone" data-width="short"></span></span></div> };
    view! { <p class="visually-hidden" role="status">"Loading payouts"</p>{(0..4).map(bones).collect_view()} }
}
