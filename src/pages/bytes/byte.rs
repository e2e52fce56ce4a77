//! A byte on its own page, with its comments.

use contract::bytes::Byte;
use contract::id::ByteId;
use leptos::prelude::*;

use super::Skeleton;
use super::card::ByteCard;
use super::player::{Keys, Player};
use crate::pages::thread::{Thread, write_comment};
use crate::parts::link::href;
use crate::parts::state::{EmptyState, ErrorState, stale_remark};
use crate::parts::title::use_title;
use crate::route::{Place, Route};
use crate::shell::PageHead;
use crate::store::bytes::{self, ByteCell};
use crate::store::comments::Topic;
use crate::store::subject::{State, Subject};
use crate::store::{Store, actor};

/// A byte with all that belongs to it. What is known of it shows at once; then it is read anew.
#[component]
pub fn BytePage(
    /// Which byte.
    id: ByteId,
) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let known = bytes::find(store, &actor, &id);
    let subject = Subject::read(known, is_deleted, move || {
        let (actor, id) = (actor.clone(), id.clone());
        async move { bytes::load(store, &actor, id).await }
    });
    let state = subject.state();
    use_title(Signal::derive(move || subject.get().map_or_else(|| "Byte".to_owned(), |cell| cell.with(|state| title(&state.byte)))));
    Player::provide(Keys::One, false.into());
    let content = move || match state.get() {
        State::Loading => view! { <Skeleton/> }.into_any(),
        State::Gone => gone(),
        State::Failed(error) => {
            view! { <ErrorState title="The byte could not be loaded" error=error on_retry=subject.reload()/> }.into_any()
        }
        State::Shown => subject.get().map(|cell| shown(subject, cell)).into_any(),
    };
    view! {
        <main class="page byte-page" id="main" tabindex="-1">
            <PageHead title="Byte" back=true/>
            {content}
        </main>
    }
}

fn is_deleted(cell: &ByteCell) -> bool {
    cell.with(|state| state.deleted)
}

fn shown(subject: Subject<ByteCell>, cell: ByteCell) -> AnyView {
    let topic = cell.with_untracked(|state| Topic::Byte(state.byte.id.clone()));
    view! {
        {stale_remark(subject.failure().into(), subject.reload(), "This is what was last seen of the byte. ")}
        <div on:click=|event| write_comment(&event)><ByteCard cell=cell/></div>
        <Thread topic=topic/>
    }
    .into_any()
}

/// `Byte by @handle`.
fn title(byte: &Byte) -> String {
    byte.agent.as_ref().map_or_else(|| "Byte".to_owned(), |agent| ["Byte by ", &agent.handle.to_string()].concat())
}

fn gone() -> AnyView {
    let all = href(&Route::In(actor(), Place::Bytes(None)));
    view! {
        <EmptyState icon="file-x" title="This byte is gone" text="Its author deleted it, or the link is wrong.">
            <a class="button" href=all>"Back to all bytes"</a>
        </EmptyState>
    }
    .into_any()
}
