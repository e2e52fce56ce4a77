//! A conversation: its messages with the days between them, and the place to write.

use contract::agents::AgentSummary;
use contract::conversations::Message;
use contract::id::{ConversationId, MessageId};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::bubble::{Around, bubble};
use super::composer::MessageComposer;
use super::dialogs::{DeleteConversation, DeleteMessage};
use super::head::TalkHead;
use super::lines::{Line, day, lines};
use super::outgoing::outgoing_row;
use super::target::Target;
use super::{Mail, address_of};
use crate::api::Priority;
use crate::browser::{network, scroll};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::Approach;
use crate::parts::rows::{Row, rows};
use crate::parts::state::{EmptyState, ErrorState};
use crate::route::{Place, Route, Talk};
use crate::store::conversations::{ConversationCell, Mailbox, Partner, Thread};
use crate::store::listing::Phase;
use crate::store::unread::{Pace, Seen, look_again};
use crate::store::{Store, actor};

/// Seconds between two looks for new messages.
const PACE: Pace = Pace::between(6, 60);

/// `/messages/{conversation}`.
#[component]
pub fn ThreadView(
    /// The page.
    mail: Mail,
    /// Which conversation.
    id: ConversationId,
) -> impl IntoView {
    let talk = OpenTalk::open(mail, id.clone());
    let deleting = RwSignal::new(false);
    let around = Around { marked: RwSignal::new(None), doomed: RwSignal::new(None) };
    let thread = talk.thread();
    let phase = thread.list.phase.clone();
    let is_gone = Memo::new(move |_| matches!(phase.get(), Phase::Failed(error) if error.is_not_found()));
    let (list, conversations) = (thread.list.clone(), talk.mailbox().list);
    let is_read = move || list.is_settled() && conversations.is_settled();
    let is_unknown = Memo::new(move |_| talk.other.read().is_none() && is_read() && !is_gone.get());
    let shown = id.clone();
    let content = move || {
        if is_gone.get() {
            return gone_state(talk);
        }
        let id = shown.clone();
        view! {
            <Target mail=mail thread=talk.thread() marked=around.marked/>
            <div class="messages-scroll" data-scroll="" tabindex="0" role="region" aria-label="Message history">
                <div>{beginning(talk)}{messages(talk, around)}{receipt(talk)}</div>
            </div>
            <MessageComposer mail=mail partner=Partner::In(id)/>
        }
        .into_any()
    };
    talk.show_what_is_sent();
    view! {
        <TalkHead mail=mail other=talk.other is_unknown=is_unknown deleting=Some(deleting)/>
        {dynamic(content)}
        <DeleteConversation mail=mail id=id open=deleting/>
        <DeleteMessage thread=thread doomed=around.doomed/>
    }
}

/// The conversation that is open.
#[derive(Clone, Copy)]
struct OpenTalk {
    mail: Mail,
    parts: StoredValue<(ConversationId, Thread, Mailbox)>,
    cell: RwSignal<Option<ConversationCell>>,
    other: Memo<Option<AgentSummary>>,
    lines: Memo<Vec<Line>>,
    /// The newest message of the other that was marked as read from here.
    marked_read: StoredValue<Option<MessageId>>,
}

impl OpenTalk {
    fn open(mail: Mail, id: ConversationId) -> Self {
        let store = Store::here();
        let mailbox = mail.mailbox();
        let (thread, outbox) = (mailbox.thread(&id), mailbox.outbox(&Partner::In(id.clone())));
        let cell = RwSignal::new(mailbox.cell(&id));
        let (known, own) = (mailbox.clone(), mailbox.own().clone());
        let sent = thread.clone();
        let other = Memo::new(move |_| {
            let listed = cell.get().and_then(|cell| cell.with(|conversation| known.other(conversation)));
            listed.or_else(|| sent.oldest_first().into_iter().filter_map(|message| message.sender.agent).find(|agent| agent.handle != own))
        });
        let written = thread.clone();
        let lines = Memo::new(move |_| {
            let now = store.now.get();
            let outgoing = outbox.outgoing.with(|outgoing| outgoing.iter().map(|message| message.number).collect::<Vec<_>>());
            lines(written.oldest_first(), outgoing.into_iter(), |at| day(at, now))
        });
        mailbox.resolve(&Partner::In(id.clone()), mail.on_begun);
        let parts = StoredValue::new((id, thread, mailbox));
        let talk = Self { mail, parts, cell, other, lines, marked_read: StoredValue::new(None) };
        talk.find_cell();
        talk.follow();
        talk
    }

