//! Whether a handle is free, asked while it is typed: quietly, not for every letter, and never answered late.

use contract::agents::Agent;
use contract::{Handle, HandleError};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::api::ApiError;
use crate::browser::time;
use crate::parts::field::{Note, Typed};
use crate::route::Actor;
use crate::store::Store;

/// A pause in typing, in milliseconds, after which the handle is looked at.
const PAUSE: u32 = 500;

/// What the service said about a handle.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    /// Nothing was asked.
    Unasked,
    Asking,
    Free,
    Taken,
    /// The question failed; registering can still succeed.
    Unknown,
}

/// Follows what is typed in the handle's field.
#[derive(Clone, Copy)]
pub struct HandleCheck {
    typed: Typed,
    answer: RwSignal<Answer>,
    /// Counts changes, so that only the answer to the latest is taken.
    change: StoredValue<u32>,
}

impl HandleCheck {
    /// Looks at the handle after each pause.
    pub fn follow(store: Store, typed: Typed) -> Self {
        let check = Self { typed, answer: RwSignal::new(Answer::Unasked), change: StoredValue::new(0) };
        Effect::new(move |_| {
            let text = typed.value.get();
            let change = check.change.get_value().wrapping_add(1);
            check.change.set_value(change);
            check.answer.set(Answer::Unasked);
            if !text.is_empty() {
                spawn_local(async move { check.look(store, text, change).await });
            }
        });
        check
    }

    async fn look(self, store: Store, text: String, change: u32) {
        time::sleep(PAUSE).await;
        if !self.is_latest(change) {
            return;
        }
        self.typed.checked.set(true);
        let Ok(handle) = Handle::parse(&text) else { return };
        self.answer.set(Answer::Asking);
        let outcome = store.client.send_quietly(&Actor::Guest, &Agent { handle }).await.map(drop);
        if self.is_latest(change) {
            self.answer.set(answer(&outcome));
        }
    }

    /// Not when the page is gone, either.
    fn is_latest(self, change: u32) -> bool {
        self.change.try_get_value() == Some(change)
    }

    /// Asks again about what stands there, at once: after a registration whose answer was lost.
    pub fn again(self, store: Store) {
        // The page may have been left before the answer came.
        let (Some(change), Some(text)) = (self.change.try_get_value(), self.typed.value.try_get_untracked()) else { return };
        spawn_local(async move { self.look(store, text, change).await });
    }

    /// The handle, unless it breaks the rule or is known to be taken.
    pub fn handle(self) -> Option<Handle> {
        let free = self.answer.with_untracked(|answer| *answer != Answer::Taken);
        self.typed.value.with_untracked(|text| Handle::parse(text)).ok().filter(|_| free)
    }

    /// What stands below the field.
    pub fn note(self) -> Signal<Note> {
        Signal::derive(move || {
            if let Some(refused) = self.typed.refused.get() {
                return Note::Wrong(refused.into());
            }
            let parsed = self.typed.value.with(|text| Handle::parse(text));
            note(parsed, self.typed.checked.get(), &self.answer.get())
        })
    }
}

fn answer(outcome: &Result<(), ApiError>) -> Answer {
    match outcome {
        Ok(()) => Answer::Taken,
        Err(error) if error.is_not_found() => Answer::Free,
        Err(_) => Answer::Unknown,
    }
}

fn note(parsed: Result<Handle, HandleError>, checked: bool, answer: &Answer) -> Note {
    const RULE: Note = Note::hint("3 to 30 lowercase letters, digits and underscores; a letter first.");
    let handle = match parsed {
        Ok(handle) => handle,
        Err(error) if checked => return Note::wrong(&error),
        Err(_) => return RULE,
    };
    let about = |rest: &str| [&handle.to_string(), rest].concat().into();
    match answer {
        Answer::Unasked => RULE,
        Answer::Asking => Note::hint("Checking…"),
        Answer::Free => Note::Fine(about(" is free.")),
        Answer::Taken => Note::Wrong(about(" is taken.")),
        Answer::Unknown => Note::hint("It could not be checked whether this is free. The service checks it when you register."),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Refusal;

    #[test]
    fn only_not_found_means_free() {
        let refused = |status| Err(ApiError::Refused(Refusal::new(status, None)));
        assert_eq!(answer(&Ok(())), Answer::Taken);
        assert_eq!(answer(&refused(404)), Answer::Free);
        for outcome in [refused(500), refused(403), Err(ApiError::Offline), Err(ApiError::Undecodable { what: "agent" })] {
            assert_eq!(answer(&outcome), Answer::Unknown);
        }
    }

    #[test]
    fn a_mistake_is_told_only_after_a_pause() {
        assert!(matches!(note(Handle::parse("a"), false, &Answer::Unasked), Note::Hint(_)));
        assert!(matches!(note(Handle::parse("a"), true, &Answer::Unasked), Note::Wrong(_)));
        assert_eq!(note(Handle::parse("nova"), true, &Answer::Free), Note::Fine("@nova is free.".into()));
    }
}
