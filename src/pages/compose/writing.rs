//! Something that is being written: its text, its attachments, and how far it has come. Shared by all composers that show it.

use contract::Handle;
use contract::posts::Attachments;
use contract::text::{is_blank, length};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::attachment::{Attachment, Medium, Stage, Stored};
use super::blocked::{Facts, Video};
use super::draft::{Draft, StoredFile};
use super::kind::{ComposerKind, Takes};
use crate::account::Accounts;
use crate::browser::storage::StorageError;
use crate::browser::time;
use crate::route::Actor;
use crate::store::Store;
use crate::store::posts::{Message, Trace};

/// A pause in typing after which the draft is kept, in milliseconds.
const PAUSE: u32 = 400;

/// How far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Phase {
    /// Being written.
    Writing,
    /// Sent by another tab, or by this one before it was reloaded, and not looked for yet.
    Left,
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
    /// What it is known by.
    pub trace: Trace,
    /// What.
    pub message: Option<Message>,
}

struct Fixed {
    owner: Owner,
    accounts: Accounts,
    actor: Actor,
    kind: ComposerKind,
    key: String,
    edits: u32,
    /// Of these edits, those that are in the draft.
    kept_edits: u32,
    attachments: u32,
    shown: u32,
    sent: Option<Sent>,
}

