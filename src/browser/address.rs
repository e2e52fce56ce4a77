//! The address bar: the address as a signal, links within the app, and going to another page.

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, Url};
use wasm_bindgen::JsValue;

use super::config;

/// The address of the page. Clicks on links within the deployment, and Back, change it without loading the page anew.
#[derive(Clone)]
pub struct Address(BrowserUrl);

impl Address {
    /// Reads the address, follows links and Back from now on, and hands it to everything below.
    ///
    /// # Errors
    /// If the browser keeps the address from the page.
    pub fn provide() -> Result<(), JsValue> {
        let address = BrowserUrl::new()?;
        address.init(Some(config::public_path().into()));
        provide_context(Self(address));
        Ok(())
    }

    /// The address of the app.
    pub fn here() -> Self {
        expect_context()
    }

    /// The parts of the address, as a signal.
    pub fn url(&self) -> ArcReadSignal<Url> {
        self.0.as_url().read_only()
    }

    /// Goes to an address of the deployment; `replace` leaves no entry for Back.
    pub fn go(&self, path: String, replace: bool) {
        let Ok(url) = BrowserUrl::parse(&path) else { return };
        if self.0.as_url().with_untracked(|current| *current != url) {
            self.0.as_url().set(url);
        }
        self.0.complete_navigation(&LocationChange { value: path, replace, scroll: false, ..LocationChange::default() });
    }

    /// The page of a link that was clicked is shown: now the address bar may show it, too.
    pub fn arrived(&self) {
        self.0.ready_to_complete();
    }
}
