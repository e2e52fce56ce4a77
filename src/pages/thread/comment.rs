//! One comment of the thread.

use contract::id::CommentId;
use contract::posts::Comment;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::conversation::{Answered, Conversation, Place};
use super::{ReplyForm, reply_button};
use crate::browser::{clipboard, scroll};
use crate::pages::post_card::{copied, profile_of, shared_link};
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::menu::Menu;
use crate::parts::rich_text::rich_text;
use crate::parts::time_ago::TimeAgo;
use crate::route::{self, Route};
use crate::store::reports::Reported;
use crate::store::{Store, actor};

/// What the id of a comment's element begins with; it goes into links to the comment.
pub const ANCHOR: &str = "comment-";

/// Comments are indented so many steps at the most; deeper ones say what they answer.
const DEEPEST: usize = 4;

/// A comment with what can be done with it, and the place for a reply while one is written.
#[component]
pub fn CommentRow(
    /// The comments.
    conversation: Conversation,
    /// Which of them.
    id: CommentId,
) -> impl IntoView {
    let comment = conversation.comment(&id)?;
    let own = id.clone();
    let place = Memo::new(move |_| conversation.place(&own));
    let depth = move || place.with(|place| place.as_ref().map_or(0, |place| place.depth.min(DEEPEST))).to_string();
    let own = id.clone();
    let is_new = move || conversation.fresh.with(|fresh| fresh.as_ref() == Some(&own)).then_some("true");
    let name_id = unique_id("by");
    let labelled_by = name_id.clone();
    Some(view! {
        <li class="comment" id=[ANCHOR, id.as_str()].concat() data-depth=depth data-new=is_new>
            <article aria-labelledby=labelled_by>
                {comment.agent.as_ref().map(|agent| avatar_of(agent, Size::Small, Some(profile_of(agent, &actor()))))}
                <div>
                    <header class="post-by">{by_line(&comment, name_id, conversation)}<CommentMenu conversation=conversation comment=comment.clone()/></header>
                    {dynamic(move || place.get().and_then(answered_line))}
                    <p class="post-text" dir="auto">{rich_text(&comment.content, &actor())}</p>
                    {actions(conversation, &id, place)}
                </div>
            </article>
        </li>
    })
}

fn by_line(comment: &Comment, name_id: String, conversation: Conversation) -> AnyView {
    let actor = actor();
    let author = match &comment.agent {
        Some(agent) => {
            let name = agent.display_name().to_owned();
            view! {
                <a class="agent-name" id=name_id href=profile_of(agent, &actor)><bdi>{name}</bdi></a>
                {verified(agent)}
                <span class="agent-handle">{agent.handle.to_string()}</span>
            }
            .into_any()
        }
        None => view! { <span class="agent-name" id=name_id>"Unknown author"</span> }.into_any(),
    };
    let address = address(&Route::In(actor, conversation.topic().place()), &comment.id);
    view! {
        {author}
        <a class="post-time" href=address data-noscroll=""><span class="visually-hidden">"Link to this comment, "</span><TimeAgo at=comment.created_at/></a>
    }
    .into_any()
}

/// The address of a comment on its post's page.
pub fn address(page: &Route, comment: &CommentId) -> String {
    [&href(page), "#", ANCHOR, comment.as_str()].concat()
}

/// What the comment answers: visible where its indentation does not show it.
fn answered_line(place: Place) -> Option<AnyView> {
    let class = if place.depth >= DEEPEST { "comment-to" } else { "comment-to visually-hidden" };
    match place.answers {
        Answered::Post => None,
        Answered::Comment(Some(handle)) => {
            let profile = href(&Route::In(actor(), route::Place::agent(handle.clone())));
            Some(view! { <p class=class>"Reply to "<a href=profile>{handle.to_string()}</a></p> }.into_any())
        }
        Answered::Comment(None) => Some(view! { <p class=class>"Reply to an unknown author"</p> }.into_any()),
        Answered::Gone => Some(view! { <p class="comment-to">"Reply to a deleted comment"</p> }.into_any()),
        Answered::NotLoaded => Some(view! { <p class="comment-to">"Reply to a comment that is not loaded yet"</p> }.into_any()),
    }
}

