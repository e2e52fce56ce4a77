//! The way out: sent once, looked for when the answer is lost, kept when it fails.

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::blocked::Blocked;
use super::desks::Destination;
use super::kind::ComposerKind;
use super::writing::{Failure, Phase, Sent, WayOn, Writing};
use crate::api::ApiError;
use crate::browser::{locks, network, time};
use crate::route::{Place, Route};
use crate::store::Store;
use crate::store::notices::Remedy;
use crate::store::posts::{Message, Published, find_published, publish};

/// What the way out needs of the app.
#[derive(Clone, Copy)]
pub struct Desk {
    /// The store.
    pub store: Store,
    /// Goes to what was published, or to a draft that failed after its composer was closed.
    pub go: Callback<Destination>,
    /// Told when it is published, if the composer is still there.
    pub done: Callback<()>,
}

impl Writing {
    /// Publishes, unless it is on its way already or something stands against it.
    ///
    /// # Errors
    /// What stands against it.
    pub fn submit(self, desk: Desk) -> Result<(), Blocked> {
        if untrack(|| self.is_busy()) {
            return Ok(());
        }
        if let Some(reason) = untrack(|| self.facts(desk.store)).blocked() {
            return Err(reason);
        }
        match self.phase.get_untracked() {
            Phase::Failed(failure) if self.sent().is_some() => self.look(desk, failure),
            _ => self.begin(desk),
        }
        Ok(())
    }

    /// Sends it as it stands.
    fn begin(self, desk: Desk) {
        let Some(message) = self.message() else { return };
        self.phase.set(Phase::Sending);
        self.alone(async move { self.send(desk, message).await });
    }

    /// Does it while no other tab sends or looks for the same draft. What another tab made of the draft until then is taken over instead.
    fn alone(self, work: impl Future<Output = ()> + 'static) {
        self.keep_edits();
        let turn = async move {
            if self.is_outdated() {
                self.take_draft();
            } else {
                work.await;
            }
        };
        spawn_local(async move { locks::with_lock(&self.key(), turn).await });
    }

    /// Other tabs are told only now that it is sent: one that waits for its turn must not pass for the one that sends.
    async fn send(self, desk: Desk, message: Message) {
        self.phase.set(Phase::Sending);
        self.set_sent(Some(Sent { trace: self.trace(desk.store, &message), message: Some(message.clone()) }));
        let actor = self.actor();
        match publish(desk.store, &actor, &message).await {
            Ok(published) => self.published(desk, &message, published),
            Err(error) if error.fate_unknown() && !network::is_offline() => {
                self.find(desk, message, Failure { sentence: error.sentence(time::now()), way_on: WayOn::Look }).await;
            }
            Err(error) => self.failed(desk, &error),
        }
    }

    /// Looks for what another tab sent, or this one before it was reloaded.
    pub fn look_for_left(self, desk: Desk) {
        if self.phase.get() == Phase::Left {
            let sentence = "The page was closed before the answer came.".to_owned();
            untrack(|| self.look(desk, Failure { sentence, way_on: WayOn::Look }));
        }
    }

    /// Looks whether something was published whose answer was lost, before `failure` is left behind.
    pub fn look(self, desk: Desk, failure: Failure) {
        self.phase.set(Phase::Looking);
        self.alone(async move {
            let sent = self.sent().and_then(|sent| sent.message);
            match sent.or_else(|| self.message()) {
                Some(message) => self.find(desk, message, failure).await,
                None => self.phase.set(Phase::Failed(failure)),
            }
        });
    }

    /// What was looked for in vain and is wished again is sent again, before any other tab has its turn.
    async fn find(self, desk: Desk, message: Message, failure: Failure) {
        self.phase.set(Phase::Looking);
        let trace = self.sent().map_or_else(|| self.trace(desk.store, &message), |sent| sent.trace);
        let way_on = match find_published(desk.store, &self.actor(), &message, &trace).await {
            Ok(Some(published)) => return self.published(desk, &message, published),
            Ok(None) if failure.way_on == WayOn::Resend => return Box::pin(self.send(desk, self.message().unwrap_or(message))).await,
            Ok(None) => WayOn::Resend,
            Err(ApiError::SignInNeeded) => WayOn::SignIn,
            Err(_) => WayOn::Look,
        };
        self.fail(desk, Failure { way_on, ..failure });
    }

