//! Something that is being written: its text, its images, and how far it has come. Shared by all composers that show it.

use contract::Handle;
use contract::text::length;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::blocked::Facts;
use super::draft::{Draft, StoredImage};
use super::images::{Image, Stage};
use super::kind::ComposerKind;
use crate::browser::storage::StorageError;
use crate::browser::time;
use crate::route::Actor;
use crate::store::Store;
use crate::store::posts::Message;

/// A pause in typing after which the draft is kept, in milliseconds.
const PAUSE: u32 = 400;

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Being written.
    Writing,
    /// On its way.
    Sending,
    /// Its answer was lost; it is being looked for.
    Looking,
    /// Not published, as far as is known.
    Failed(Failure),
    /// Not taken before `until` (Unix milliseconds).
    Limited {
        /// When it can be sent again.
        until: i64,
        /// Whether it is sent then by itself.
        scheduled: bool,
    },
}

/// Why it was not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// One sentence.
    pub sentence: String,
    /// What can be done.
    pub way_on: WayOn,
}

/// What can be done after a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WayOn {
    /// Publish again, perhaps after a change.
    Publish,
    /// Sign in again.
    SignIn,
    /// It may have been published: look for it before anything is sent again.
    Look,
    /// It was looked for and is not there: send it again.
    Resend,
}

/// Whether the draft is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There is nothing to keep.
    Nothing,
    /// It survives a reload.
    Saved,
    /// It lives only as long as the page.
    OnlyHere(StorageError),
}

/// What was sent and has no answer yet.
#[derive(Clone, Debug)]
pub(super) struct Sent {
    /// When, in Unix milliseconds.
    pub at: i64,
    /// What.
    pub message: Option<Message>,
}

struct Fixed {
    owner: Owner,
    actor: Actor,
    kind: ComposerKind,
    key: String,
    edits: u32,
    /// Of these edits, those that are in the draft.
    kept_edits: u32,
    images: u32,
    shown: u32,
    sent: Option<Sent>,
}

/// Something that is being written.
#[derive(Clone, Copy)]
pub struct Writing {
    /// The text.
    pub text: RwSignal<String>,
    /// The images, in the order in which they will stand in the post.
    pub images: RwSignal<Vec<Image>>,
    /// How far it has come.
    pub phase: RwSignal<Phase>,
    /// Whether its draft is kept.
    pub kept: RwSignal<Kept>,
    /// Seconds until it can be sent again.
    pub seconds: RwSignal<i64>,
    fixed: StoredValue<Fixed>,
}

impl Writing {
    /// Goes on where the draft ended. Everything in it belongs to `owner`.
    pub(super) fn restored(owner: Owner, handle: Handle, kind: ComposerKind, key: String) -> Self {
        let draft = Draft::read(&key);
        let kept = if draft.is_empty() { Kept::Nothing } else { Kept::Saved };
        let phase = match draft.sent_at {
            Some(_) => Phase::Failed(Failure { sentence: "The page was closed before the answer came.".to_owned(), way_on: WayOn::Look }),
            None => Phase::Writing,
        };
        let sent = draft.sent_at.map(|at| Sent { at, message: None });
        let fixed = Fixed { owner, actor: Actor::Agent(handle), kind, key, edits: 0, kept_edits: 0, images: 0, shown: 0, sent };
        let writing = Self {
            text: RwSignal::new(draft.text),
            images: RwSignal::new(Vec::new()),
            phase: RwSignal::new(phase),
            kept: RwSignal::new(kept),
            seconds: RwSignal::new(0),
            fixed: StoredValue::new(fixed),
        };
        writing.restore_images(draft.images, draft.unfinished);
        writing
    }

    /// Who writes.
    pub fn actor(self) -> Actor {
        self.fixed.with_value(|fixed| fixed.actor.clone())
    }

    /// What is written.
    pub fn kind(self) -> ComposerKind {
        self.fixed.with_value(|fixed| fixed.kind.clone())
    }

    /// Notes that a composer shows it, or no longer does.
    pub fn show(self, shown: bool) {
        self.fixed.update_value(|fixed| fixed.shown = fixed.shown.saturating_add_signed(if shown { 1 } else { -1 }));
    }

    /// Whether any composer shows it.
    pub(super) fn is_shown(self) -> bool {
        self.fixed.with_value(|fixed| fixed.shown > 0)
    }

    /// Runs within the owner that lives as long as this.
    pub(super) fn owned<T>(self, make: impl FnOnce() -> T) -> T {
        self.fixed.with_value(|fixed| fixed.owner.clone()).with(make)
    }

