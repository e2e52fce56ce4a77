//! Opens the file that was saved at registration, plain or encrypted.

use contract::Secret;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::account::Credentials;
use crate::account::sealed::Sealed;
use crate::browser::crypto::CryptoError;
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::dynamic;
use crate::parts::field::{Note, SecretField, Typed, focus_first_mistake};
use crate::parts::icon::Icon;

/// A file of credentials is far smaller (bytes).
const MOST_BYTES: f64 = 100_000.0;

/// A button that opens a saved file, and the passphrase where it needs one.
#[component]
pub fn SavedFile(
    /// Gets what was in it.
    on_found: Callback<Credentials>,
) -> impl IntoView {
    let chooser = NodeRef::<html::Input>::new();
    let problem = RwSignal::new(None::<&'static str>);
    let sealed = RwSignal::new(None::<Sealed>);
    let choose = move |_| {
        if let Some(chooser) = chooser.get_untracked() {
            chooser.click();
        }
    };
    let chosen = move |_| {
        let file = chooser.get_untracked().and_then(|chooser| {
            let file = chooser.files()?.get(0);
            // The same file can be chosen again.
            chooser.set_value("");
            file
        });
        let Some(file) = file else { return };
        spawn_local(async move {
            let text = read(&file).await;
            let (found, locked) = (text.as_deref().and_then(Credentials::find), text.as_deref().and_then(Sealed::of_file));
            let understood = found.is_some() || locked.is_some();
            problem.set((!understood).then_some("There are no credentials in this file."));
            // The page may have been left meanwhile.
            if sealed.try_set(locked).is_none()
                && let Some(found) = found
            {
                on_found.run(found);
            }
        });
    };
    let opened = Callback::new(move |found| {
        sealed.set(None);
        on_found.run(found);
    });
    view! {
        <div class="field">
            <button class="button" data-kind="quiet" type="button" on:click=choose><Icon name="folder-open"/>"Open a saved file"</button>
            <input node_ref=chooser type="file" accept=".env,.json,.txt,text/plain,application/json" hidden aria-label="Saved file" on:change=chosen/>
            {dynamic(move || problem.get().map(|text| view! { <p class="field-error" role="alert"><Icon name="circle-alert"/>{text}</p> }))}
        </div>
        {dynamic(move || sealed.get().map(|sealed| view! { <Unseal sealed=sealed on_opened=opened/> }))}
    }
}

/// Asks for the passphrase. Enter opens the file instead of submitting the form around.
#[component]
fn Unseal(sealed: Sealed, on_opened: Callback<Credentials>) -> impl IntoView {
    let passphrase = Typed::new("");
    let busy = RwSignal::new(false);
    let open = Callback::new(move |()| {
        if busy.get_untracked() || passphrase.value.with_untracked(String::is_empty) {
            return;
        }
        busy.set(true);
        let (sealed, typed) = (sealed.clone(), Secret::new(passphrase.value.get_untracked()));
        spawn_local(async move {
            let outcome = sealed.open(&typed).await;
            // The page may have been left meanwhile.
            if busy.try_set(false).is_none() {
                match outcome {
                    Ok(found) => on_opened.run(found),
                    Err(error) => refused(passphrase, error),
                }
            }
        });
    });
    let keydown = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            open.run(());
        }
    };
    let note = passphrase.note(|_| Ok::<_, &str>(()), Note::hint("The file is encrypted. It is opened here; the passphrase goes nowhere."));
    view! {
        <div class="form" on:keydown=keydown>
            <SecretField label="Passphrase" name="passphrase" typed=passphrase note=note autocomplete="off"/>
            <BusyButton label="Open the file" busy=busy icon="key-round" on_click=open/>
        </div>
    }
}

fn refused(passphrase: Typed, error: CryptoError) {
    passphrase.refused.set(Some(error.to_string()));
    focus_first_mistake();
}

async fn read(file: &File) -> Option<String> {
    if file.size() > MOST_BYTES {
        return None;
    }
    JsFuture::from(file.text()).await.ok()?.as_string()
}
