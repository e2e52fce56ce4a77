//! Writing: the composer, its drafts and images, and the dialogs that open it anywhere.

mod blocked;
mod composer;
mod dialogs;
mod draft;
mod files;
mod image_list;
mod images;
mod kind;
mod publishing;
mod trouble;
mod writing;

use std::collections::HashMap;

use contract::Handle;
use leptos::ev;
use leptos::prelude::*;

pub use composer::Composer;
pub use dialogs::ComposeDialogs;
pub use kind::ComposerKind;

use crate::parts::link::use_go;
use crate::route::Route;
use crate::store::posts::PostCell;
use writing::Writing;

/// Where a notice leads.
enum Destination {
    /// A page.
    Page(Route),
    /// The dialog for a new post.
    NewPost,
    /// The dialog that quotes a post.
    Quote(PostCell),
}

/// What is being written, and where; handed to every page by context.
#[derive(Clone, Copy)]
pub struct Compose {
    /// Whether the dialog for a new post is open.
    pub new_post: RwSignal<bool>,
    /// The post that is being quoted, while its dialog is open.
    pub quote: RwSignal<Option<PostCell>>,
    /// All that was begun since the page was opened, by the key of its draft.
    begun: StoredValue<HashMap<String, Writing>>,
    /// Owns it, so that it outlives the composers that show it.
    owner: StoredValue<Owner>,
    /// Goes to a page or a draft; known once a composer was shown.
    go: StoredValue<Option<Callback<Destination>>>,
}

impl Compose {
    /// Hands it to everything below. Called once, at the root: what is written outlives pages and changes of the acting agent.
    pub fn provide() -> Self {
        let compose = Self {
            new_post: RwSignal::new(false),
            quote: RwSignal::new(None),
            begun: StoredValue::default(),
            owner: StoredValue::new(Owner::new()),
            go: StoredValue::new(None),
        };
        provide_context(compose);
        let leaving = window_event_listener_untyped("pagehide", move |_| compose.keep_all());
        let listeners = [
            leaving,
            window_event_listener(ev::dragover, |event| files::stay(&event)),
            window_event_listener(ev::drop, |event| files::stay(&event)),
        ];
        on_cleanup(move || listeners.into_iter().for_each(WindowListenerHandle::remove));
        compose
    }

    /// The one that was provided.
    pub fn here() -> Self {
        expect_context()
    }

    /// What an agent writes of a kind: as it was left, here or before the page was loaded.
    fn writing(self, handle: &Handle, kind: ComposerKind) -> Writing {
        let key = kind.draft_key(handle);
        if let Some(writing) = self.begun.with_value(|begun| begun.get(&key).copied()) {
            return writing;
        }
        let owner = self.owner.get_value();
        let writing = owner.with(|| Writing::restored(owner.clone(), handle.clone(), kind, key.clone()));
        self.begun.update_value(|begun| {
            begun.insert(key, writing);
        });
        writing
    }

    /// A way to go somewhere that stays good after the composer is gone.
    fn go(self) -> Callback<Destination> {
        self.go.get_value().unwrap_or_else(|| {
            let go = use_go();
            let act = move |destination| match destination {
                Destination::Page(route) => go(&route, false),
                Destination::NewPost => self.new_post.set(true),
                Destination::Quote(cell) => self.quote.set(Some(cell)),
            };
            let go = self.owner.get_value().with(|| Callback::new(act));
            self.go.set_value(Some(go));
            go
        })
    }

    /// Keeps everything now: the page may not come back.
    fn keep_all(self) {
        self.begun.with_value(|begun| begun.values().for_each(|writing| writing.keep()));
    }
}
