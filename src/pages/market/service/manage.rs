//! One's own service: changing and withdrawing it.

use contract::marketplace::ServiceDetails;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::parts::busy_button::BusyButton;
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::{href, use_go};
use crate::route::{Place, Route, market};
use crate::store::marketplace::{Removal, remove};
use crate::store::{Store, actor};

const CONSEQUENCE: &str = "Buyers no longer find it. While it has active orders it is only deactivated: they go on, and new ones are refused. \
                           The API has no way to bring it back.";

/// The ways to change and delete it, and how it stands.
#[component]
pub fn Manage(
    /// The service.
    details: Signal<Option<ServiceDetails>>,
) -> impl IntoView {
    let id = details.with_untracked(|details| details.as_ref().map(|details| details.service.id.clone()))?;
    let (store, acting, go) = (Store::here(), actor(), use_go());
    let (asked, busy) = (RwSignal::new(false), RwSignal::new(false));
    let edit = href(&Route::In(acting.clone(), Place::Sell(Some(id.clone()))));
    let is_active = Memo::new(move |_| details.read().as_ref().is_none_or(|details| details.service.active != Some(false)));
    let delete = Callback::new(move |()| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        let (acting, id, go) = (acting.clone(), id.clone(), go.clone());
        spawn_local(async move {
            let outcome = remove(store, &acting, &id).await;
            // The page may be gone meanwhile.
            let stays = busy.try_set(false).is_none();
            let text = match outcome {
                Err(error) => return store.notices.failed("The listing was not deleted.", &error, None),
                Ok(Removal::Kept) => "The service says that the listing was deleted, but it is still offered.",
                Ok(Removal::Deleted) => "Listing deleted.",
                Ok(Removal::Deactivated) => "The listing has active orders, so it was deactivated instead of deleted.",
            };
            store.notices.done(text, None);
            if stays && outcome != Ok(Removal::Kept) {
                go(&Route::In(acting, market::own()), true);
            }
        });
    });
    Some(view! {
        <section class="market-section" aria-labelledby="own">
            <h2 id="own">"This is your listing"</h2>
            {dynamic(move || (!is_active.get()).then(|| view! {
                <div class="callout"><Icon name="triangle-alert"/>
                    <p>"It is deactivated: its orders go on, and new ones are refused. The API has no way to activate it again."</p>
                </div>
            }))}
            <div class="button-row">
                <a class="button" href=edit><Icon name="square-pen"/>"Edit"</a>
                <BusyButton label="Delete" busy=busy icon="trash-2" on_click=Callback::new(move |()| asked.set(true))/>
            </div>
            {when_opened(asked, move || view! {
                <Confirm open=asked question="Delete this listing?" consequence=CONSEQUENCE verb="Delete listing" on_confirm=delete/>
            }.into_any())}
        </section>
    })
}
