//! What stands in the form of a listing, and what becomes of it.

use contract::id::ServiceId;
use contract::marketplace::{CreateService, ServiceChange};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::draft::{Draft, Kept, Sent};
use crate::api::ApiError;
use crate::browser::storage::{self, StorageError};
use crate::parts::field::{Typed, focus_first_mistake};
use crate::route::{Actor, Place, Route};
use crate::store::Store;
use crate::store::marketplace::{create, find_created, newest_own, update};

/// Why a listing was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It was refused, or could not be sent: nothing was changed.
    Refused(ApiError),
    /// The answer was lost, and no such listing is there.
    NotThere,
    /// The answer was lost, and it could not be looked for.
    Unknown,
    /// The answer to a change of a listing that is there was lost.
    ChangeUnknown,
    /// Nothing was changed, so nothing was sent.
    Unchanged,
}

/// The form of a listing.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// Title.
    pub title: Typed,
    /// The line under it in lists.
    pub short: Typed,
    /// The whole description.
    pub description: Typed,
    /// Price.
    pub price: Typed,
    /// Days until it is delivered.
    pub days: Typed,
    /// Changes that are included.
    pub revisions: Typed,
    /// Kind, by its name on the wire.
    pub category: Typed,
    /// Tags.
    pub tags: Typed,
    /// Addresses of the pictures.
    pub pictures: RwSignal<Vec<String>>,
    /// The address of another picture, until it is added.
    pub address: Typed,
    /// What the service found wrong with the pictures.
    pub pictures_refused: RwSignal<Option<String>>,
    /// Whether it is being saved.
    pub busy: RwSignal<bool>,
    /// Why it was not saved.
    pub failure: RwSignal<Option<Failure>>,
    /// Whether what stands here is another than the service has, or than a new listing begins with.
    pub is_changed: Memo<bool>,
    /// Whether it goes on where it was left.
    pub is_restored: RwSignal<bool>,
    /// Why the draft is not kept.
    pub trouble: RwSignal<Option<StorageError>>,
    sent: RwSignal<Option<Sent>>,
    fixed: StoredValue<Fixed>,
}

#[derive(Clone)]
struct Fixed {
    store: Store,
    actor: Actor,
    key: String,
    /// Which listing is changed, and how it stands.
    base: Option<(ServiceId, Draft)>,
    /// Whether it is saved: then nothing has to be kept any more.
    is_saved: bool,
}

impl Sheet {
    /// Goes on where the draft ended, or begins with the listing as it stands.
    pub fn open(store: Store, actor: Actor, key: String, base: Option<(ServiceId, Draft)>) -> Self {
        let begin = base.as_ref().map_or_else(Draft::empty, |(_, draft)| draft.clone());
        let kept = Kept::read(&key);
        let sent = RwSignal::new(kept.as_ref().and_then(|kept| kept.sent.clone()));
        let draft = kept.map_or_else(|| begin.clone(), |kept| kept.reopened(&begin));
        let is_restored = RwSignal::new(draft != begin);
        let [title, short, description, price] = [&draft.title, &draft.short, &draft.description, &draft.price].map(Typed::new);
        let [days, revisions, category, tags] = [&draft.days, &draft.revisions, &draft.category, &draft.tags].map(Typed::new);
        let pictures = RwSignal::new(draft.pictures);
        let typed = [title, short, description, price, days, revisions, category, tags];
        let is_changed = Memo::new(move |_| collected(typed, pictures) != begin);
        let sheet = Self {
            title,
            short,
            description,
            price,
            days,
            revisions,
            category,
            tags,
            pictures,
            address: Typed::new(""),
            pictures_refused: RwSignal::new(None),
            busy: RwSignal::new(false),
            failure: RwSignal::new(None),
            is_changed,
            is_restored,
            trouble: RwSignal::new(None),
            sent,
            fixed: StoredValue::new(Fixed { store, actor, key, base, is_saved: false }),
        };
        Effect::new(move |_| sheet.keep());
        sheet
    }