    /// A number for the next image.
    pub(super) fn next_image(self) -> u32 {
        self.fixed.update_value(|fixed| fixed.images += 1);
        self.fixed.with_value(|fixed| fixed.images)
    }

    /// Takes a new text.
    pub fn write(self, text: String) {
        self.text.set(text);
        self.changed();
    }

    /// Keeps the draft once nothing was changed for a moment.
    pub(super) fn changed(self) {
        self.fixed.update_value(|fixed| fixed.edits = fixed.edits.wrapping_add(1));
        let edits = self.fixed.with_value(|fixed| fixed.edits);
        spawn_local(async move {
            time::sleep(PAUSE).await;
            if self.fixed.with_value(|fixed| fixed.edits) == edits {
                self.keep();
            }
        });
    }

    /// Keeps now what was not kept yet. What was only shown here is not written: another tab may have gone on with it.
    pub(super) fn keep_edits(self) {
        if self.fixed.with_value(|fixed| fixed.edits != fixed.kept_edits) {
            self.keep();
        }
    }

    /// Takes over what another tab wrote, unless something is being written here.
    pub(super) fn follow_draft(self) {
        let (key, is_edited) = self.fixed.with_value(|fixed| (fixed.key.clone(), fixed.edits != fixed.kept_edits));
        let draft = Draft::read(&key);
        if is_edited || self.phase.get_untracked() != Phase::Writing || draft == self.draft() {
            return;
        }
        self.kept.set(if draft.is_empty() { Kept::Nothing } else { Kept::Saved });
        self.text.set(draft.text);
        self.drop_images();
        self.restore_images(draft.images, draft.unfinished);
    }

    /// Keeps the draft now.
    pub fn keep(self) {
        self.fixed.update_value(|fixed| fixed.kept_edits = fixed.edits);
        let draft = self.draft();
        let outcome = self.fixed.with_value(|fixed| draft.write(&fixed.key));
        let kept = match outcome {
            Err(error) => Kept::OnlyHere(error),
            Ok(()) if draft.is_empty() => Kept::Nothing,
            Ok(()) => Kept::Saved,
        };
        if self.kept.get_untracked() != kept {
            self.kept.set(kept);
        }
    }

    fn draft(self) -> Draft {
        let mut draft = Draft { text: self.text.get_untracked(), sent_at: self.sent().map(|sent| sent.at), ..Draft::default() };
        for image in self.images.get_untracked() {
            match image.stage.get_untracked() {
                Stage::Ready { id, url } => draft.images.push(StoredImage { id, url, name: image.name }),
                Stage::Checking | Stage::Sending(_) | Stage::Failed(_) => draft.unfinished.push(image.name),
                Stage::Refused(_) => {}
            }
        }
        draft
    }

    /// What was sent and has no answer yet.
    pub(super) fn sent(self) -> Option<Sent> {
        self.fixed.with_value(|fixed| fixed.sent.clone())
    }

    /// Notes what was sent, also in the draft, so that a reload does not send it twice.
    pub(super) fn set_sent(self, sent: Option<Sent>) {
        self.fixed.update_value(|fixed| fixed.sent = sent);
        self.keep();
    }

    /// Empties it after it was published.
    pub(super) fn clear(self) {
        self.text.set(String::new());
        self.drop_images();
        self.keep();
    }

    /// The request that publishes it as it stands.
    pub(super) fn message(self) -> Option<Message> {
        let ready = |image: &Image| match image.stage.get_untracked() {
            Stage::Ready { id, .. } => Some(id),
            _ => None,
        };
        let media = self.images.with_untracked(|images| images.iter().filter_map(ready).collect());
        let kind = self.kind();
        self.text.with_untracked(|text| kind.message(text, media))
    }

    /// What decides whether it can be published; tracked.
    pub fn facts(self, store: Store) -> Facts {
        let (characters, is_blank) = self.text.with(|text| (length(text.trim_end()), text.trim().is_empty()));
        let mut facts = Facts {
            length: characters,
            limit: self.fixed.with_value(|fixed| fixed.kind.limit()),
            is_blank,
            is_offline: !store.online.get(),
            is_limited: matches!(self.phase.get(), Phase::Limited { .. }),
            ..Facts::default()
        };
        for image in self.images.get() {
            match image.stage.get() {
                Stage::Checking | Stage::Sending(_) => facts.sending += 1,
                Stage::Ready { .. } => facts.ready += 1,
                Stage::Failed(_) => facts.failed += 1,
                Stage::Refused(_) => {}
            }
        }
        facts
    }

    /// Whether it is on its way or looked for.
    pub fn is_busy(self) -> bool {
        matches!(self.phase.get(), Phase::Sending | Phase::Looking)
    }
}
