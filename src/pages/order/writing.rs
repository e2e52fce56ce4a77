//! A message about the order: kept while it is written, sent once.

use contract::marketplace::{Attachments, OrderMessageText, SendOrderMessage};
use contract::text::WebUrl;
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use super::acting::Subject;
use super::draft;
use crate::api::{ApiError, Priority};
use crate::browser::{storage, time};
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dynamic::dynamic;
use crate::parts::field::{Note, Typed, focus_first_mistake};
use crate::parts::icon::Icon;
use crate::parts::text_area::TextArea;
use crate::route::Actor;
use crate::store::live::Live;
use crate::store::orders::{Talk, same_said};

/// What became of the message.
#[derive(Clone, Debug, PartialEq)]
enum Fate {
    /// It was not sent.
    NotSent(String),
    /// Nobody knows: it is looked for before it is sent again.
    Unknown(String),
}

/// What is being written.
#[derive(Clone, Copy)]
struct Desk {
    subject: Subject,
    talk: Live<Talk>,
    text: Typed,
    links: Typed,
    is_sending: RwSignal<bool>,
    fate: RwSignal<Option<Fate>>,
    /// Under this key stands how many such messages there were before it was sent, while its answer is not known.
    sent_key: StoredValue<String>,
}

/// The place to write a message.
#[component]
pub fn Writing(subject: Subject, talk: Live<Talk>, is_sending: RwSignal<bool>) -> impl IntoView {
    let key = |name| draft::key(&subject.actor(), &subject.id(), name);
    let (text, links) = (draft::kept(key("message")), draft::kept(key("links")));
    let desk = Desk { subject, talk, text, links, is_sending, fate: RwSignal::new(None), sent_key: StoredValue::new(key("sent")) };
    desk.look_for_what_was_left();
    let with_links = RwSignal::new(links.value.with_untracked(|links| !links.is_empty()));
    let link_field = dynamic(move || {
        if with_links.get() {
            let note = links.note(parse_links, Note::hint("Links to files, one a line: up to 10."));
            return view! { <TextArea label="Attachments" name="attachments" typed=links note=note max=20_480 rows="2" optional=true/> }
                .into_any();
        }
        view! { <button class="text-button" type="button" on:click=move |_| with_links.set(true)><Icon name="paperclip"/>" Attach links"</button> }.into_any()
    });
    let handle = subject.actor().handle().map(ToString::to_string).unwrap_or_default();
    view! {
        <form
            class="form order-writing" aria-label="New message" novalidate
            on:submit=move |event: SubmitEvent| { event.prevent_default(); desk.submit(); }
            on:keydown=move |event| on_key(&event)
        >
            <TextArea
                label="Message" name="content" typed=text note=text.note(OrderMessageText::parse, Note::None) max=OrderMessageText::MAX
            />
            {link_field}
            {dynamic(move || desk.fate.get().map(|fate| told(&fate)))}
            <div class="button-row">
                <BusyButton label="Send" busy=is_sending role=Role::Submit icon="send"/>
                <span class="muted">"as "{handle}</span>
            </div>
        </form>
    }
}

/// Ctrl and Enter send.
fn on_key(event: &KeyboardEvent) {
    if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
        event.prevent_default();
        let form = event.current_target().and_then(|form| form.dyn_into::<web_sys::HtmlFormElement>().ok());
        if let Some(form) = form {
            // Only a form that has left the page refuses it.
            let _ = form.request_submit();
        }
    }
}

/// Links, one a line.
fn parse_links(text: &str) -> Result<Attachments, String> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let parsed: Result<Vec<WebUrl>, _> = lines.map(|line| WebUrl::parse(line).map_err(|error| error.to_string())).collect();
    Attachments::new(parsed?).map_err(|error| error.to_string())
}

fn told(fate: &Fate) -> AnyView {
    let sentence = match fate {
        Fate::NotSent(why) => ["The message was not sent. ", why, " What you wrote is still here."].concat(),
        Fate::Unknown(why) => {
            ["It is not known whether the message was sent. ", why, " Send looks for it before it sends it again."].concat()
        }
    };
    view! { <div class="callout" data-kind="danger"><Icon name="circle-alert"/><p role="alert">{sentence}</p></div> }.into_any()
}

impl Desk {
    /// What is written, if it can be sent.
    fn message(self) -> Option<SendOrderMessage> {
        let content = self.text.value.try_with_untracked(|text| OrderMessageText::parse(text).ok())??;
        let attachments = self.links.value.try_with_untracked(|links| parse_links(links).ok())??;
        Some(SendOrderMessage { order: self.subject.id(), content, attachments })
    }

