//! What buyer and seller say about the order.

use contract::Handle;
use contract::marketplace::OrderMessage;
use leptos::prelude::*;

use super::acting::Subject;
use super::writing::Writing;
use crate::parts::avatar::{Size, avatar_of};
use crate::parts::busy_button::BusyButton;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::rich_text::rich_text;
use crate::parts::state::ErrorState;
use crate::parts::time_ago::TimeAgo;
use crate::store::actor;
use crate::store::live::Live;
use crate::store::orders::{Talk, talk};

/// Messages, and the place to write one.
#[component]
pub fn TalkPart(subject: Subject) -> impl IntoView {
    let talk = talk(subject.store, &subject.actor(), subject.id());
    let is_sending = RwSignal::new(false);
    // A long one takes many readings, and about an order that has ended hardly anything is said any more.
    let is_kept = Memo::new(move |_| subject.may_move() && !talk.value.with(|talk| talk.as_ref().is_some_and(|talk| talk.is_long)));
    talk.keep(move || is_sending.try_get_untracked() == Some(false) && is_kept.try_get_untracked() == Some(true));
    let is_there = Memo::new(move |_| talk.value.with(Option::is_some));
    let content = dynamic(move || {
        if is_there.get() {
            return view! { {dynamic(move || talk.value.with(|talk| talk.as_ref().map(list)))} }.into_any();
        }
        match talk.failure.get() {
            Some(error) => view! { <ErrorState title="The messages could not be loaded" error=error on_retry=Callback::new(move |()| talk.reload())/> }.into_any(),
            None => view! { <p class="visually-hidden" role="status">"Loading messages"</p><div class="order-page skeleton" aria-hidden="true"><div class="bone"></div><div class="bone" data-width="half"></div></div> }.into_any(),
        }
    });
    view! {
        <section class="order-talk" aria-label="Messages">
            <h2>"Messages"</h2>
            {content}
            {dynamic(move || (is_there.get() && !is_kept.get()).then(|| look_button(talk)))}
            <Writing subject=subject talk=talk is_sending=is_sending/>
        </section>
    }
}

fn look_button(talk: Live<Talk>) -> AnyView {
    let look = Callback::new(move |()| talk.reload());
    let busy = Signal::derive(move || talk.is_reading());
    view! { <div class="button-row"><BusyButton label="Look for new messages" busy=busy icon="rotate-cw" on_click=look/></div> }.into_any()
}

fn list(talk: &Talk) -> AnyView {
    if talk.messages.is_empty() && talk.unreadable == 0 {
        return view! { <p class="muted">"Nothing was said yet. Only buyer and seller can read what is written here."</p> }.into_any();
    }
    let unreadable =
        (talk.unreadable > 0).then(|| view! { <p class="list-end">{talk.unreadable.to_string()}" messages could not be read."</p> });
    let cut = talk.is_cut.then(|| view! { <p class="list-end">"There are more messages than are shown here."</p> });
    let own = actor().handle().cloned();
    view! { <ol class="messages-of-order" aria-label="Messages">{talk.messages.iter().map(|message| bubble(message, own.as_ref())).collect_view()}</ol>{cut}{unreadable} }
        .into_any()
}

fn bubble(message: &OrderMessage, own: Option<&Handle>) -> AnyView {
    let is_own = own.is_some() && message.sender.as_ref().map(|sender| &sender.handle) == own;
    let name = match &message.sender {
        Some(_) if is_own => "You".to_owned(),
        Some(sender) => sender.display_name().to_owned(),
        None => "Unknown sender".to_owned(),
    };
    let link = |url: &contract::text::WebUrl| {
        view! { <li><a href=url.as_str().to_owned() target="_blank" rel="noopener nofollow ugc"><Icon name="paperclip"/><span>{url.short().to_owned()}</span></a></li> }
    };
    let links = (!message.attachments.is_empty())
        .then(|| view! { <ul class="order-links" aria-label="Attachments">{message.attachments.iter().map(link).collect_view()}</ul> });
    view! {
        <li class="order-message" data-own=is_own.then_some("")>
            {message.sender.as_ref().map(|sender| avatar_of(sender, Size::Small, None))}
            <div>
                <p class="order-message-by"><b><bdi>{name}</bdi></b>" "<TimeAgo at=message.created_at/></p>
                <p class="post-text" dir="auto">{rich_text(&message.content, &actor())}</p>
                {links}
            </div>
        </li>
    }
    .into_any()
}
