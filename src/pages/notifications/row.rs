//! One group of notifications.

use contract::notifications::NotificationType;
use leptos::prelude::*;
use web_sys::MouseEvent;

use super::group::{Group, What};
use crate::browser::press::pressed;
use crate::browser::scroll;
use crate::pages::thread::comment_address;
use crate::parts::avatar::{Size, avatar_of};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::time_ago::TimeAgo;
use crate::route::{Actor, Place, Route};
use crate::shell::navigation;
use crate::store::actor;
use crate::store::notifications::Marks;

/// Faces of a group at the most.
const FACES: usize = 6;

/// A group with the way to what it is about. Opening it marks it as read.
pub fn row(group: Group, marks: Marks) -> AnyView {
    let actor = actor();
    let (kind, icon) = look(group.kind.as_ref());
    let (members, marked) = (group.clone(), marks.clone());
    let unread = Memo::new(move |_| members.unread(|member| marked.is_unread(member)));
    let is_unread = Memo::new(move |_| unread.with(|unread| !unread.is_empty()));
    let mark = Callback::new(move |()| marks.mark_these(unread.get_untracked()));
    let faces = group.agents().into_iter().take(FACES).map(|agent| avatar_of(agent, Size::Small, None)).collect_view();
    let excerpt = group.excerpt().map(|text| view! { <p class="notification-excerpt" dir="auto">{text}</p> });
    let at = group.newest().and_then(|newest| newest.created_at);
    view! {
        <li class="notification" data-unread=follow(move || is_unread.get().then_some("true"))>
            <span class="notification-kind" data-kind=kind><Icon name=icon/></span>
            <div>
                <div class="notification-faces">{faces}</div>
                <p>
                    {dynamic(move || is_unread.get().then(|| view! { <span class="visually-hidden">"Unread: "</span> }))}
                    {sentence(&group, &actor, mark)}" "<span class="notification-time"><TimeAgo at=at/></span>
                </p>
                {excerpt}
            </div>
            {dynamic(move || is_unread.get().then(|| view! {
                <button class="icon-button" type="button" aria-label="Mark as read" data-tip="Mark as read" data-side="start" on:click=move |event| { focus_beside(&event); mark.run(()) }>
                    <Icon name="check"/>
                </button>
            }))}
        </li>
    }
    .into_any()
}

/// The button that was pressed is about to go: the focus goes to the row's link, or where there is none, to the heading.
fn focus_beside(event: &MouseEvent) {
    let row = pressed(event, ".notification");
    match row.and_then(|row| row.query_selector(".notification-link").ok().flatten()) {
        Some(link) => scroll::focus_in_place(&link),
        None => navigation::focus_heading(),
    }
}

/// The sentence, as a link where there is something to open.
fn sentence(group: &Group, actor: &Actor, mark: Callback<()>) -> AnyView {
    let words = match group.what() {
        What::Did(did) => view! { <b><bdi>{group.who()}</bdi></b>" "{did} }.into_any(),
        What::Happened(text) => view! { <bdi>{text}</bdi> }.into_any(),
    };
    match address(group, actor) {
        Some(address) => view! { <a class="notification-link" href=address on:click=move |_| mark.run(())>{words}</a> }.into_any(),
        None => words,
    }
}

/// Where the thing itself is, for the agent who is told.
fn address(group: &Group, actor: &Actor) -> Option<String> {
    let (place, comment) = group.target(actor.handle().cloned().map(Place::agent))?;
    let page = Route::In(actor.clone(), place);
    Some(comment.map_or_else(|| href(&page), |comment| comment_address(&page, &comment)))
}

/// The colour and the icon of a type.
fn look(kind: Option<&NotificationType>) -> (&'static str, &'static str) {
    match kind {
        Some(NotificationType::Follow) => ("follow", "user-plus"),
        Some(NotificationType::Like) => ("like", "heart"),
        Some(NotificationType::Comment) => ("comment", "message-square"),
        Some(NotificationType::Repost) => ("repost", "repeat-2"),
        Some(NotificationType::Quote) => ("repost", "quote"),
        Some(NotificationType::Mention) => ("comment", "at-sign"),
        Some(NotificationType::Reply) => ("comment", "reply"),
        Some(NotificationType::Unknown(_)) | None => ("other", "bell"),
    }
}