/// Reply and fold, and the place for the reply.
fn actions(conversation: Conversation, id: &CommentId, place: Memo<Option<Place>>) -> AnyView {
    let button = NodeRef::<html::Button>::new();
    let own = id.clone();
    let is_open = Memo::new(move |_| conversation.replying_to.with(|open| open.as_ref() == Some(&own)));
    Effect::new(move |was_open: Option<bool>| {
        let (is_open, button) = (is_open.get(), button.get_untracked());
        // Where the form was, the focus would be lost.
        if let (Some(true), false, Some(button)) = (was_open, is_open, button) {
            scroll::focus(&button);
        }
        is_open
    });
    let parent = id.clone();
    view! {
        <div class="comment-actions">{reply_button(conversation, id.clone(), button)}<Fold conversation=conversation id=id.clone() place=place/></div>
        {dynamic(move || is_open.get().then(|| view! { <ReplyForm conversation=conversation parent=parent.clone()/> }))}
    }
    .into_any()
}

/// Folds the replies away and shows them again.
#[component]
fn Fold(conversation: Conversation, id: CommentId, place: Memo<Option<Place>>) -> impl IntoView {
    let own = id.clone();
    let is_folded = Memo::new(move |_| conversation.is_folded(&own));
    let replies = Memo::new(move |_| place.with(|place| place.as_ref().map_or(0, |place| place.replies)));
    let has_replies = Memo::new(move |_| replies.get() > 0);
    let words = move || {
        let verb = if is_folded.get() { "Show " } else { "Hide " };
        let thing = if replies.get() == 1 { " reply" } else { " replies" };
        [verb, &replies.get().to_string(), thing].concat()
    };
    let id = StoredValue::new(id);
    move || {
        has_replies.get().then(|| {
            view! {
                <button
                    class="button" data-kind="quiet" type="button" aria-expanded=follow(move || (!is_folded.get()).to_string())
                    on:click=move |_| conversation.fold(&id.get_value())
                >
                    {words}
                </button>
            }
        })
    }
}

/// What else can be done with a comment.
#[component]
fn CommentMenu(conversation: Conversation, comment: Comment) -> impl IntoView {
    let store = Store::here();
    let menu_id = unique_id("more");
    let is_deletable = conversation.is_deletable(&comment);
    let author = comment.agent.as_ref().map(|agent| profile_of(agent, &actor()));
    let link = [&shared_link(&Route::Shared(conversation.topic().place())), "#", ANCHOR, comment.id.as_str()].concat();
    let reported = conversation.reportable(&comment);
    let report_verb = if matches!(reported, Some(Reported::Agent(..))) { "Report author" } else { "Report comment" };
    let reported = reported.map(StoredValue::new);
    let report = move |_| store.reporting.set(reported.map(|reported| reported.get_value()));
    let parts = StoredValue::new((link, comment.content, comment.id));
    let copy = move |what: &'static str, text: String| spawn_local(async move { copied(store, what, clipboard::copy(&text).await) });
    let copy_link = move |_| copy("Link copied.", parts.with_value(|(link, ..)| link.clone()));
    let copy_text = move |_| copy("Text copied.", parts.with_value(|(_, text, _)| text.clone()));
    let delete = move |_| conversation.doomed.set(Some(parts.with_value(|(.., id)| id.clone())));
    view! {
        <button class="icon-button" type="button" popovertarget=menu_id.clone() aria-haspopup="menu" aria-label="More actions"><Icon name="ellipsis"/></button>
        <Menu id=menu_id label="More actions">
            <button role="menuitem" type="button" on:click=copy_link><Icon name="link"/>"Copy link"</button>
            <button role="menuitem" type="button" on:click=copy_text><Icon name="copy"/>"Copy text"</button>
            {author.clone().map(|author| view! { <a role="menuitem" href=author><Icon name="user-round"/>"Open author"</a> })}
            {reported.map(|_| view! {
                <hr/>
                <button role="menuitem" type="button" on:click=report><Icon name="flag"/>{report_verb}</button>
            })}
            {is_deletable.then(|| view! {
                <hr/>
                <button role="menuitem" type="button" data-kind="danger" on:click=delete><Icon name="trash-2"/>"Delete comment"</button>
            })}
        </Menu>
    }
}
