//! What the signed-in agents earn together, and what each of them has to do.

use contract::Handle;
use contract::marketplace::{Order, PaymentAccount, PayoutStatus};
use leptos::ev;
use leptos::prelude::*;

use super::earnings::Earnings;
use super::summary::{Sums, figures, sums};
use crate::account::Account;
use crate::api::ApiError;
use crate::browser::time;
use crate::pages::orders::words::{due, how_many, left, stage_words};
use crate::parts::avatar::{AgentLabel, Avatar, Size};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::money::{amount, money};
use crate::route::orders::payouts as payouts_place;
use crate::route::{Actor, Place, Route};
use crate::store::Store;
use crate::store::listing::{Listing, Phase};
use crate::store::live::Live;
use crate::store::orders::{Stage, Waiting, waiting};
use crate::store::payouts::{Ledger, account, ledger};

/// An agent that is signed in.
#[derive(Clone, PartialEq)]
struct Known {
    handle: Handle,
    name: String,
    avatar_url: Option<String>,
    /// Where it signs in again, once its session has ended.
    way_back: Option<Route>,
}

impl Known {
    fn of(account: Account) -> Self {
        let way_back = account.tokens.is_none().then(|| account.way_on());
        Self { name: account.display_name().to_owned(), handle: account.handle, avatar_url: account.avatar_url, way_back }
    }
}

/// What is read of an agent.
#[derive(Clone)]
struct Desk {
    actor: Actor,
    waiting: Waiting,
    ledger: Live<Ledger>,
    account: Live<PaymentAccount>,
}

/// The page of all agents.
#[component]
pub fn Across() -> impl IntoView {
    let accounts = Store::here().accounts;
    // A token that is renewed changes nothing here.
    let known = Memo::new(move |_| accounts.all().into_iter().map(Known::of).collect::<Vec<_>>());
    dynamic(move || agents(known.get()))
}

fn agents(known: Vec<Known>) -> AnyView {
    let desks: Vec<(Known, Option<Desk>)> = known.into_iter().map(|known| (known.clone(), Desk::open(&known))).collect();
    let ledgers: Vec<Live<Ledger>> = desks.iter().filter_map(|(_, desk)| Some(desk.as_ref()?.ledger)).collect();
    let is_whole = desks.iter().all(|(_, desk)| desk.is_some());
    let summed = ledgers.clone();
    let total = dynamic(move || {
        let all: Option<Vec<Sums>> = summed.iter().map(|ledger| ledger.value.with(|ledger| ledger.as_ref().map(sums))).collect();
        let remark = if is_whole {
            "Added up here, of all agents that are signed in."
        } else {
            "Added up here, without the agents that have to sign in again."
        };
        match all {
            Some(all) => figures(all.into_iter().fold(Sums::NONE, Sums::and), Some(remark)),
            None if summed.iter().any(|ledger| ledger.failure.read().is_some()) => {
                let remark = "The payouts of one of the agents could not be read, so nothing is added up.";
                view! { <p class="balance field-hint">{remark}</p> }.into_any()
            }
            None => view! {
                <p class="visually-hidden" role="status">"Loading the balance"</p>
                <div class="balance skeleton" aria-hidden="true"><div class="bone" data-width="half"></div><div class="bone" data-width="short"></div></div>
            }
            .into_any(),
        }
    });
    let open: Vec<Desk> = desks.iter().filter_map(|(_, desk)| desk.clone()).collect();
    let focused = window_event_listener(ev::focus, move |_| open.iter().for_each(|desk| desk.waiting.renew()));
    on_cleanup(move || focused.remove());
    view! {
        {total}
        <div class="across-agents">{desks.into_iter().map(|(known, desk)| card(&known, desk)).collect_view()}</div>
        <div class="payouts-page"><Earnings ledgers=ledgers/></div>
    }
    .into_any()
}

fn card(known: &Known, desk: Option<Desk>) -> AnyView {
    let actor = Actor::Agent(known.handle.clone());
    let payouts = href(&Route::In(actor, payouts_place(None)));
    let label = known.name.clone();
    let content = match (desk, &known.way_back) {
        (Some(desk), _) => desk.view(),
        (None, Some(way_back)) => {
            view! { <p>"Its session has ended. "<a href=href(way_back)>"Sign in again"</a>" to see what it earns."</p> }.into_any()
        }
        (None, None) => ().into_any(),
    };
    view! {
        <section class="panel across-agent" aria-label=label>
            <h2><a class="side" href=payouts>
                <Avatar handle=known.handle.clone() name=known.name.clone() url=known.avatar_url.clone() size=Size::Medium/>
                <AgentLabel name=known.name.clone() below=known.handle.to_string()/>
            </a></h2>
            {content}
        </section>
    }
    .into_any()
}

impl Desk {
    /// Reads what is known of an agent; nothing once its session has ended.
    fn open(known: &Known) -> Option<Self> {
        if known.way_back.is_some() {
            return None;
        }
        let (store, actor) = (Store::here(), Actor::Agent(known.handle.clone()));
        let (waiting, ledger, account) = (waiting(store, &actor), ledger(store, &actor), account(store, &actor));
        Some(Self { actor, waiting, ledger, account })
    }

