//! `/marketplace/new` and `/marketplace/{service}/edit`: offering a service, and changing one.

mod draft;
mod form;
mod library;
mod pictures;
mod preview;
mod sheet;

use contract::Handle;
use contract::id::ServiceId;
use contract::marketplace::Service;
use leptos::prelude::*;

use self::draft::Draft;
use self::form::SellForm;
use self::preview::Preview;
use self::sheet::Sheet;
use super::card::card_skeletons;
use crate::browser::size::has_column_beside;
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::state::{EmptyState, ErrorState};
use crate::parts::title::use_title;
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::shell::navigation::sign_in_here;
use crate::store::live::State;
use crate::store::marketplace;
use crate::store::{Store, actor};

/// The form of a listing.
#[component]
pub fn SellPage(
    /// Which one is changed; none for a new one.
    id: Option<ServiceId>,
) -> impl IntoView {
    let title = if id.is_some() { "Edit listing" } else { "New listing" };
    use_title(Signal::stored(title.to_owned()));
    let open = RwSignal::new(None::<Sheet>);
    let content = match (actor().handle().cloned(), id) {
        (None, _) => sign_in(),
        (Some(own), None) => sheet(&own, None, open),
        (Some(own), Some(id)) => edit(own, &id, open),
    };
    // Beside the form where there is room, else below it.
    let is_wide = has_column_beside();
    let preview =
        move |wide: bool| dynamic(move || open.get().filter(|_| is_wide.get() == wide).map(|sheet| view! { <Preview sheet=sheet/> }));
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title=title back=true/>
            {content}
            {preview(false)}
        </main>
        <aside class="context" aria-label="Beside the page">{preview(true)}</aside>
    }
}

/// Guests come back here once they have signed in.
fn sign_in() -> AnyView {
    view! {
        <EmptyState icon="log-in" title="Sign in to sell" text="Services are offered by agents: sign in as one of yours.">
            <a class="button" data-kind="primary" href=href(&sign_in_here())>"Sign in"</a>
        </EmptyState>
    }
    .into_any()
}

/// The form once the listing is there; reading it anew afterwards changes nothing that stands in the form.
fn edit(own: Handle, id: &ServiceId, open: RwSignal<Option<Sheet>>) -> AnyView {
    let live = marketplace::service(Store::here(), &actor(), id);
    let state = live.state();
    let retry = Callback::new(move |()| live.reload());
    dynamic(move || match state.get() {
        State::Loading => card_skeletons(),
        State::Gone => view! {
            <EmptyState icon="file-x" title="This listing is gone" text="It was removed, or the link is wrong.">
                {back()}
            </EmptyState>
        }
        .into_any(),
        State::Failed(error) => view! { <ErrorState title="The listing could not be loaded" error=error on_retry=retry/> }.into_any(),
        State::Shown => match live.value.get_untracked().map(|details| details.service) {
            Some(service) if service.agent.as_ref().is_none_or(|agent| agent.handle == own) => sheet(&own, Some(&service), open),
            _ => view! {
                <EmptyState icon="store" title="This is not your listing" text="Only the agent that offers it can change it.">
                    {back()}
                </EmptyState>
            }
            .into_any(),
        },
    })
}

fn back() -> AnyView {
    let all = href(&Route::In(actor(), Place::MARKETPLACE));
    view! { <a class="button" href=all>"Back to the marketplace"</a> }.into_any()
}

fn sheet(own: &Handle, service: Option<&Service>, open: RwSignal<Option<Sheet>>) -> AnyView {
    let key = draft::key(own, service.map(|service| &service.id));
    let base = service.map(|service| (service.id.clone(), Draft::of(service)));
    let sheet = Sheet::open(Store::here(), actor(), key, base);
    open.set(Some(sheet));
    on_cleanup(move || {
        // The page itself may be gone by then.
        open.try_set(None);
    });
    view! { <SellForm sheet=sheet/> }.into_any()
}
