//! The address bar: the address as a signal, links within the app, and going to another page.

use leptos::prelude::*;
use leptos_router::location::{BrowserUrl, LocationChange, LocationProvider, Url};
use wasm_bindgen::JsValue;

use super::config;

/// The address of the page. Clicks on links within the deployment, and Back, change it without loading the page anew.
#[derive(Clone)]
pub struct Address {
    browser: BrowserUrl,
    /// How often an address took the place of another one.
    replacements: ArcStoredValue<u32>,
}

impl Address {
    /// Reads the address, follows links and Back from now on, and hands it to everything below.
    ///
    /// # Errors
    /// If the browser keeps the address from the page.
    pub fn provide() -> Result<(), JsValue> {
        let browser = BrowserUrl::new()?;
        browser.init(Some(config::public_path().into()));
        provide_context(Self { browser, replacements: ArcStoredValue::new(0) });
        Ok(())
    }

    /// The address of the app.
    pub fn here() -> Self {
        expect_context()
    }

    /// The parts of the address, as a signal.
    pub fn url(&self) -> ArcReadSignal<Url> {
        self.browser.as_url().read_only()
    }

    /// Calls `leave` when a link, Back or the app leads elsewhere. An address that only takes the place of another leads nowhere: a page
    /// notes there how it stands, whatever is being done over it.
    pub fn on_leave(&self, leave: impl Fn() + 'static) {
        let (url, replacements) = (self.url(), self.replacements.clone());
        Effect::new(move |earlier: Option<u32>| {
            url.track();
            let now = replacements.get_value();
            if earlier == Some(now) {
                leave();
            }
            now
        });
    }

    /// Goes to an address of the deployment; `replace` leaves no entry for Back.
    pub fn go(&self, path: String, replace: bool) {
        let Ok(url) = BrowserUrl::parse(&path) else { return };
        if self.browser.as_url().with_untracked(|current| *current != url) {
            self.replacements.update_value(|count| *count += u32::from(replace));
            self.browser.as_url().set(url);
        }
        self.browser.complete_navigation(&LocationChange { value: path, replace, scroll: false, ..LocationChange::default() });
    }

    /// The page of a link that was clicked is shown: now the address bar may show it, too.
    pub fn arrived(&self) {
        self.browser.ready_to_complete();
    }
}
