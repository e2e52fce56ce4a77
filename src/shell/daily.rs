//! The daily record: how each signed-in agent does is written down once a day, whichever page is open.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::area;
use crate::browser::{network, time};
use crate::store::Store;
use crate::store::analytics::snapshots::is_due;

/// How often it is looked whether there is something to record; the first time is late enough to be in nobody's way.
const PACE: Duration = Duration::from_secs(60);
/// What could not be read is tried again after this (milliseconds).
const PATIENCE: i64 = 600_000;

/// Keeps the record for as long as the frame of an agent stands.
pub fn keep_record() {
    let store = Store::here();
    let next = StoredValue::new(0_i64);
    let look = move || {
        if !network::is_visible() || network::is_offline() || time::now() < next.get_value() {
            return;
        }
        let accounts = untrack(|| store.accounts.all());
        if accounts.iter().any(|account| account.tokens.is_some() && is_due(&account.handle)) {
            next.set_value(time::now() + PATIENCE);
            spawn_local(area::record(store));
        }
    };
    if let Ok(handle) = set_interval_with_handle(look, PACE) {
        on_cleanup(move || handle.clear());
    }
}
