//! Saving all payouts as a file.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::csv::table;
use crate::api::{ApiError, Priority};
use crate::browser::{download, time};
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::full_count;
use crate::route::Actor;
use crate::store::live::Live;
use crate::store::payouts::{Ledger, Reading};
use crate::store::{Store, actor};

/// More pages of a hundred than this are not read for a file.
const PAGES: usize = 1_000;

/// What is being saved.
#[derive(Clone, Copy)]
struct Copying {
    store: Store,
    ledger: Live<Ledger>,
    /// What was read before it failed.
    reading: StoredValue<Reading>,
    /// How many payouts that are, while more are read.
    count: RwSignal<Option<usize>>,
    /// Counts beginnings and endings, so that what was cancelled stops.
    turn: StoredValue<u32>,
}

/// The button; only where there is something to save.
#[component]
pub fn Export(ledger: Live<Ledger>) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let copying = Copying { store, ledger, reading: StoredValue::default(), count: RwSignal::new(None), turn: StoredValue::new(0) };
    let busy = Memo::new(move |_| copying.count.read().is_some());
    let begin = Callback::new(move |()| copying.begin(actor.clone()));
    let has_some = Memo::new(move |_| ledger.value.with(|ledger| ledger.as_ref().is_some_and(|ledger| !ledger.payouts.is_empty())));
    dynamic(move || {
        has_some.get().then(|| {
            view! {
                <div class="export">
                    <span class="muted" role="status">{follow(move || copying.count.get().map(progress).unwrap_or_default())}</span>
                    {dynamic(move || busy.get().then(|| view! { <button class="text-button" type="button" on:click=move |_| copying.cancel()>"Cancel"</button> }))}
                    <BusyButton label="Export CSV" busy=busy icon="download" on_click=begin/>
                </div>
            }
        })
    })
}

fn progress(count: usize) -> String {
    [&words(count), " payouts read. Stay on this page until they are saved."].concat()
}

fn words(count: usize) -> String {
    full_count(u64::try_from(count).unwrap_or(u64::MAX))
}

impl Copying {
    /// Saves what is known, or reads all of it first.
    fn begin(self, actor: Actor) {
        if let Some(all) = self.ledger.value.get_untracked().filter(|ledger| ledger.is_complete) {
            return self.save(&actor, &all);
        }
        let turn = self.next_turn();
        let mut reading = self.take();
        self.count.set(Some(reading.ledger.payouts.len()));
        spawn_local(async move {
            let outcome = self.read(&mut reading, &actor, turn).await;
            if !self.is_at(turn) {
                return;
            }
            self.count.set(None);
            match outcome {
                Ok(()) => self.save(&actor, &reading.ledger),
                Err(error) => {
                    self.reading.set_value(reading);
                    let why = error.sentence(time::now());
                    let text = ["The payouts were not saved. ", &why, " Exporting again goes on where it stopped."].concat();
                    self.store.notices.trouble(text, None);
                }
            }
        });
    }

    /// Reads on until there is no more, or it was cancelled. However long the budget lasts, nothing fails for want of it.
    async fn read(self, reading: &mut Reading, actor: &Actor, turn: u32) -> Result<(), ApiError> {
        while self.is_at(turn) && !reading.ledger.is_complete && reading.pages < PAGES {
            match reading.go_on(self.store, actor, Priority::Click).await {
                Err(ApiError::RateLimited { until }) => time::sleep(u32::try_from(until - time::now()).unwrap_or(1_000)).await,
                outcome => outcome?,
            }
            if self.is_at(turn) {
                self.count.set(Some(reading.ledger.payouts.len()));
            }
        }
        Ok(())
    }

    fn cancel(self) {
        self.next_turn();
        self.count.set(None);
    }

    fn take(self) -> Reading {
        self.reading.try_update_value(std::mem::take).unwrap_or_default()
    }

    fn next_turn(self) -> u32 {
        self.turn.update_value(|turn| *turn = turn.wrapping_add(1));
        self.turn.get_value()
    }

    /// Whether it goes on, and the page is still there.
    fn is_at(self, turn: u32) -> bool {
        self.turn.try_get_value() == Some(turn)
    }

    fn save(self, actor: &Actor, all: &Ledger) {
        let name = ["payouts-", actor.key(), ".csv"].concat();
        let text = match (download::save(&name, &table(&all.payouts)), all.is_complete) {
            (Err(_), _) => "This browser could not save the file.".to_owned(),
            (Ok(()), true) => "Payouts saved as CSV.".to_owned(),
            (Ok(()), false) => {
                ["Saved as CSV: only the latest ", &words(all.payouts.len()), " payouts. Earlier ones are left out."].concat()
            }
        };
        self.store.notices.done(text, None);
    }
}
