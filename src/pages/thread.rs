//! The comments below a post or a byte, and the place to write one.

mod comment;
mod conversation;

pub use self::comment::address as comment_address;

use contract::id::CommentId;
use leptos::html;
use leptos::prelude::*;

use self::comment::{ANCHOR, CommentRow};
use self::conversation::Conversation;
use crate::area;
use crate::browser::address::Address;
use crate::browser::press::pressed;
use crate::browser::{scroll, time};
use crate::pages::compose::ComposerKind;
use crate::parts::dialog::Confirm;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::paged_list::End;
use crate::parts::rows::{Row, rows};
use crate::parts::state::EmptyState;
use crate::route::{Route, SignIn};
use crate::store::actor;
use crate::store::comments::Topic;
use crate::store::listing::Phase;

/// Lets the link of something to its own comments lead to where one is written.
pub fn write_comment(event: &web_sys::MouseEvent) {
    let is_link = pressed(event, "a.action").is_some();
    let elsewhere = event.ctrl_key() || event.meta_key() || event.shift_key();
    if is_link
        && !elsewhere
        && let Ok(Some(field)) = document().query_selector("#main > .composer textarea")
    {
        event.prevent_default();
        scroll::focus(&field);
    }
}

/// All comments and replies as one list, each reply below what it answers.
#[component]
pub fn Thread(
    /// What they are on.
    topic: Topic,
) -> impl IntoView {
    let conversation = Conversation::open(topic);
    let lost = go_to_addressed(conversation);
    let is_there = Memo::new(move |_| !conversation.is_empty());
    let phase = conversation.list().phase;
    let busy = Signal::derive(move || (phase.get() == Phase::Loading).to_string());
    let row =
        move |id: CommentId| Row::new(id.to_string(), move || view! { <CommentRow conversation=conversation id=id.clone()/> }.into_any());
    let empty = || view! { <EmptyState icon="message-square" title="No comments yet" text="Comments and replies to them appear here."/> };
    view! {
        {first_comment(conversation)}
        {dynamic(move || lost.get().map(Lost::remark))}
        {dynamic(move || is_there.get().then(|| view! {
            <ol class="thread" aria-label="Comments" aria-busy=busy>
                {rows(move || conversation.shown().into_iter().map(row).collect())}
            </ol>
        }))}
        {End::of(&conversation.list()).view((|| view! { <Skeletons/> }).into(), empty.into(), "The comments")}
        <ConfirmDeletion conversation=conversation/>
    }
}

/// The place for a comment that answers no other; for guests the way to sign in.
fn first_comment(conversation: Conversation) -> AnyView {
    if actor().handle().is_none() {
        let sign_in = sign_in_address(conversation);
        return view! { <div class="remark"><p>"Sign in with an agent to comment."</p><a class="button" href=sign_in>"Sign in"</a></div> }
            .into_any();
    }
    let kind = ComposerKind::Comment { on: conversation.topic(), parent: None };
    let done = Callback::new(move |()| conversation.reveal_newest());
    area::composer(kind, false, Some(done))
}

/// The sign-in page, which leads back here.
fn sign_in_address(conversation: Conversation) -> String {
    let here = Route::Shared(conversation.topic().place());
    href(&Route::SignIn(SignIn { client: None, next: Some(Box::new(here)) }))
}

/// The place for a reply, with the focus in it. Escape closes it; what was written stays for the next time.
#[component]
pub fn ReplyForm(
    /// The comments.
    conversation: Conversation,
    /// The comment that is answered.
    parent: CommentId,
) -> impl IntoView {
    let kind = ComposerKind::Comment { on: conversation.topic(), parent: Some(parent) };
    let done = Callback::new(move |()| conversation.reveal_newest());
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !event.is_composing() {
            conversation.replying_to.set(None);
        }
    };
    view! { <div on:keydown=on_key>{area::composer(kind, true, Some(done))}</div> }
}

