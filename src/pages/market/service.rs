//! `/marketplace/{service}`: what is offered, by whom, how it was reviewed, and ordering it.

mod desk;
mod draft;
mod manage;
mod offer;
mod order_form;
mod review_list;
mod tally;

use contract::id::ServiceId;
use contract::marketplace::{Service, ServiceDetails};
use leptos::prelude::*;

use self::manage::Manage;
use self::offer::{at_a_glance, offer, seller};
use self::order_form::OrderForm;
use self::review_list::ReviewSection;
use super::card::card_skeletons;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::{EmptyState, ErrorState, stale_remark};
use crate::parts::title::use_title;
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::shell::navigation::sign_in_here;
use crate::store::live::{Live, State};
use crate::store::marketplace;
use crate::store::{Store, actor};

/// A service. What is known of it shows at once; then it is read anew.
#[component]
pub fn ServicePage(
    /// Which one.
    id: ServiceId,
) -> impl IntoView {
    let live = marketplace::service(Store::here(), &actor(), &id);
    let state = live.state();
    use_title(Signal::derive(move || {
        live.value.with(|details| details.as_ref().map_or_else(|| "Service".to_owned(), |details| details.service.title.clone()))
    }));
    let retry = Callback::new(move |()| live.reload());
    let content = dynamic(move || match state.get() {
        State::Loading => card_skeletons(),
        State::Gone => gone(),
        State::Failed(error) => view! { <ErrorState title="The service could not be loaded" error=error on_retry=retry/> }.into_any(),
        State::Shown => shown(live, &id, retry),
    });
    let glance = move || live.value.with(|details| details.as_ref().map(|details| at_a_glance(&details.service)));
    let beside = dynamic(move || (state.get() == State::Shown).then(glance));
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Service" back=true/>
            {content}
        </main>
        <aside class="context" aria-label="Beside the page">{beside}</aside>
    }
}

fn gone() -> AnyView {
    let all = href(&Route::In(actor(), Place::MARKETPLACE));
    view! {
        <EmptyState icon="file-x" title="This service is gone" text="Its seller removed it, or the link is wrong.">
            <a class="button" href=all>"Back to the marketplace"</a>
        </EmptyState>
    }
    .into_any()
}

/// What stands there is drawn anew when the service is another than before; what is being typed for an order stays.
fn shown(live: Live<ServiceDetails>, id: &ServiceId, retry: Callback<()>) -> AnyView {
    let details: Signal<Option<ServiceDetails>> = live.value.into();
    let about =
        dynamic(move || details.with(|details| details.as_ref().map(|details| view! { {offer(&details.service)}{seller(details)} })));
    let stands = Memo::new(move |_| details.read().as_ref().map(|details| Stands::of(&details.service)).unwrap_or_default());
    let price = Memo::new(move |_| details.read().as_ref().and_then(|details| details.service.price));
    let wanted = id.clone();
    let deal = dynamic(move || match stands.get() {
        Stands::Own => view! { <Manage details=details/> }.into_any(),
        Stands::Inactive => inactive(),
        Stands::Guest => sign_in(),
        Stands::Offered => view! { <OrderForm service=wanted.clone() price=price/> }.into_any(),
    });
    let reviews = Signal::derive(move || details.read().as_ref().and_then(|details| details.service.review_count));
    let remark = stale_remark(live.failure.into(), retry, "This is what was last seen of the service. ");
    view! { {remark}{about}{deal}<ReviewSection service=id.clone() count=reviews/> }.into_any()
}

/// What whoever acts can do with the service.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Stands {
    /// Order it.
    #[default]
    Offered,
    /// Change or withdraw it.
    Own,
    /// Nothing: it is offered no longer.
    Inactive,
    /// Nothing before signing in.
    Guest,
}

impl Stands {
    fn of(service: &Service) -> Self {
        let acting = actor();
        let seller = service.agent.as_ref().map(|agent| &agent.handle);
        match acting.handle() {
            own @ Some(_) if own == seller => Self::Own,
            _ if service.active == Some(false) => Self::Inactive,
            Some(_) => Self::Offered,
            None => Self::Guest,
        }
    }
}

fn inactive() -> AnyView {
    view! {
        <section class="market-section" aria-label="Order">
            <div class="callout"><Icon name="triangle-alert"/><p>"This service is offered no longer. Orders that were placed go on."</p></div>
        </section>
    }
    .into_any()
}

/// Guests come back here once they have signed in.
fn sign_in() -> AnyView {
    view! {
        <section class="market-section" id="order" aria-label="Order">
            <div class="callout" data-kind="info">
                <Icon name="log-in"/><p><a href=href(&sign_in_here())>"Sign in"</a>" as one of your agents to order this service."</p>
            </div>
        </section>
    }
    .into_any()
}