    fn thread(self) -> Thread {
        self.parts.with_value(|(_, thread, _)| thread.clone())
    }

    fn mailbox(self) -> Mailbox {
        self.parts.with_value(|(_, _, mailbox)| mailbox.clone())
    }

    fn id(self) -> ConversationId {
        self.parts.with_value(|(id, ..)| id.clone())
    }

    /// A conversation that the list has not brought is looked for further down.
    fn find_cell(self) {
        let (mailbox, id) = (self.mailbox(), self.id());
        let asked = StoredValue::new(false);
        Effect::new(move |_| {
            let list = &mailbox.list;
            list.leaves.track();
            let is_loading = list.phase.get() == Phase::Loading;
            if self.cell.read_untracked().is_some() {
                return;
            }
            if let Some(cell) = mailbox.cell(&id) {
                return self.cell.set(Some(cell));
            }
            if !is_loading && !asked.get_value() {
                asked.set_value(true);
                let (mailbox, id) = (mailbox.clone(), id.clone());
                spawn_local(async move {
                    // Without it, who is at the other end is told by the messages.
                    let _ = mailbox.find(|conversation| conversation.id == id).await;
                    if let Some(cell) = mailbox.cell(&id) {
                        self.cell.try_set(Some(cell));
                    }
                });
            }
        });
    }

    /// Looks for new messages, and marks what is seen as read.
    fn follow(self) {
        let thread = self.thread();
        look_again(
            PACE,
            || false,
            move || {
                let thread = thread.clone();
                async move {
                    match thread.list.phase.get_untracked() {
                        // What is being read anyway need not be read twice.
                        Phase::Loading => return Seen::News,
                        Phase::Failed(error) if error.is_not_found() => return Seen::Failed,
                        _ => {}
                    }
                    let seen = thread.refresh(Priority::Background).await.unwrap_or(Seen::Failed);
                    self.mark_read();
                    seen
                }
            },
        );
        Effect::new(move |_| {
            self.lines.track();
            self.cell.track();
            untrack(|| self.mark_read());
        });
    }

    /// Marks the conversation as read, if something in it is not, and somebody looks at it.
    fn mark_read(self) {
        let Some((id, thread, mailbox)) = self.parts.try_get_value() else { return };
        if !network::is_visible() || network::is_offline() || thread.list.phase.get_untracked() == Phase::Loading {
            return;
        }
        let other = self.other.get_untracked();
        let is_other = |message: &Message| mailbox.is_own(&message.sender, other.as_ref()) != Some(true);
        let newest = untrack(|| thread.oldest_first()).into_iter().rev().find(is_other);
        let count = self.cell.get_untracked().and_then(|cell| cell.with_untracked(|conversation| conversation.unread_count));
        let is_counted = count.is_some_and(|count| count > 0);
        let is_new = newest.as_ref().is_some_and(|newest| newest.read != Some(true));
        let newest = newest.map(|newest| newest.id);
        if !(is_counted || is_new) || self.marked_read.with_value(|marked| newest.is_some() && *marked == newest) {
            return;
        }
        self.marked_read.set_value(newest);
        spawn_local(async move { mailbox.mark_read(&id).await });
    }

    /// What one writes oneself is shown: the browser keeps the place at the end by itself only when it was there.
    fn show_what_is_sent(self) {
        let outbox = self.mailbox().outbox(&Partner::In(self.id()));
        Effect::new(move |before: Option<usize>| {
            let count = outbox.outgoing.with(Vec::len);
            if before.is_some_and(|before| count > before) {
                request_animation_frame(show_last);
            }
            count
        });
    }
}

/// Scrolls to the last message.
fn show_last() {
    if let Ok(Some(last)) = document().query_selector(".message-list > :last-child") {
        scroll::just_into_view(&last);
    }
}

/// What stands above the oldest message that is loaded.
fn beginning(talk: OpenTalk) -> AnyView {
    let list = talk.thread().list;
    let (phase, filled) = (list.phase.clone(), list.clone());
    let is_empty = Memo::new(move |_| filled.is_empty());
    let state = Memo::new(move |_| (phase.get(), is_empty.get()));
    let (more, again) = (list.clone(), list.clone());
    let (load_more, retry) = (Callback::new(move |()| more.load_more()), Callback::new(move |()| again.retry()));
    let unreadable = list.unreadable;
    dynamic(move || match state.get() {
        (Phase::Loading, true) => view! { <Skeletons/> }.into_any(),
        (Phase::Loading, false) => {
            view! { <p class="list-end" role="status"><Icon name="loader-circle"/>" Loading older messages"</p> }.into_any()
        }
        (Phase::Ready, _) => view! { <Approach on_near=load_more/> }.into_any(),
        (Phase::End, true) => view! { <p class="message-begin">"There are no messages here."</p> }.into_any(),
        (Phase::End, false) => view! { <p class="message-begin">{begin_words(unreadable.get())}</p> }.into_any(),
        (Phase::Failed(error), _) => view! { <ErrorState title="The messages could not be loaded" error=error on_retry=retry/> }.into_any(),
    })
}

