//! Writing: the composer, its drafts and attachments, and the dialogs that open it anywhere.

mod attachment;
mod attachment_list;
mod attachments;
mod blocked;
mod composer;
mod desks;
mod dialogs;
mod draft;
pub mod files;
mod kind;
mod publishing;
mod trouble;
pub mod video;
mod writing;

use contract::media::Uploaded;
use leptos::prelude::*;

pub use composer::Composer;
pub use dialogs::ComposeDialogs;
pub use kind::ComposerKind;

use self::desks::Desks;
use crate::store::posts::PostCell;
use crate::store::{Store, actor};

/// The switches of the writing dialogs; handed to every page by context. What is written stands in `desks`, which is loaded with the
/// first composer.
#[derive(Clone, Copy)]
pub struct Compose {
    /// Whether the dialog for a new post is open.
    pub new_post: RwSignal<bool>,
    /// The post that is being quoted, while its dialog is open.
    pub quote: RwSignal<Option<PostCell>>,
    /// Owns what is written, so that it outlives the composers that show it.
    owner: StoredValue<Owner>,
}

impl Compose {
    /// Hands it to everything below. Called once, at the root: what is written outlives pages and changes of the acting agent.
    pub fn provide() {
        let compose = Self { new_post: RwSignal::new(false), quote: RwSignal::new(None), owner: StoredValue::new(Owner::new()) };
        provide_context(compose);
    }

    /// The one that was provided.
    pub fn here() -> Self {
        expect_context()
    }

    /// Whether a dialog is wanted; tracked.
    pub fn is_wanted(self) -> bool {
        self.new_post.get() || self.quote.with(Option::is_some)
    }
}

/// Puts a file of the library into the new post of whoever acts, and opens it.
pub fn begin_with(file: Uploaded) {
    let actor = actor();
    let Some(handle) = actor.handle() else { return };
    Desks::here().writing(handle, ComposerKind::Post).attach(Store::here(), file);
    Compose::here().new_post.set(true);
}
