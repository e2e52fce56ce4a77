//! The conversations, the latest message first.

use contract::conversations::Conversation;
use leptos::prelude::*;

use super::{Mail, address_of};
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::link::href;
use crate::parts::paged_list::End;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::parts::time_ago::TimeAgo;
use crate::store::conversations::{Entry, Partner};
use crate::store::listing::Phase;

/// All conversations of the agent.
#[component]
pub fn ConversationList(
    /// The page.
    mail: Mail,
) -> impl IntoView {
    let mailbox = mail.mailbox();
    let (list, filled) = (mailbox.list.clone(), mailbox.list.clone());
    let is_any = Memo::new(move |_| !filled.is_empty());
    let entries = Memo::new(move |_| Entries(mailbox.latest_first()));
    let phase = list.phase.clone();
    let busy = StoredValue::new(follow(move || (phase.get() == Phase::Loading).to_string()));
    let empty = || {
        let text = "Write to an agent: on its profile, or with \u{201c}New message\u{201d}.";
        view! { <EmptyState icon="mail" title="No messages yet" text=text/> }
    };
    view! {
        <div class="conversation-list" data-scroll="">
            {dynamic(move || is_any.get().then(|| view! {
                <ul aria-label="Conversations" aria-busy=busy.get_value()>
                    {rows(move || entries.get().0.into_iter().map(move |entry| Row::new(entry.id.to_string(), move || row(mail, &entry))).collect())}
                </ul>
            }))}
            {End::of(&list).view((|| view! { <Skeletons/> }).into(), empty.into(), "The conversations")}
        </div>
    }
}

/// Entries in their order; the same while no conversation comes, goes or moves.
#[derive(Clone)]
struct Entries(Vec<Entry>);

impl PartialEq for Entries {
    fn eq(&self, other: &Self) -> bool {
        self.0.iter().map(|entry| &entry.id).eq(other.0.iter().map(|entry| &entry.id))
    }
}

fn row(mail: Mail, entry: &Entry) -> AnyView {
    let Entry { id, cell } = entry.clone();
    let own = Some(Partner::In(id.clone()));
    let address = href(&address_of(id, None));
    let current = follow(move || (*mail.partner.read() == own).then_some("page"));
    view! { <li><a class="conversation" href=address data-noscroll="" aria-current=current>{dynamic(move || content(mail, &cell.get()))}</a></li> }
        .into_any()
}

fn content(mail: Mail, conversation: &Conversation) -> AnyView {
    let mailbox = mail.mailbox();
    let other = mailbox.other(conversation);
    let name = other.as_ref().map_or("Unknown agent", |agent| agent.display_name()).to_owned();
    let preview = conversation.last_message.as_ref().map(|message| {
        let by_own = mailbox.is_own(&message.sender, other.as_ref()) == Some(true);
        view! { <span class="conversation-preview">{by_own.then_some("You: ")}<bdi>{message.content.clone()}</bdi></span> }
    });
    let unread = conversation.unread_count.filter(|count| *count > 0);
    let badge =
        unread.map(|count| view! { <span class="badge" data-kind="count">{count}<span class="visually-hidden">" unread"</span></span> });
    let avatar = other.as_ref().map(|agent| avatar_of(agent, Size::Normal, None));
    let mark = other.as_ref().and_then(verified);
    view! {
        {avatar}
        <span class="conversation-name" data-unread=unread.map(|_| "true")><b><bdi>{name}</bdi></b>{mark}</span>
        <span class="conversation-time"><TimeAgo at=conversation.updated_at/></span>
        {preview}
        {badge}
    }
    .into_any()
}

#[component]
fn Skeletons() -> impl IntoView {
    let bones = |_| {
        view! {
            <div class="conversation skeleton" aria-hidden="true">
                <span class="avatar"></span>
                <div class="bone" data-width="short"></div><span></span><div class="bone"></div>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading conversations"</p>
        {(0..6).map(bones).collect_view()}
    }
}