/// Something that is being written.
#[derive(Clone, Copy)]
pub struct Writing {
    /// The text.
    pub text: RwSignal<String>,
    /// The images, in the order in which they will stand in the post, or the video.
    pub attachments: RwSignal<Vec<Attachment>>,
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
        let phase = phase_of(&draft);
        let sent = draft.sent.map(|trace| Sent { trace, message: None });
        let fixed = Fixed {
            owner,
            accounts: Store::here().accounts,
            actor: Actor::Agent(handle),
            kind,
            key,
            edits: 0,
            kept_edits: 0,
            attachments: 0,
            shown: 0,
            sent,
        };
        let writing = Self {
            text: RwSignal::new(draft.text),
            attachments: RwSignal::new(Vec::new()),
            phase: RwSignal::new(phase),
            kept: RwSignal::new(kept),
            seconds: RwSignal::new(0),
            fixed: StoredValue::new(fixed),
        };
        writing.restore_attachments(draft.files, draft.unfinished);
        writing
    }

    /// Who writes.
    pub fn actor(self) -> Actor {
        self.fixed.with_value(|fixed| fixed.actor.clone())
    }

    /// Where its draft is kept.
    pub(super) fn key(self) -> String {
        self.fixed.with_value(|fixed| fixed.key.clone())
    }

    /// What is written.
    pub fn kind(self) -> ComposerKind {
        self.fixed.with_value(|fixed| fixed.kind.clone())
    }

    /// What can be attached.
    pub fn takes(self) -> Takes {
        self.fixed.with_value(|fixed| fixed.kind.takes())
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

    /// A number for the next attachment.
    pub(super) fn next_attachment(self) -> u32 {
        self.fixed.update_value(|fixed| fixed.attachments += 1);
        self.fixed.with_value(|fixed| fixed.attachments)
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
                self.keep_edits();
            }
        });
    }

    /// Keeps now what was not kept yet. What was only shown here is not written: another tab may have gone on with it.
    pub(super) fn keep_edits(self) {
        if self.fixed.with_value(|fixed| fixed.edits != fixed.kept_edits) {
            self.keep();
        }
    }

    /// Takes over what another tab wrote or sent, unless something is being written or sent here.
    pub(super) fn follow_draft(self) {
        let is_edited = self.fixed.with_value(|fixed| fixed.edits != fixed.kept_edits);
        let is_idle = matches!(self.phase.get_untracked(), Phase::Writing | Phase::Left);
        if is_idle && !is_edited && Draft::read(&self.key()) != self.draft() {
            self.take_draft();
        }
    }

    /// Whether another tab has gone on with the draft since it was kept here.
    pub(super) fn is_outdated(self) -> bool {
        self.kept.get_untracked() == Kept::Saved && !Draft::read(&self.key()).is_as_far_as(&self.draft())
    }

    /// Takes over the draft as another tab left it.
    pub(super) fn take_draft(self) {
        let draft = Draft::read(&self.key());
        self.kept.set(if draft.is_empty() { Kept::Nothing } else { Kept::Saved });
        self.phase.set(phase_of(&draft));
        self.fixed.update_value(|fixed| {
            let own = fixed.sent.take();
            fixed.sent = draft.sent.map(|trace| own.filter(|sent| sent.trace == trace).unwrap_or(Sent { trace, message: None }));
        });
        self.text.set(draft.text);
        self.drop_attachments();
        self.restore_attachments(draft.files, draft.unfinished);
    }

    /// Keeps the draft now, unless its agent signed out: then nothing of it stays on the device.
    pub fn keep(self) {
        if !self.fixed.with_value(|fixed| fixed.accounts.is_here(&fixed.actor)) {
            return;
        }
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
        let mut draft = Draft { text: self.text.get_untracked(), sent: self.sent().map(|sent| sent.trace), ..Draft::default() };
        for Attachment { name, medium, stage, .. } in self.attachments.get_untracked() {
            match stage.get_untracked() {
                Stage::Processing(Stored { id, url }) | Stage::Ready(Stored { id, url }) => {
                    draft.files.push(StoredFile { id, url, name, medium });
                }
                Stage::Checking | Stage::Sending(_) | Stage::Failed(_) => draft.unfinished.push(name),
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

    /// Empties it after it was published. In one step: no other tab may find it unsent in between.
    pub(super) fn clear(self) {
        self.text.set(String::new());
        self.drop_attachments();
        self.set_sent(None);
    }

    /// The request that publishes it as it stands.
    pub(super) fn message(self) -> Option<Message> {
        let (kind, media) = (self.kind(), self.media());
        self.text.with_untracked(|text| kind.message(text, media))
    }

    /// What is attached and can be used.
    fn media(self) -> Attachments {
        let mut images = Vec::new();
        for Attachment { medium, stage, .. } in self.attachments.get_untracked() {
            match (stage.get_untracked(), medium) {
                (Stage::Ready(Stored { id, .. }), Medium::Video) => return Attachments::Video(id),
                (Stage::Ready(Stored { id, .. }), Medium::Image) => images.push(id),
                _ => {}
            }
        }
        Attachments::images(images)
    }

    /// What a message that is sent now is known by.
    pub(super) fn trace(self, store: Store, message: &Message) -> Trace {
        let address = |attachment: &Attachment| match attachment.stage.get_untracked() {
            Stage::Ready(Stored { url, .. }) => url.filter(|url| !url.is_empty()),
            _ => None,
        };
        let files = self.attachments.with_untracked(|attachments| attachments.iter().filter_map(address).collect());
        Trace::begin(store, &self.actor(), message, files)
    }

    /// What decides whether it can be published; tracked.
    pub fn facts(self, store: Store) -> Facts {
        let (characters, is_blank) = self.text.with(|text| (length(text.trim_end()), is_blank(text)));
        let mut facts = Facts {
            length: characters,
            limit: self.fixed.with_value(|fixed| fixed.kind.limit()),
            is_blank,
            is_offline: !store.online.get(),
            is_limited: matches!(self.phase.get(), Phase::Limited { .. }),
            video: if self.takes() == Takes::Video { Video::Missing } else { Video::None },
            ..Facts::default()
        };
        for Attachment { medium, stage, .. } in self.attachments.get() {
            match (stage.get(), medium) {
                (Stage::Checking | Stage::Sending(_), Medium::Video) => facts.video = Video::Sending,
                (Stage::Processing(_), _) => facts.video = Video::Processing,
                (Stage::Ready(_), Medium::Video) => facts.video = Video::Ready,
                (Stage::Failed(_), Medium::Video) => facts.video = Video::Failed,
                (Stage::Checking | Stage::Sending(_), Medium::Image) => facts.sending += 1,
                (Stage::Ready(_), Medium::Image) => facts.ready += 1,
                (Stage::Failed(_), Medium::Image) => facts.failed += 1,
                (Stage::Refused(_), _) => {}
            }
        }
        facts
    }

    /// Whether it is on its way or looked for.
    pub fn is_busy(self) -> bool {
        self.phase.get().is_busy()
    }
}

impl Phase {
    /// Whether it is on its way or looked for.
    pub(super) fn is_busy(&self) -> bool {
        matches!(self, Self::Left | Self::Sending | Self::Looking)
    }
}

/// How far a draft has come that nobody has gone on with here.
fn phase_of(draft: &Draft) -> Phase {
    if draft.sent.is_some() { Phase::Left } else { Phase::Writing }
}