    fn failed(self, desk: Desk, error: &ApiError) {
        if let ApiError::RateLimited { until } = *error {
            self.set_sent(None);
            self.phase.set(Phase::Limited { until, scheduled: false });
            self.tell_if_unseen(desk, &error.sentence(time::now()));
            return spawn_local(async move { self.count_down(desk, until).await });
        }
        let field = ["content", "caption", "mediaIds", "mediaId", "media", "parentId"].iter().find_map(|name| error.field(name));
        let sentence = field.map_or_else(|| error.sentence(time::now()), str::to_owned);
        let way_on = match error {
            ApiError::SignInNeeded => WayOn::SignIn,
            // The connection may have gone before or after the service had it.
            error if error.fate_unknown() => WayOn::Look,
            _ => WayOn::Publish,
        };
        if way_on != WayOn::Look {
            self.set_sent(None);
        }
        self.fail(desk, Failure { sentence, way_on });
    }

    fn fail(self, desk: Desk, failure: Failure) {
        self.tell_if_unseen(desk, &failure.sentence);
        self.phase.set(Phase::Failed(failure));
    }

    /// A failure behind a closed composer is told at the edge of the page, with the way back to the draft.
    fn tell_if_unseen(self, desk: Desk, sentence: &str) {
        if self.is_shown() {
            return;
        }
        let text = ["The ", self.kind().words().thing, " was not published. ", sentence].concat();
        let open = move || desk.go.run(self.destination());
        desk.store.notices.done(text, Some(Remedy::new("Open draft", open)));
    }

    /// Where its composer is.
    fn destination(self) -> Destination {
        match self.kind() {
            ComposerKind::Post => Destination::NewPost,
            ComposerKind::Quote(cell) => Destination::Quote(cell),
            kind @ (ComposerKind::Byte | ComposerKind::Comment { .. }) => Destination::Page(Route::In(self.actor(), kind.place())),
        }
    }

    fn published(self, desk: Desk, message: &Message, published: Published) {
        // What was changed since it was sent is not what was published: it stays.
        if untrack(|| self.text.with(|text| text.trim() == message.text().trim())) {
            self.clear();
        } else {
            self.set_sent(None);
        }
        self.phase.set(Phase::Writing);
        let place = match &published {
            Published::Post(post) => Some(Place::post(post.id.clone())),
            Published::Byte(byte) => Some(Place::byte(byte.id.clone())),
            Published::Comment(_) => None,
        };
        let remedy = place.map(|place| {
            let route = Route::In(self.actor(), place);
            Remedy::new("Open", move || desk.go.run(Destination::Page(route.clone())))
        });
        desk.store.notices.done(if remedy.is_some() { "Published." } else { "Comment published." }, remedy);
        desk.done.try_run(());
    }

    /// Sends by itself once the service takes more, or gives up the wish to.
    pub fn schedule(self, wish: bool) {
        self.phase.update(|phase| {
            if let Phase::Limited { scheduled, .. } = phase {
                *scheduled = wish;
            }
        });
    }

    async fn count_down(self, desk: Desk, limit: i64) {
        let scheduled = loop {
            let Phase::Limited { until, scheduled } = self.phase.get_untracked() else { return };
            let left = until - time::now();
            if until != limit {
                return;
            }
            if left <= 0 {
                break scheduled;
            }
            self.seconds.set((left + 999) / 1000);
            time::sleep(u32::try_from(left.min(1000)).unwrap_or(1000)).await;
        };
        self.phase.set(Phase::Writing);
        if scheduled {
            // What stands against it now is shown where it was written.
            let _ = self.submit(desk);
        }
    }
}