fn begin_words(unreadable: usize) -> String {
    match unreadable {
        0 => "The conversation begins here.".to_owned(),
        1 => "The conversation begins here. One message could not be read.".to_owned(),
        count => ["The conversation begins here. ", &count.to_string(), " messages could not be read."].concat(),
    }
}

fn messages(talk: OpenTalk, around: Around) -> AnyView {
    let phase = talk.thread().list.phase;
    let busy = follow(move || (phase.get() == Phase::Loading).to_string());
    let mailbox = talk.mailbox();
    let row = move |line: Line, other: Option<&AgentSummary>| match line {
        Line::Day(ref day) => {
            let day = day.clone();
            Row::new(line.key(), move || view! { <li class="message-day"><span>{day.clone()}</span></li> }.into_any())
        }
        Line::Message(message) => message_row(talk, &mailbox, *message, other, around),
        Line::Outgoing(number) => {
            let draw = move || outgoing_row(&talk.mailbox(), &Partner::In(talk.id()), number, talk.mail.on_begun);
            Row::new(line.key(), draw)
        }
    };
    let list = move || {
        let other = talk.other.get();
        talk.lines.get().into_iter().map(|line| row(line, other.as_ref())).collect()
    };
    view! { <ol class="message-list" aria-label="Messages" aria-busy=busy>{rows(list)}</ol> }.into_any()
}

/// A message; drawn anew when it turns out who wrote it.
fn message_row(talk: OpenTalk, mailbox: &Mailbox, message: Message, other: Option<&AgentSummary>, around: Around) -> Row {
    let is_own = mailbox.is_own(&message.sender, other) == Some(true);
    let by = if is_own { "You" } else { other.map_or("The other agent", |other| other.display_name()) }.to_owned();
    let key = [message.id.as_str(), if is_own { "/own" } else { "/" }, &by].concat();
    let link = address_of(talk.id(), Some(message.id.clone()));
    Row::new(key, move || bubble(message.clone(), is_own, &by, link.clone(), around))
}

/// Whether the last message was read, if it is an own one and the service tells.
fn receipt(talk: OpenTalk) -> AnyView {
    let (thread, mailbox) = (talk.thread(), talk.mailbox());
    let read = Memo::new(move |_| {
        let lines = talk.lines.read();
        let Some(Line::Message(last)) = lines.last() else { return None };
        let other = talk.other.get();
        (mailbox.is_own(&last.sender, other.as_ref()) == Some(true)).then(|| thread.is_read(last.created_at)).flatten()
    });
    dynamic(move || read.get().map(|read| view! { <p class="message-receipt">{if read { "Read" } else { "Sent" }}</p> }))
}

fn gone_state(talk: OpenTalk) -> AnyView {
    let (id, mailbox, other) = (talk.id(), talk.mailbox(), talk.other.get_untracked());
    mailbox.forget(&id);
    let all = href(&Route::In(actor(), Place::Messages(Talk::None)));
    let write = other.map(|other| {
        let (name, address) = (other.handle.to_string(), href(&Route::In(actor(), Place::Messages(Talk::With(other.handle.clone())))));
        // What is still on its way fails in a moment.
        let outgoing = mailbox.outbox(&Partner::In(id.clone())).outgoing;
        Effect::new(move |_| {
            outgoing.track();
            untrack(|| mailbox.give_back(&id, &other.handle));
        });
        view! { <a class="button" data-kind="primary" href=address>"Write to "{name}</a> }
    });
    view! {
        <EmptyState icon="mail" title="This conversation is gone" text="One of the two deleted it, or the link is wrong, or it belongs to other agents.">
            {write}
            <a class="button" href=all>"All conversations"</a>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Skeletons() -> impl IntoView {
    let bones = |own: bool| {
        view! {
            <div class="message skeleton" aria-hidden="true" data-own=own.then_some("true")>
                <div class="message-body"><div class="bone" data-width="short"></div><div class="bone"></div></div>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading messages"</p>
        {[false, true, false, false].map(bones).into_iter().collect_view()}
    }
}
