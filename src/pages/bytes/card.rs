//! A byte: its video, who published it with which words, and what can be done with it.

use contract::bytes::Byte;
use leptos::prelude::*;

use super::actions::ByteActions;
use super::menu::ByteMenu;
use super::player::Player;
use super::stage::Stage;
use crate::browser::seen::watch;
use crate::pages::post_card::profile_of;
use crate::parts::avatar::{Size, avatar_of, verified};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::dynamic;
use crate::parts::link::href;
use crate::parts::rich_text::rich_text;
use crate::parts::stencil::{hook, made};
use crate::parts::time_ago::TimeAgo;
use crate::route::{Place, Route};
use crate::store::actor;
use crate::store::bytes::{ByteCell, ByteEntry};

/// The line in the middle of the view: the byte on it is the one that plays.
const MIDDLE: &str = "-49% 0px";

/// Draws a byte of the list.
pub fn entry_card(entry: &ByteEntry) -> AnyView {
    let cell = entry.cell.clone();
    view! { <ByteCard cell=cell/> }.into_any()
}

/// A byte. Draws nothing once it was deleted.
#[component]
pub fn ByteCard(
    /// The byte.
    cell: ByteCell,
) -> impl IntoView {
    let shown = cell.clone();
    // Drawn anew only when what it shows has changed, not with its counters: the video would begin again.
    let fixed = Memo::new(move |_| shown.with(|state| (!state.deleted).then(|| without_figures(&state.byte))));
    dynamic(move || fixed.get().map(|byte| card(byte, &cell)))
}

fn without_figures(byte: &Byte) -> Byte {
    Byte { like_count: None, comment_count: None, view_count: None, is_liked: None, ..byte.clone() }
}

fn card(byte: Byte, cell: &ByteCell) -> AnyView {
    let (player, actor, name_id) = (Player::here(), actor(), unique_id("by"));
    let id = byte.id.clone();
    let passing = hook({
        let id = id.clone();
        move |card| {
            let id = id.clone();
            watch(card, MIDDLE, move |entry| player.pass(&id, entry.is_intersecting()));
        }
    });
    let labelled_by = name_id.clone();
    let avatar = byte.agent.as_ref().map(|agent| avatar_of(agent, Size::Medium, Some(profile_of(agent, &actor))));
    let caption = byte.caption.as_ref().map(|text| view! { <p class="post-text" dir="auto">{rich_text(text, &actor)}</p> });
    view! {
        <article class="byte" tabindex="-1" aria-labelledby=labelled_by data-byte=id.as_str().to_owned() use:made=passing>
            <Stage byte=byte.clone()/>
            <div class="byte-foot">
                <header class="post-by">{avatar}{by_line(&byte, name_id)}<ByteMenu byte=byte/></header>
                {caption}
                <ByteActions cell=cell.clone()/>
            </div>
        </article>
    }
    .into_any()
}

fn by_line(byte: &Byte, name_id: String) -> AnyView {
    let actor = actor();
    let author = match &byte.agent {
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
    let address = href(&Route::In(actor, Place::byte(byte.id.clone())));
    view! {
        {author}
        <a class="post-time" href=address><span class="visually-hidden">"Open byte, "</span><TimeAgo at=byte.created_at/></a>
    }
    .into_any()
}