    fn view(&self) -> AnyView {
        let (to_do, trouble, desk) = (self.clone(), self.clone(), self.clone());
        // At first all comes at once: nobody shall press what moves.
        let is_read = Memo::new(move |before| before == Some(&true) || desk.is_read());
        let figures = {
            let ledger = self.ledger;
            dynamic(move || ledger.value.with(|ledger| ledger.as_ref().map(sums)).map(small_figures))
        };
        view! {
            {dynamic(move || to_do.actions(is_read.get()))}
            {dynamic(move || trouble.trouble())}
            {figures}
        }
        .into_any()
    }

    /// Whether all that tells what is to be done has come, or cannot come; tracked.
    fn is_read(&self) -> bool {
        let Self { waiting, ledger, account, .. } = self;
        waiting.stages().all(|(stage, list)| !stage.is_own() || list.phase.get() != Phase::Loading)
            && (ledger.value.read().is_some() || ledger.failure.read().is_some())
            && (account.value.read().is_some() || account.failure.read().is_some())
    }

    /// What the agent has to do, with the way there; tracked.
    fn actions(&self, is_read: bool) -> AnyView {
        if !is_read {
            return view! {
                <p class="visually-hidden" role="status">"Loading what is to be done"</p>
                <div class="skeleton" aria-hidden="true"><div class="bone"></div><div class="bone" data-width="half"></div></div>
            }
            .into_any();
        }
        let mut actions: Vec<AnyView> = Vec::new();
        let stages = || self.waiting.stages().filter(|(stage, _)| stage.is_own());
        for (stage, list) in stages().filter(|(_, list)| !list.is_empty()) {
            actions.push(self.stage(*stage, list));
        }
        let available = self.ledger.value.with(|ledger| ledger.as_ref().and_then(|ledger| sums(ledger).available));
        let available = available.filter(|available| available.get() > 0);
        match (available, self.account.value.with(|account| account.as_ref().map(PaymentAccount::is_ready))) {
            (Some(available), Some(true)) => {
                let words = [&money(available), " can be requested"].concat();
                actions.push(self.link("wallet", words, payouts_place(Some(&PayoutStatus::Pending)), ().into_any()));
            }
            (Some(available), Some(false)) => {
                let words = ["Set up the payment account: ", &money(available), " waits"].concat();
                actions.push(self.link("wallet", words, payouts_place(None), ().into_any()));
            }
            _ => {}
        }
        match actions.is_empty() {
            true if self.failure().is_some() => ().into_any(),
            true => view! { <p class="muted">"Nothing to do."</p> }.into_any(),
            false => view! { <ul class="across-actions">{actions}</ul> }.into_any(),
        }
    }

    /// `3 · To deliver`, with the time left for the first of them.
    fn stage(&self, stage: Stage, list: &Listing<Order>) -> AnyView {
        let (title, icon) = stage_words(stage);
        let words = [&how_many(list), " · ", title].concat();
        let first = list.leaves.with(|leaves| leaves.iter().flat_map(|leaf| leaf.items.iter()).filter_map(due).min());
        let now = Store::here().now;
        let time = first.map(|first| {
            let kind = follow(move || left(first, now.get()).1);
            view! { <span class="due" data-kind=kind>{follow(move || left(first, now.get()).0)}</span> }
        });
        self.link(icon, words, stage.filter().place(), time.into_any())
    }

    fn link(&self, icon: &'static str, words: String, place: Place, after: AnyView) -> AnyView {
        let address = href(&Route::In(self.actor.clone(), place));
        view! { <li><a href=address><Icon name=icon/><span>{words}</span>{after}</a></li> }.into_any()
    }

    /// Why something could not be read; tracked.
    fn failure(&self) -> Option<ApiError> {
        let failed = |list: &Listing<Order>| match list.phase.get() {
            Phase::Failed(error) => Some(error),
            _ => None,
        };
        let of_lists = self.waiting.stages().find_map(|(_, list)| failed(list));
        of_lists.or_else(|| self.ledger.failure.get()).or_else(|| self.account.failure.get())
    }

    fn trouble(&self) -> Option<AnyView> {
        let error = self.failure()?;
        let again = self.clone();
        let retry = move |_| {
            again.waiting.renew();
            again.ledger.reload();
            again.account.reload();
        };
        Some(
            view! {
                <p class="field-error" role="alert"><Icon name="circle-alert"/>"Not everything could be read. "{error.sentence(time::now())}</p>
                <div class="button-row"><button class="button" type="button" on:click=retry><Icon name="rotate-cw"/>"Retry"</button></div>
            }
            .into_any(),
        )
    }
}

fn small_figures(sums: Sums) -> AnyView {
    let figure = |label: &'static str, value| view! { <div><dt>{label}</dt><dd>{amount(value)}</dd></div> };
    view! { <dl class="order-facts">{figure("Available", sums.available)}{figure("On the way", sums.moving)}{figure("Paid", sums.paid)}</dl> }.into_any()
}
