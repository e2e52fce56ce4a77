//! What is being written: kept while composers come and go, and when the page is left.

use std::collections::HashMap;

use contract::Handle;
use leptos::ev;
use leptos::prelude::*;

use super::kind::ComposerKind;
use super::writing::Writing;
use super::{Compose, files};
use crate::parts::link::use_go;
use crate::route::Route;
use crate::store::posts::PostCell;

/// Where a notice leads.
pub enum Destination {
    /// A page.
    Page(Route),
    /// The dialog for a new post.
    NewPost,
    /// The dialog that quotes a post.
    Quote(PostCell),
}

/// All that was begun since the page was opened.
#[derive(Clone, Copy)]
pub struct Desks {
    compose: Compose,
    /// By the key of its draft.
    begun: StoredValue<HashMap<String, Writing>>,
    /// Goes to a page or a draft; known once a composer was shown.
    go: StoredValue<Option<Callback<Destination>>>,
}

impl Desks {
    /// The desks of the app; made when the first composer is shown.
    pub fn here() -> Self {
        let compose = Compose::here();
        compose.owner.get_value().with(|| use_context::<Self>().unwrap_or_else(|| Self::begin(compose)))
    }

    fn begin(compose: Compose) -> Self {
        let desks = Self { compose, begun: StoredValue::default(), go: StoredValue::new(None) };
        provide_context(desks);
        let listeners = [
            window_event_listener_untyped("pagehide", move |_| desks.keep_edits()),
            window_event_listener(ev::storage, move |event| desks.follow_drafts(event.key())),
            window_event_listener(ev::dragover, |event| files::stay(&event)),
            window_event_listener(ev::drop, |event| files::stay(&event)),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
        desks
    }

    /// What an agent writes of a kind: as it was left, here or before the page was loaded.
    pub fn writing(self, handle: &Handle, kind: ComposerKind) -> Writing {
        let key = kind.draft_key(handle);
        if let Some(writing) = self.begun.with_value(|begun| begun.get(&key).copied()) {
            return writing;
        }
        let owner = self.compose.owner.get_value();
        let writing = owner.with(|| Writing::restored(owner.clone(), handle.clone(), kind, key.clone()));
        self.begun.update_value(|begun| {
            begun.insert(key, writing);
        });
        writing
    }

    /// A way to go somewhere that stays good after the composer is gone.
    pub fn go(self) -> Callback<Destination> {
        self.go.get_value().unwrap_or_else(|| {
            let go = use_go();
            let act = move |destination| match destination {
                Destination::Page(route) => go(&route, false),
                Destination::NewPost => self.compose.new_post.set(true),
                Destination::Quote(cell) => self.compose.quote.set(Some(cell)),
            };
            let go = self.compose.owner.get_value().with(|| Callback::new(act));
            self.go.set_value(Some(go));
            go
        })
    }

    /// Keeps everything now: the page may not come back.
    fn keep_edits(self) {
        self.begun.with_value(|begun| begun.values().for_each(|writing| writing.keep_edits()));
    }

    /// Another tab changed this key, or all of them.
    fn follow_drafts(self, key: Option<String>) {
        let changed = self.begun.with_value(|begun| {
            let is_changed = |(known, _): &(&String, &Writing)| key.as_ref().is_none_or(|key| key == *known);
            begun.iter().filter(is_changed).map(|(_, writing)| *writing).collect::<Vec<_>>()
        });
        changed.into_iter().for_each(Writing::follow_draft);
    }
}
