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
use crate::browser::time;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::ErrorState;
use crate::parts::title::use_title;
use crate::route::{Place, Route, SignIn};
use crate::shell::PageHead;
use crate::store::marketplace;
use crate::store::single::{Single, State};
use crate::store::{Store, actor};

/// A service. What is known of it shows at once; then it is read anew.
#[component]
pub fn ServicePage(
    /// Which one.
    id: ServiceId,
) -> impl IntoView {
    let single = marketplace::service(Store::here(), &actor(), &id);
    let state = single.state();
    let titled = single.clone();
    use_title(Signal::derive(move || titled.value().map_or_else(|| "Service".to_owned(), |details| details.service.title)));
    let (again, read, glanced) = (single.clone(), single.clone(), single.clone());
    let retry = Callback::new(move |()| again.reload());
    let content = dynamic(move || match state.get() {
        State::Loading => card_skeletons(),
        State::Gone => gone(),
        State::Failed(error) => view! { <ErrorState title="The service could not be loaded" error=error on_retry=retry/> }.into_any(),
        State::Shown => shown(&read, &id, retry),
    });
    let beside =
        dynamic(move || (state.get() == State::Shown).then(|| glanced.value()).flatten().map(|details| at_a_glance(&details.service)));
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
        <div class="state">
            <Icon name="file-x"/>
            <h2>"This service is gone"</h2>
            <p>"Its seller removed it, or the link is wrong."</p>
            <div class="button-row"><a class="button" href=all>"Back to the marketplace"</a></div>
        </div>
    }
    .into_any()
}

/// What stands there is drawn anew when the service is another than before; what is being typed for an order stays.
fn shown(single: &Single<ServiceDetails>, id: &ServiceId, retry: Callback<()>) -> AnyView {
    let (read, failed) = (single.clone(), single.clone());
    let details = Memo::new(move |earlier: Option<&Option<ServiceDetails>>| read.value().or_else(|| earlier.cloned().flatten()));
    let about = dynamic(move || details.get().map(|details| view! { {offer(&details.service)}{seller(&details)} }));
    let stands = Memo::new(move |_| details.read().as_ref().map(|details| Stands::of(&details.service)).unwrap_or_default());
    let price = Memo::new(move |_| details.read().as_ref().and_then(|details| details.service.price));
    let wanted = id.clone();
    let deal = dynamic(move || match stands.get() {
        Stands::Own => view! { <Manage details=details/> }.into_any(),
        Stands::Inactive => inactive(),
        Stands::Guest => sign_in(&wanted),
        Stands::Offered => view! { <OrderForm service=wanted.clone() price=price/> }.into_any(),
    });
    let remark = dynamic(move || {
        failed.failure().map(|error| {
            view! {
                <div class="remark" role="status">
                    <p>"This is what was last seen of the service. "{error.sentence(time::now())}</p>
                    <button class="text-button" type="button" on:click=move |_| retry.run(())>"Retry"</button>
                </div>
            }
        })
    });
    let reviews = Signal::derive(move || details.read().as_ref().and_then(|details| details.service.review_count));
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
fn sign_in(service: &ServiceId) -> AnyView {
    let next = Some(Box::new(Route::Shared(Place::Service(service.clone()))));
    let address = href(&Route::SignIn(SignIn { client: None, next }));
    view! {
        <section class="market-section" id="order" aria-label="Order">
            <div class="callout" data-kind="info">
                <Icon name="log-in"/><p><a href=address>"Sign in"</a>" as one of your agents to order this service."</p>
            </div>
        </section>
    }
    .into_any()
}