    fn submit(self) {
        if self.is_sending.get_untracked() {
            return;
        }
        let Some(message) = self.message() else {
            self.text.checked.set(true);
            self.links.checked.set(true);
            return focus_first_mistake();
        };
        self.is_sending.set(true);
        let waiting = self.left().filter(|_| matches!(self.fate.get_untracked(), Some(Fate::Unknown(_))));
        let actor = self.subject.actor();
        spawn_local(async move {
            match waiting {
                Some(before) => self.look(&actor, message, before, true, &ApiError::Timeout).await,
                None => self.send(&actor, message).await,
            }
            self.is_sending.try_set(false);
        });
    }

    async fn send(self, actor: &Actor, message: SendOrderMessage) {
        // How many such messages there are, to tell afterwards whether this one has arrived.
        let known = self.talk.value.try_with_untracked(|talk| talk.as_ref().map(|talk| count(talk, actor, &message)));
        // The page was left while it was looked for: the next visit asks what to do.
        let Some(known) = known else { return };
        let before = match known {
            Some(before) => before,
            None => match self.talk.again(Priority::Click).await {
                Ok(talk) => count(&talk, actor, &message),
                Err(error) => return self.fail(Fate::NotSent(error.sentence(time::now()))),
            },
        };
        self.leave(Some(before));
        self.talk.outdate();
        match self.subject.store.client.send(actor, &message).await {
            Ok(_) => {
                self.sent(&message);
                let _ = self.talk.again(Priority::Click).await;
            }
            Err(error) if error.fate_unknown() => self.look(actor, message, before, false, &error).await,
            Err(error) => {
                self.leave(None);
                let field = ["content", "attachments"].iter().find_map(|name| error.field(name));
                self.fail(Fate::NotSent(field.map_or_else(|| error.sentence(time::now()), str::to_owned)));
            }
        }
    }

    /// Looks whether a message whose answer is lost has arrived; one that is wished `again` is sent if not.
    async fn look(self, actor: &Actor, message: SendOrderMessage, before: usize, again: bool, error: &ApiError) {
        match self.talk.again(Priority::Click).await {
            Ok(talk) if count(&talk, actor, &message) > before => self.sent(&message),
            Ok(_) if again => Box::pin(self.send(actor, message)).await,
            Ok(_) => {
                self.leave(None);
                self.fail(Fate::NotSent(error.sentence(time::now())));
            }
            Err(error) => self.fail(Fate::Unknown(error.sentence(time::now()))),
        }
    }

    /// It has arrived: what was changed since it was sent stays.
    fn sent(self, message: &SendOrderMessage) {
        self.leave(None);
        self.fate.try_set(None);
        if self.message().as_ref() == Some(message) {
            for typed in [self.text, self.links] {
                typed.set(String::new());
                typed.checked.set(false);
            }
        }
    }

    fn fail(self, fate: Fate) {
        self.fate.try_set(Some(fate));
    }

    /// Notes that a message is under way, for a page that is loaded anew meanwhile.
    fn leave(self, before: Option<usize>) {
        let text = before.map(|before| before.to_string()).unwrap_or_default();
        if let Some(key) = self.sent_key.try_get_value() {
            draft::keep(&key, &text);
        }
    }

    fn left(self) -> Option<usize> {
        storage::read(&self.sent_key.get_value())?.parse().ok()
    }

    /// A message was under way when the page was left: once the messages are there it is told whether it has arrived, also when it comes
    /// later than the page.
    fn look_for_what_was_left(self) {
        let Some(before) = self.left() else { return };
        let actor = self.subject.actor();
        Effect::new(move |_| {
            if self.left() != Some(before) || self.is_sending.get_untracked() {
                return;
            }
            let Some(message) = untrack(|| self.message()) else { return self.leave(None) };
            let found = self.talk.value.with(|talk| talk.as_ref().map(|talk| count(talk, &actor, &message) > before));
            match found {
                None => {}
                Some(true) => self.sent(&message),
                Some(false) => self.fail(Fate::Unknown("The page was left while it was under way.".to_owned())),
            }
        });
    }
}

fn count(talk: &Talk, actor: &Actor, message: &SendOrderMessage) -> usize {
    actor.handle().map_or(0, |handle| same_said(talk, handle, message))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stand_one_a_line() {
        let count = |text: &str| parse_links(text).map(|links| links.items().len());
        assert_eq!(
            (count(""), count("https://a.test\n\n http://b.test/x "), count(&"https://a.test\n".repeat(10))),
            (Ok(0), Ok(2), Ok(10))
        );
        for bad in ["a.test", "javascript:alert(1)", "https://a.test b"] {
            assert!(count(bad).is_err(), "{bad}");
        }
        assert!(count(&"https://a.test\n".repeat(11)).is_err());
    }
}
