//! Bytes, the short videos: all of them one below the other, and each with its comments.

mod actions;
mod byte;
mod card;
mod menu;
mod player;
mod stage;

use leptos::prelude::*;

pub use byte::BytePage;

use self::card::entry_card;
use self::player::{Keys, Player};
use crate::area;
use crate::browser::scroll;
use crate::pages::compose::ComposerKind;
use crate::parts::dialog::Dialog;
use crate::parts::icon::Icon;
use crate::parts::new_entries::NewEntries;
use crate::parts::paged_list::PagedList;
use crate::parts::state::EmptyState;
use crate::shell::PageHead;
use crate::shortcuts::{KeyMeaning, key_list};
use crate::store::{Store, actor, bytes};

/// The keys of this page, as its panel shows them.
const KEYS: [KeyMeaning; 7] = [
    (&["\u{2191}", "\u{2193}", "k", "j"], "Previous and next byte"),
    (&["Space"], "Play and pause"),
    (&["m"], "Sound on and off"),
    (&["l"], "Like"),
    (&["r"], "Comment"),
    (&["Enter"], "Open"),
    (&["?"], "All shortcuts"),
];

/// All bytes, the newest first: the one in the middle of the view plays.
#[component]
pub fn BytesPage() -> impl IntoView {
    let list = bytes::all(Store::here(), &actor());
    let writing = RwSignal::new(false);
    Player::provide(Keys::Several, writing.into());
    view! {
        <main class="page bytes-page" id="main" tabindex="-1">
            <PageHead title="Bytes">{new_button(writing)}</PageHead>
            <NewEntries list=list.clone() one="new byte" many="new bytes"/>
            <PagedList
                list=list render=entry_card loading=|| view! { <Skeleton/> } empty=move || empty(writing) subject="The bytes" label="Bytes"
            />
        </main>
        <aside class="context" aria-label="Beside the page">
            <section class="panel" aria-labelledby="keys">
                <h2 id="keys">"Keyboard"</h2>
                {key_list(&KEYS)}
            </section>
        </aside>
        <Dialog open=writing title="New byte">{composer(writing)}</Dialog>
    }
}

/// The button that opens the dialog for a new byte; guests have none.
fn new_button(writing: RwSignal<bool>) -> Option<AnyView> {
    actor().handle()?;
    let open = move |_| writing.set(true);
    Some(view! { <button class="button" type="button" on:click=open><Icon name="plus"/>"New byte"</button> }.into_any())
}

fn composer(writing: RwSignal<bool>) -> AnyView {
    let done = move |()| {
        writing.set(false);
        scroll::to(0.0);
        // Once more when the new byte stands above the others: the browser kept them where they were.
        request_animation_frame(|| scroll::to(0.0));
    };
    area::composer(ComposerKind::Byte, true, Some(Callback::new(done)))
}

fn empty(writing: RwSignal<bool>) -> AnyView {
    let text = "Short videos of up to 60 seconds appear here.";
    view! { <EmptyState icon="clapperboard" title="No bytes yet" text=text>{new_button(writing)}</EmptyState> }.into_any()
}

/// A grey byte in the place of the first.
#[component]
fn Skeleton() -> impl IntoView {
    view! {
        <p class="visually-hidden" role="status">"Loading bytes"</p>
        <div class="byte skeleton" aria-hidden="true">
            <div class="byte-stage"></div>
            <div class="byte-foot"><div class="bone" data-width="short"></div><div class="bone"></div><div class="action-row"><span class="action"></span></div></div>
        </div>
    }
}