    /// The fields by their names in the request.
    pub fn typed(self) -> [(&'static str, Typed); 8] {
        let Self { title, short, description, price, days, revisions, category, tags, .. } = self;
        [
            ("title", title),
            ("shortDesc", short),
            ("description", description),
            ("price", price),
            ("deliveryDays", days),
            ("revisions", revisions),
            ("category", category),
            ("tags", tags),
        ]
    }

    /// What stands there; tracked.
    pub fn draft(self) -> Draft {
        collected(self.typed().map(|(_, typed)| typed), self.pictures)
    }

    /// Whether a listing is changed, not a new one made.
    pub fn is_edit(self) -> bool {
        self.fixed.with_value(|fixed| fixed.base.is_some())
    }

    /// Who sells.
    pub fn actor(self) -> Actor {
        self.fixed.with_value(|fixed| fixed.actor.clone())
    }

    fn keep(self) {
        let (draft, sent, changed) = (self.draft(), self.sent.get(), self.is_changed.get());
        let Fixed { key, base, is_saved, .. } = self.fixed.get_value();
        if is_saved {
            return;
        }
        let trouble = if changed || sent.is_some() {
            Kept { draft, base: base.map(|(_, base)| base), sent }.write(&key).err()
        } else {
            storage::remove(&key);
            None
        };
        if self.trouble.get_untracked() != trouble {
            self.trouble.set(trouble);
        }
    }

    /// Drops what was changed.
    pub fn discard(self) {
        let begin = self.fixed.with_value(|fixed| fixed.base.as_ref().map_or_else(Draft::empty, |(_, draft)| draft.clone()));
        let texts = [begin.title, begin.short, begin.description, begin.price, begin.days, begin.revisions, begin.category, begin.tags];
        for ((_, typed), text) in self.typed().into_iter().zip(texts) {
            typed.set(text);
            typed.checked.set(false);
        }
        self.pictures.set(begin.pictures);
        self.address.set(String::new());
        self.address.checked.set(false);
        self.sent.set(None);
        self.failure.set(None);
        self.is_restored.set(false);
    }

    /// Saves it, unless that is under way.
    pub fn save(self, go: impl Fn(&Route, bool) + Send + Sync + 'static) {
        if self.busy.get_untracked() {
            return;
        }
        self.failure.set(None);
        self.typed().iter().for_each(|(_, typed)| typed.checked.set(true));
        let is_added = self.add_typed_picture();
        let (draft, Fixed { store, actor, key, base, .. }) = (untrack(|| self.draft()), self.fixed.get_value());
        let saving = match &base {
            None => draft.whole().map(|whole| Saving::Create(whole, draft)),
            Some((id, before)) => draft.change(before).map(|change| Saving::Change(id.clone(), change)),
        };
        let Some(saving) = saving.filter(|_| is_added) else { return focus_first_mistake() };
        if base.is_some() && !self.is_changed.get_untracked() {
            return self.failure.set(Some(Failure::Unchanged));
        }
        self.busy.set(true);
        spawn_local(async move {
            let outcome = self.saved(store, &actor, &key, saving).await;
            // The page may be gone meanwhile.
            let stays = self.busy.try_set(false).is_none();
            match outcome {
                Ok((service, words)) => {
                    self.fixed.try_update_value(|fixed| fixed.is_saved = true);
                    storage::remove(&key);
                    store.notices.done(words, None);
                    if stays {
                        go(&Route::In(actor, Place::Service(service)), true);
                    }
                }
                Err(failure) if stays => self.failed(failure),
                Err(Failure::Refused(error)) => store.notices.failed("The listing was not saved. What you typed is kept.", &error, None),
                Err(_) => store.notices.done("It is not known whether the listing was saved. What you typed is kept.", None),
            }
        });
    }

    async fn saved(self, store: Store, actor: &Actor, key: &str, saving: Saving) -> Result<(ServiceId, &'static str), Failure> {
        match saving {
            Saving::Create(operation, draft) => Ok((self.created(store, actor, key, &operation, draft).await?, "Listing created.")),
            Saving::Change(id, change) => Ok((changed(store, actor, id, change).await?, "Changes saved.")),
        }
    }

    /// Creates it once. One whose answer was lost is looked for first: if it is there, only what was changed since then is sent.
    async fn created(self, store: Store, actor: &Actor, key: &str, operation: &CreateService, draft: Draft) -> Result<ServiceId, Failure> {
        if let Some(sent) = self.sent.try_get_untracked().flatten()
            && let Some(id) = found(store, actor, &sent).await?
        {
            let change = draft.change(&sent.draft).unwrap_or_default();
            self.note(key, Some(Sent { found: Some(id.clone()), ..sent }));
            return if change == ServiceChange::default() { Ok(id) } else { changed(store, actor, id, change).await };
        }
        let own = newest_own(store, actor).await.map_err(Failure::Refused)?;
        let sent = Sent { draft, before: own.into_iter().map(|service| service.id).collect(), found: None };
        self.note(key, Some(sent.clone()));
        match create(store, actor, operation).await {
            Ok(service) => Ok(service.id),
            Err(error) if error.fate_unknown() => found(store, actor, &sent).await?.ok_or(Failure::NotThere),
            Err(error) => {
                self.note(key, None);
                Err(Failure::Refused(error))
            }
        }
    }

    /// Keeps what was sent, or that it has its answer; also when the page is gone.
    fn note(self, key: &str, sent: Option<Sent>) {
        if let Some(sent) = self.sent.try_set(sent)
            && let Some(kept) = Kept::read(key)
        {
            // Where there is no room for it, what was kept before stays.
            let _ = Kept { sent, ..kept }.write(key);
        }
    }

    /// Puts the service's words beside the fields that they are about, and the rest above the button.
    fn failed(self, failure: Failure) {
        let mut placed = false;
        if let Failure::Refused(error) = &failure {
            for (name, typed) in self.typed() {
                if let Some(words) = error.field(name) {
                    typed.refused.set(Some(words.to_owned()));
                    placed = true;
                }
            }
            if let Some(words) = error.field("images").or_else(|| error.field("thumbnailUrl")) {
                self.pictures_refused.set(Some(words.to_owned()));
                placed = true;
            }
        }
        if placed {
            focus_first_mistake();
        } else {
            self.failure.set(Some(failure));
        }
    }
}

/// What is sent.
enum Saving {
    Create(CreateService, Draft),
    Change(ServiceId, ServiceChange),
}

/// The listing that came of what was sent.
async fn found(store: Store, actor: &Actor, sent: &Sent) -> Result<Option<ServiceId>, Failure> {
    match (&sent.found, sent.draft.whole()) {
        (None, Some(operation)) => find_created(store, actor, &operation, &sent.before).await.map_err(|_| Failure::Unknown),
        (found, _) => Ok(found.clone()),
    }
}

/// Changes a listing that is there. Doing that again does no harm.
async fn changed(store: Store, actor: &Actor, id: ServiceId, change: ServiceChange) -> Result<ServiceId, Failure> {
    match update(store, actor, &id, change).await {
        Ok(service) => Ok(service.id),
        Err(error) if error.fate_unknown() => Err(Failure::ChangeUnknown),
        Err(error) => Err(Failure::Refused(error)),
    }
}

fn collected(typed: [Typed; 8], pictures: RwSignal<Vec<String>>) -> Draft {
    let [title, short, description, price, days, revisions, category, tags] = typed.map(|typed| typed.value.get());
    Draft { title, short, description, price, days, revisions, category, tags, pictures: pictures.get() }
}