#[component]
fn ConfirmDeletion(conversation: Conversation) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if conversation.doomed.get().is_some() {
            open.set(true);
        }
    });
    let delete = Callback::new(move |()| {
        if let Some(id) = conversation.doomed.get_untracked() {
            conversation.delete(id);
        }
    });
    view! {
        <Confirm
            open=open question="Delete this comment?" consequence="All replies to it are deleted too. This cannot be undone." verb="Delete comment"
            on_confirm=delete
        />
    }
}

/// So many further pages are read at the most for a comment that the address points at.
const FURTHER: u32 = 10;

/// Why the comment that the address points at is not shown.
#[derive(Clone, Copy, PartialEq)]
enum Lost {
    /// It is not among all there are.
    Gone,
    /// It may be among those that were not read.
    Far,
}

impl Lost {
    fn remark(self) -> AnyView {
        let words = match self {
            Self::Gone => "The comment that the link points at is gone.",
            Self::Far => "The comment that the link points at is not among those loaded so far.",
        };
        view! { <div class="remark" role="status"><p>{words}</p></div> }.into_any()
    }
}

/// Shows the comment that the address points at, once it is there; where it is not, further comments are read. Returns whether that was
/// in vain.
fn go_to_addressed(conversation: Conversation) -> Memo<Option<Lost>> {
    let url = Address::here().url();
    let target = Memo::new(move |_| CommentId::parse(url.read().hash().trim_start_matches('#').strip_prefix(ANCHOR)?));
    let is_there = Memo::new(move |_| target.get().filter(|id| conversation.place(id).is_some()));
    Effect::new(move |_| {
        if let Some(id) = is_there.get() {
            let anchor = [ANCHOR, id.as_str()].concat();
            // One that was just loaded is not in the document yet, and a page that was just opened is still brought to its place.
            time::after_paint(move || scroll::to_element(&anchor));
            conversation.mark(id);
        }
    });
    let is_missing = Memo::new(move |_| target.get().is_some() && is_there.get().is_none());
    let list = conversation.list();
    Effect::new(move |_| {
        target.track();
        // It may have come in since the list was read to its end.
        if untrack(|| is_missing.get() && list.phase.get() == Phase::End) {
            list.restart();
        }
    });
    let list = conversation.list();
    let (phase, read) = (list.phase.clone(), RwSignal::new(0));
    Effect::new(move |_| {
        if is_missing.get() && list.phase.get() == Phase::Ready && read.get_untracked() < FURTHER {
            list.load_more();
            read.update(|read| *read += 1);
        }
    });
    Memo::new(move |earlier| match phase.get() {
        _ if !is_missing.get() => None,
        Phase::End => Some(Lost::Gone),
        Phase::Ready if read.get() >= FURTHER => Some(Lost::Far),
        // It stays said while others are loaded.
        _ => earlier.copied().flatten().filter(|lost| *lost == Lost::Far),
    })
}

#[component]
fn Skeletons() -> impl IntoView {
    let bones = |_| {
        view! {
            <div class="comment skeleton" data-depth="0" aria-hidden="true">
                <article><span class="avatar" data-size="small"></span><div><div class="bone" data-width="short"></div><div class="bone"></div></div></article>
            </div>
        }
    };
    view! {
        <p class="visually-hidden" role="status">"Loading comments"</p>
        {(0..3).map(bones).collect_view()}
    }
}

/// The button that opens the place for a reply; for guests the way to sign in.
pub fn reply_button(conversation: Conversation, id: CommentId, button: NodeRef<html::Button>) -> AnyView {
    if actor().handle().is_none() {
        return view! { <a class="button" data-kind="quiet" href=sign_in_address(conversation)><Icon name="reply"/>"Reply"</a> }.into_any();
    }
    let own = id.clone();
    let is_open = Memo::new(move |_| conversation.replying_to.with(|open| open.as_ref() == Some(&own)));
    let press = move |_| conversation.replying_to.set((!is_open.get_untracked()).then(|| id.clone()));
    let word = move || if is_open.get() { "Close" } else { "Reply" };
    view! {
        <button class="button" data-kind="quiet" type="button" aria-expanded=follow(move || is_open.get().to_string()) node_ref=button on:click=press>
            <Icon name="reply"/>{word}
        </button>
    }
    .into_any()
}
