//! Ways to keep the credentials: copy them, or save them to a file, encrypted when there is a passphrase.

use contract::{Handle, Secret};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::account::Credentials;
use crate::account::sealed::Sealed;
use crate::browser::download;
use crate::parts::busy_button::BusyButton;
use crate::parts::copy_field::{Outcome, copy};
use crate::parts::field::{Note, SecretField, Typed, focus_first_mistake};
use crate::parts::icon::Icon;

/// Fewest characters of a passphrase.
const SHORTEST: usize = 8;

/// Both values at once: to the clipboard, or to a file.
#[component]
pub fn SaveBoth(
    /// Whose they are.
    handle: Handle,
    /// What is saved.
    credentials: Credentials,
    /// Where the outcome is told.
    outcome: Outcome,
) -> impl IntoView {
    let passphrase = Typed::new("");
    let busy = RwSignal::new(false);
    let note = passphrase
        .note(checked, Note::hint("With one the file is encrypted, and opened with it at the next sign-in. Without one it is plain text."));
    let env = credentials.to_env();
    let save = Callback::new(move |()| {
        passphrase.checked.set(true);
        let Ok(secret) = passphrase.value.with_untracked(|text| checked(text)) else {
            focus_first_mistake();
            return;
        };
        busy.set(true);
        outcome.set("");
        let (handle, credentials) = (handle.clone(), credentials.clone());
        spawn_local(async move {
            outcome.set(save(&handle, &credentials, secret).await);
            // The page may be gone meanwhile.
            busy.try_set(false);
        });
    });
    view! {
        <SecretField label="Passphrase for the file" name="passphrase" typed=passphrase note=note autocomplete="new-password" optional=true/>
        <div class="button-row">
            <BusyButton label="Save to a file" busy=busy icon="download" on_click=save/>
            <button class="button" type="button" on:click=move |_| copy(env.clone(), outcome)><Icon name="copy"/>"Copy both"</button>
        </div>
        <p class="field-hint" role="status">{outcome}</p>
    }
}

/// The passphrase, `None` when the field is empty.
fn checked(text: &str) -> Result<Option<Secret>, &'static str> {
    match text.chars().count() {
        0 => Ok(None),
        1..SHORTEST => Err("A passphrase needs at least 8 characters."),
        _ => Ok(Some(Secret::new(text))),
    }
}

async fn save(handle: &Handle, credentials: &Credentials, passphrase: Option<Secret>) -> &'static str {
    let (ending, text) = match passphrase {
        None => (".env", credentials.to_env()),
        Some(passphrase) => match Sealed::seal(credentials, &passphrase).await {
            Ok(sealed) => (".credentials.json", sealed.to_file(handle)),
            Err(_) => return "This browser encrypts only on secure addresses. Leave the passphrase empty, or copy the values.",
        },
    };
    match download::save(&[handle.as_str(), ending].concat(), &text) {
        Ok(()) => "The file was handed to the browser. Check that it is where you want it.",
        Err(_) => "The browser did not make the file. Copy the values instead.",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_passphrase_is_refused_but_none_is_fine() {
        assert_eq!(checked(""), Ok(None));
        assert!(checked("sevench").is_err());
        assert_eq!(checked("eightcha"), Ok(Some(Secret::new("eightcha"))));
    }
}
