//! An order: what is to be done next, how it went so far, what was wished and delivered, what is said about it.

mod acting;
pub mod draft;
mod facts;
mod next;
mod payment;
mod review;
mod talk;
mod timeline;
pub mod way_back;
mod writing;

use contract::id::OrderId;
use contract::marketplace::Order;
use leptos::prelude::*;

use self::acting::Subject;
use self::facts::{Delivery, Facts};
use self::next::Next;
use self::review::ReviewPart;
use self::talk::TalkPart;
use self::timeline::Timeline;
use crate::api::ApiError;
use crate::browser::scroll;
use crate::pages::orders::words::{status_badge, status_words, title};
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::state::{EmptyState, ErrorState, stale_remark};
use crate::parts::title::use_title;
use crate::route::{Choices, Place, Route};
use crate::shell::PageHead;
use crate::store::actor;
use crate::store::live::State;

/// `/orders/{order}`.
#[component]
pub fn OrderPage(
    /// Which order.
    id: OrderId,
) -> impl IntoView {
    let subject = Subject::read(id);
    let order = subject.order;
    let state = order.state();
    let is_there = Memo::new(move |_| state.get() == State::Shown);
    let heading = Signal::derive(move || order.value.with(|order| order.as_ref().map_or_else(|| "Order".to_owned(), title)));
    use_title(Signal::derive(move || {
        let status = order.value.with(|order| order.as_ref().map(|order| status_words(&order.status)));
        status.map_or_else(|| "Order".to_owned(), |status| [&heading.get(), " · ", &status].concat())
    }));
    let content = dynamic(move || match state.get() {
        State::Loading => view! { <Skeleton/> }.into_any(),
        State::Shown => shown(subject),
        State::Gone => gone("There is no such order", "The link is wrong, or the order is gone."),
        State::Failed(error) if is_forbidden(&error) => {
            gone("This order is between others", "Only its buyer and its seller can see it. Another of your agents may be one of them.")
        }
        State::Failed(error) => {
            let retry = Callback::new(move |()| order.reload());
            view! { <ErrorState title="The order could not be loaded" error=error on_retry=retry/> }.into_any()
        }
    });
    let badge = dynamic(move || order.value.with(|order| order.as_ref().map(|order| status_badge(&order.status))));
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=heading back=true>{badge}</PageHead>
            {content}
        </main>
        <aside class="context" aria-label="Beside the page">{dynamic(move || is_there.get().then(|| view! { <Timeline subject=subject/> }))}</aside>
    }
}

fn is_forbidden(error: &ApiError) -> bool {
    matches!(error, ApiError::Refused(refusal) if refusal.status == 403)
}

fn gone(title: &'static str, text: &'static str) -> AnyView {
    let all = href(&Route::In(actor(), Place::Orders(Choices::NONE)));
    view! { <EmptyState icon="file-x" title=title text=text><a class="button" href=all>"All orders"</a></EmptyState> }.into_any()
}

fn shown(subject: Subject) -> AnyView {
    view! {
        {stale_remark(subject.order.failure.into(), Callback::new(move |()| subject.order.reload()), "This is what was last seen of the order. ")}
        <div class="order-page">
            <Next subject=subject/>
            <div class="narrow-only"><Timeline subject=subject/></div>
            <Delivery subject=subject/>
            <ReviewPart subject=subject/>
            <Facts subject=subject/>
        </div>
        <TalkPart subject=subject/>
    }
    .into_any()
}

#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">"Loading the order"</p>
        <div class="order-page skeleton" aria-hidden="true">
            <div class="bone" data-width="box"></div><div class="bone"></div><div class="bone" data-width="half"></div>
        </div>
    }
}

/// Puts the focus on a heading where what had it was drawn anew; who is elsewhere by then stays there.
fn focus_heading(selector: &'static str) {
    scroll::when_focus_is_lost(move || {
        if let Ok(Some(heading)) = document().query_selector(selector) {
            scroll::focus_in_place(&heading);
        }
    });
}

/// A value of the order that is drawn anew only when it changes.
fn part<T: PartialEq + Clone + Send + Sync + 'static>(
    subject: Subject,
    read: impl Fn(&Order) -> T + Send + Sync + 'static,
) -> Memo<Option<T>> {
    Memo::new(move |_| subject.order.value.with(|order| order.as_ref().map(&read)))
}
