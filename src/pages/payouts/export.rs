//! Saving all payouts as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::csv::table;
use crate::api::Priority;
use crate::browser::download;
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::dynamic;
use crate::store::live::Live;
use crate::store::payouts::{Ledger, read};
use crate::store::{Store, actor};

/// More pages of a hundred than this are not read for a file.
const PAGES: usize = 1_000;

/// The button; only where there is something to save.
#[component]
pub fn Export(ledger: Live<Ledger>) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let busy = RwSignal::new(false);
    let save = Callback::new(move |()| {
        let known = ledger.value.get_untracked().filter(|ledger| ledger.is_complete);
        busy.set(true);
        let actor = actor.clone();
        spawn_local(async move {
            let all = match known {
                Some(all) => Ok(all),
                // What the figures did not need is read now.
                None => read(store, actor.clone(), Priority::Click, PAGES).await,
            };
            busy.try_set(false);
            match all {
                Ok(all) => {
                    let name = ["payouts-", actor.key(), ".csv"].concat();
                    let words = if download::save(&name, &table(&all.payouts)).is_ok() {
                        "Payouts saved as CSV."
                    } else {
                        "This browser could not save the file."
                    };
                    store.notices.done(words, None);
                }
                Err(error) => store.notices.failed("The payouts were not saved.", &error, None),
            }
        });
    });
    let has_some = Memo::new(move |_| ledger.value.with(|ledger| ledger.as_ref().is_some_and(|ledger| !ledger.payouts.is_empty())));
    dynamic(move || has_some.get().then(|| view! { <BusyButton label="Export CSV" busy=busy icon="download" on_click=save/> }))
}
