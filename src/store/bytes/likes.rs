//! Likes of bytes: shown at once, sent in order, taken back when refused.

use contract::bytes::{GetByte, LikeByte, UnlikeByte};
use contract::id::ByteId;
use contract::posts::Toggled;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{ByteCell, ByteState, Shelf};
use crate::route::Actor;
use crate::store::Store;
use crate::store::notices::Remedy;
use crate::store::toggle::{Next, Outcome};

/// Likes a byte or takes that back: shown at once everywhere, sent when no earlier wish is under way.
pub fn set_like(store: Store, actor: &Actor, cell: &ByteCell, on: bool) {
    let moment = Shelf::here(store, actor).moment();
    let mut send = None;
    cell.update(|state| {
        state.like.rest_at(state.byte.is_liked == Some(true));
        lay(state, on);
        state.touched = moment;
        send = state.like.wish(on);
    });
    if let Some(on) = send {
        let (actor, cell) = (actor.clone(), cell.clone());
        spawn_local(async move { settle(store, actor, cell, on).await });
    }
}

async fn settle(store: Store, actor: Actor, cell: ByteCell, mut on: bool) {
    let id = cell.with_untracked(|state| state.byte.id.clone());
    loop {
        let outcome = send(store, &actor, id.clone(), on).await;
        let moment = Shelf::here(store, &actor).moment();
        let mut next = Next::Done;
        cell.update(|state| {
            next = state.like.ended(on, outcome.is_done());
            state.touched = moment;
            match (next, &outcome) {
                (Next::RollBack(before), _) => lay(state, before),
                (Next::Done, Outcome::Done(answer)) => settled(state, answer),
                _ => {}
            }
        });
        match next {
            Next::Send(wish) => on = wish,
            Next::RollBack(_) => return failed(store, actor, cell, on, outcome),
            Next::Done => return,
        }
    }
}

async fn send(store: Store, actor: &Actor, byte: ByteId, on: bool) -> Outcome {
    let answer = if on {
        store.client.send(actor, &LikeByte { byte: byte.clone() }).await
    } else {
        store.client.send(actor, &UnlikeByte { byte: byte.clone() }).await
    };
    let read = async {
        let byte = store.client.send(actor, &GetByte { byte }).await?;
        Ok(Toggled { on: byte.is_liked, count: byte.like_count })
    };
    Outcome::of(on, answer, read).await
}

/// Lays a wish over the byte; an unknown counter stays unknown.
fn lay(state: &mut ByteState, on: bool) {
    let byte = &mut state.byte;
    if byte.is_liked.unwrap_or(false) != on {
        byte.like_count = byte.like_count.map(|count| count.saturating_add_signed(if on { 1 } else { -1 }));
    }
    byte.is_liked = Some(on);
}

/// Takes over what the answer says; most answers say little.
fn settled(state: &mut ByteState, answer: &Toggled) {
    state.byte.is_liked = answer.on.or(state.byte.is_liked);
    state.byte.like_count = answer.count.or(state.byte.like_count);
}

fn failed(store: Store, actor: Actor, cell: ByteCell, on: bool, outcome: Outcome) {
    let (what, error) = match outcome {
        Outcome::Gone => return store.notices.done("This byte was deleted meanwhile.", None),
        Outcome::Refused(error) if on => ("The byte was not liked.", error),
        Outcome::Refused(error) => ("The like was not taken back.", error),
        Outcome::Unknown(error) => ("It is not known whether the byte is liked now.", error),
        Outcome::Done(_) => return,
    };
    let again = move || set_like(store, &actor, &cell, on);
    store.notices.failed(what, &error, Some(Remedy::new("Try again", again)));
}
