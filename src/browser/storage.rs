//! Local and session storage that may be full, disabled or corrupted.

use leptos::ev;
use leptos::prelude::{WindowListenerHandle, window, window_event_listener};

/// Why nothing was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum StorageError {
    /// The browser forbids storage for this page.
    #[error("This browser doesn't let the page store anything.")]
    Disabled,
    /// No room is left.
    #[error("The browser's storage for this page is full.")]
    Full,
}

/// Prefix of what may be thrown away at any time.
pub const CACHE_PREFIX: &str = "ia.cache.";

fn local() -> Option<web_sys::Storage> {
    window().local_storage().ok().flatten()
}

/// Reads a value.
pub fn read(key: &str) -> Option<String> {
    local()?.get_item(key).ok().flatten()
}

/// Writes a value; caches give way when there is no room.
///
/// # Errors
/// When storage is disabled, or full even without caches.
pub fn write(key: &str, value: &str) -> Result<(), StorageError> {
    let storage = local().ok_or(StorageError::Disabled)?;
    if storage.set_item(key, value).is_ok() {
        return Ok(());
    }
    drop_caches(&storage);
    storage.set_item(key, value).map_err(|_| StorageError::Full)
}

/// Removes a value.
pub fn remove(key: &str) {
    if let Some(storage) = local() {
        // Nothing is lost when it cannot be removed: readers check what they read.
        let _ = storage.remove_item(key);
    }
}

/// Values that were taken out, with their keys.
pub struct Taken {
    lasting: Vec<(String, String)>,
    of_tab: Vec<(String, String)>,
}

/// Takes out the values whose key is `wanted`, those of the tab too.
pub fn take_all(wanted: impl Fn(&str) -> bool) -> Taken {
    let taken = Taken { lasting: take_from(local(), &wanted), of_tab: take_from(tab(), &wanted) };
    tell();
    taken
}

fn take_from(storage: Option<web_sys::Storage>, wanted: &impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let Some(storage) = storage else { return Vec::new() };
    let take = |key: String| {
        let value = storage.get_item(&key).ok().flatten()?;
        let _ = storage.remove_item(&key);
        Some((key, value))
    };
    keys(&storage).into_iter().filter(|key| wanted(key)).filter_map(take).collect()
}

/// Puts values back that were taken out.
pub fn put_back(taken: &Taken) {
    for (key, value) in &taken.lasting {
        // What has no room any more cannot be kept.
        let _ = write(key, value);
    }
    taken.of_tab.iter().for_each(|(key, value)| write_in_tab(key, value));
    tell();
}

/// Forgets what may be thrown away at any time.
pub fn forget_caches() {
    if let Some(storage) = local() {
        drop_caches(&storage);
    }
}

/// Tells this page that something changed, as the browser tells all others.
fn tell() {
    if let Ok(event) = web_sys::Event::new("storage") {
        let _ = window().dispatch_event(&event);
    }
}

/// Reads a value that lives as long as the tab.
pub fn read_in_tab(key: &str) -> Option<String> {
    tab()?.get_item(key).ok().flatten()
}

/// Writes a value that lives as long as the tab; without storage it is just not kept.
pub fn write_in_tab(key: &str, value: &str) {
    if let Some(storage) = tab() {
        let _ = storage.set_item(key, value);
    }
}

/// Removes a value of the tab.
pub fn remove_in_tab(key: &str) {
    if let Some(storage) = tab() {
        let _ = storage.remove_item(key);
    }
}

fn tab() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

fn drop_caches(storage: &web_sys::Storage) {
    for key in keys(storage).into_iter().filter(|key| key.starts_with(CACHE_PREFIX)) {
        let _ = storage.remove_item(&key);
    }
}

fn keys(storage: &web_sys::Storage) -> Vec<String> {
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|index| storage.key(index).ok().flatten()).collect()
}

/// Calls back when another tab changed `key` (or cleared everything).
pub fn on_change(key: impl AsRef<str> + 'static, callback: impl Fn() + 'static) -> WindowListenerHandle {
    window_event_listener(ev::storage, move |event| {
        if event.key().is_none_or(|changed| changed == key.as_ref()) {
            callback();
        }
    })
}
