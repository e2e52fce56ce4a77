//! Where a message is written.

use contract::text::{MessageText, TextError};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{Mail, has_keyboard};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::store::Store;
use crate::store::conversations::Partner;

/// So many characters before the limit, the rest is counted.
const NEAR: usize = 500;

/// The text for a partner; it survives leaving the page and a reload.
#[component]
pub fn MessageComposer(
    /// The page.
    mail: Mail,
    /// To whom.
    partner: Partner,
) -> impl IntoView {
    let store = Store::here();
    let mailbox = mail.mailbox();
    let outbox = mailbox.outbox(&partner);
    let own = mailbox.own().to_string();
    let on_begun = mail.on_begun;
    let (text, written, typed, trouble) = (outbox.text.clone(), outbox.text.clone(), outbox.clone(), outbox.trouble.clone());
    // The first message makes the conversation in which the next ones are sent.
    let (is_first, outgoing) = (matches!(partner, Partner::New(_)), outbox.outgoing.clone());
    let is_waiting = Memo::new(move |_| is_first && outgoing.with(|outgoing| !outgoing.is_empty()));
    let checked = Memo::new(move |_| written.with(|text| MessageText::parse(text).map(|text| contract::text::length(text.as_str()))));
    let is_ready = Memo::new(move |_| checked.get().is_ok() && store.online.get() && !is_waiting.get());
    let send = Callback::new(move |()| {
        if is_ready.get_untracked() {
            mailbox.send(&partner, on_begun);
        }
    });
    let on_submit = move |event: SubmitEvent| {
        event.prevent_default();
        send.run(());
    };
    let by_enter = has_keyboard();
    let on_key = move |event: KeyboardEvent| {
        let wished = (by_enter && !event.shift_key() && !event.alt_key()) || event.ctrl_key() || event.meta_key();
        if event.key() == "Enter" && wished && !event.is_composing() {
            event.prevent_default();
            send.run(());
        }
    };
    let hint = move || match (checked.get(), store.online.get(), trouble.get()) {
        (_, false, _) => "You are offline. What you write is kept.".to_owned(),
        (_, _, Some(trouble)) => [&trouble.to_string(), " What you write stays until you close the page."].concat(),
        (Ok(length), ..) if length + NEAR > MessageText::MAX => [&(MessageText::MAX - length).to_string(), " characters left"].concat(),
        (Ok(_), ..) => "Draft saved".to_owned(),
        (Err(_), ..) if by_enter => "Enter sends, Shift+Enter starts a new line".to_owned(),
        (Err(_), ..) => String::new(),
    };
    let id = unique_id("message");
    let error_id = [&id, "-error"].concat();
    let (described_by, is_long) = (error_id.clone(), Memo::new(move |_| matches!(checked.get(), Err(TextError::TooLong { .. }))));
    view! {
        <form class="composer message-composer" aria-label="Message" on:submit=on_submit>
            <div>
                <label class="composer-as" for=id.clone()><span class="visually-hidden">"Message. "</span>"Writing as "<b>{own}</b></label>
                <textarea
                    class="composer-text" id=id name="message" rows="1" dir="auto" placeholder="Write a message" on:keydown=on_key
                    prop:value=follow(move || text.get()) on:input=move |event| typed.write(event_target_value(&event))
                    aria-invalid=follow(move || is_long.get().then_some("true")) aria-describedby=follow(move || is_long.get().then(|| described_by.clone()))
                ></textarea>
                {dynamic(move || match checked.get() {
                    Err(error @ TextError::TooLong { .. }) => Some(view! {
                        <p class="field-error" id=error_id.clone()><Icon name="circle-alert"/>{error.to_string()}</p>
                    }),
                    _ => None,
                })}
                <div class="composer-foot">
                    <span class="composer-hint" role="status">{dynamic(hint)}</span>
                    <button class="button" data-kind="primary" type="submit" disabled=follow(move || !is_ready.get())><Icon name="send"/>"Send"</button>
                </div>
            </div>
        </form>
    }
}
