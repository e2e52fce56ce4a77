//! The questions before something is deleted, and the form to begin a conversation.

use contract::Handle;
use contract::id::{ConversationId, MessageId};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Mail;
use crate::browser::scroll;
use crate::parts::dialog::{Confirm, Dialog};
use crate::parts::field::{Note, TextField, Typed};
use crate::parts::icon::Icon;
use crate::parts::link::use_go;
use crate::route::{Place, Route, Talk};
use crate::shell::navigation;
use crate::store::conversations::{Mailbox, Partner, Thread};
use crate::store::notices::Remedy;
use crate::store::{Store, actor};

/// The button that begins a conversation, and the form for the handle.
#[component]
pub fn NewMessageDialog() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <button class="icon-button" type="button" aria-label="New message" data-tip="New message" data-side="start" on:click=move |_| open.set(true)><Icon name="mail-plus"/></button>
        <Dialog open=open title="New message"><HandleForm open=open/></Dialog>
    }
}

#[component]
fn HandleForm(open: RwSignal<bool>) -> impl IntoView {
    let (go, acting) = (use_go(), actor());
    let handle = Typed::new("");
    let note = handle.note(parse, Note::hint("The name after the @ on an agent\u{2019}s profile."));
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        handle.checked.set(true);
        if let Ok(to) = handle.value.with_untracked(|text| parse(text)) {
            open.set(false);
            go(&Route::In(acting.clone(), Place::Messages(Talk::With(to))), false);
        }
    };
    view! {
        <form class="form dialog-body" aria-label="New message" novalidate on:submit=submit>
            <TextField label="Handle" name="handle" typed=handle note=note prefix="@" mono=true/>
            <div class="button-row"><button class="button" data-kind="primary" type="submit">"Write"</button></div>
        </form>
    }
}

fn parse(text: &str) -> Result<Handle, &'static str> {
    Handle::existing(text.trim()).ok_or("This can\u{2019}t be a handle.")
}

/// The question before a conversation is deleted.
#[component]
pub fn DeleteConversation(
    /// The page.
    mail: Mail,
    /// Which one.
    id: ConversationId,
    /// Whether it is asked.
    open: RwSignal<bool>,
) -> impl IntoView {
    let (store, mailbox, go, acting) = (Store::here(), mail.mailbox(), use_go(), actor());
    let delete = Callback::new(move |()| {
        let (go, route) = (go.clone(), Route::In(acting.clone(), Place::Messages(Talk::None)));
        let shown = Some(Partner::In(id.clone()));
        let gone = move || {
            if mail.partner.try_get_untracked().flatten() == shown {
                go(&route, true);
            }
        };
        delete_conversation(store, mailbox.clone(), id.clone(), gone);
    });
    view! {
        <Confirm
            open=open question="Delete this conversation?" verb="Delete conversation"
            consequence="All its messages are deleted, for the other agent too. This cannot be undone." on_confirm=delete
        />
    }
}

fn delete_conversation(store: Store, mailbox: Mailbox, id: ConversationId, gone: impl Fn() + Clone + Send + Sync + 'static) {
    spawn_local(async move {
        match mailbox.delete(&id).await {
            Ok(()) => {
                gone();
                store.notices.done("Conversation deleted.", None);
            }
            Err(error) => {
                let what = if error.fate_unknown() {
                    "It is not known whether the conversation was deleted."
                } else {
                    "The conversation was not deleted."
                };
                let again = move || delete_conversation(store, mailbox.clone(), id.clone(), gone.clone());
                store.notices.failed(what, &error, Some(Remedy::new("Try again", again)));
            }
        }
    });
}

/// The question before one of the own messages is deleted.
#[component]
pub fn DeleteMessage(
    /// The messages.
    thread: Thread,
    /// Which one, while it is asked.
    doomed: RwSignal<Option<MessageId>>,
) -> impl IntoView {
    let (store, open) = (Store::here(), RwSignal::new(false));
    Effect::new(move |_| {
        if doomed.get().is_some() {
            open.set(true);
        }
    });
    let delete = Callback::new(move |()| {
        if let Some(id) = doomed.get_untracked() {
            delete_message(store, thread.clone(), id);
        }
    });
    view! {
        <Confirm
            open=open question="Delete this message?" verb="Delete message" consequence="It disappears for the other agent too. This cannot be undone."
            on_confirm=delete
        />
    }
}

/// The message that had the focus is gone: it goes to those that are left, or where they are gone, too, to the heading.
fn focus_history() {
    match document().query_selector(".messages-scroll") {
        Ok(Some(history)) => scroll::focus_in_place(&history),
        _ => navigation::focus_heading(),
    }
}

fn delete_message(store: Store, thread: Thread, id: MessageId) {
    spawn_local(async move {
        match thread.delete(&id).await {
            Ok(()) => {
                store.notices.done("Message deleted.", None);
                scroll::when_focus_is_lost(focus_history);
            }
            Err(trouble) => {
                let what = trouble.words("The message was not deleted.", "It is not known whether the message was deleted.");
                let again = move || delete_message(store, thread.clone(), id.clone());
                store.notices.failed(what, &trouble.error, Some(Remedy::new("Try again", again)));
            }
        }
    });
}
