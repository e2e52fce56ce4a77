//! The composer: where a post, quote, comment or reply is written.

use contract::Handle;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DragEvent, Element, KeyboardEvent, SubmitEvent};

use super::Compose;
use super::attachment_list::{AddImages, AddVideo, AttachmentList, VideoPlace};
use super::blocked::Blocked;
use super::desks::Desks;
use super::files;
use super::kind::{ComposerKind, Takes};
use super::publishing::Desk;
use super::trouble::Trouble;
use super::writing::{Failure, Kept, Phase, WayOn, Writing};
use crate::area;
use crate::pages::post_card::QuoteCard;
use crate::parts::avatar::{Avatar, Size};
use crate::parts::dialog::unique_id;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::icon::Icon;
use crate::route::Actor;
use crate::store::{Store, actor};

/// A form to write something. Draws nothing for guests.
#[component]
pub fn Composer(
    /// What is written.
    kind: ComposerKind,
    /// Whether the text gets the focus at once.
    focus: bool,
    /// Called once it is published. It stands in the open timelines by then, and the counters are right.
    on_done: Option<Callback<()>>,
) -> impl IntoView {
    let new_post = Compose::here().new_post;
    match (actor(), &kind) {
        (Actor::Guest, _) => ().into_any(),
        // The dialog shows the same draft: what stands below it is closed meanwhile.
        (Actor::Agent(handle), ComposerKind::Post) if !focus => dynamic(move || {
            let is_behind = new_post.get();
            untrack(|| if is_behind { area::waiting_composer() } else { composer(handle.clone(), kind.clone(), focus, on_done) })
        }),
        (Actor::Agent(handle), _) => composer(handle, kind, focus, on_done),
    }
}

fn composer(handle: Handle, kind: ComposerKind, focus: bool, on_done: Option<Callback<()>>) -> AnyView {
    let desks = Desks::here();
    let (words, takes) = (kind.words(), kind.takes());
    let size = if matches!(kind, ComposerKind::Comment { parent: Some(_), .. }) { Size::Small } else { Size::Normal };
    let quoted = if let ComposerKind::Quote(cell) = &kind { Some(cell.with_untracked(|state| state.post.clone())) } else { None };
    let writing = desks.writing(&handle, kind);
    let form = Form { writing, takes, field: NodeRef::new(), drag: RwSignal::new(false), nudge: RwSignal::new(false) };
    let desk = Desk { store: Store::here(), go: desks.go(), done: Callback::new(move |()| form.done(on_done)) };
    form.follow(desk, focus);
    let (avatar, as_handle) = (avatar(handle.clone(), size), handle.to_string());
    view! {
        <form
            class="composer" aria-label=words.form aria-busy=follow(move || writing.is_busy().to_string()) data-drag=follow(move || form.invitation_to_drop())
            on:submit=move |event| form.on_submit(&event, desk) on:keydown=move |event| form.on_key(&event, desk)
            on:dragover=move |event| form.on_drag(&event) on:dragleave=move |event| form.on_drag_end(&event)
            on:drop=move |event| form.on_drop(&event, desk) on:paste=move |event| form.on_paste(&event, desk)
        >
            {avatar}
            <div>
                <p class="composer-as">{words.acting}<b>{as_handle}</b></p>
                <TextField form=form label=words.field invitation=words.invitation/>
                {quoted.map(|post| view! { <QuoteCard quoted=Some(post)/> })}
                {(takes != Takes::Nothing).then(|| view! { <AttachmentList writing=writing/> })}
                {(takes == Takes::Video).then(|| view! { <VideoPlace writing=writing/> })}
                <Trouble writing=writing desk=desk words=words handle=handle/>
                <div class="composer-foot">
                    {(takes == Takes::ImagesOrVideo).then(|| view! { <AddImages writing=writing/><AddVideo writing=writing/> })}
                    <span class="composer-hint" role="status">{dynamic(move || form.hint(desk.store))}</span>
                    <Counter writing=writing store=desk.store/>
                    <PublishButton writing=writing store=desk.store verb=words.verb/>
                </div>
            </div>
        </form>
    }
    .into_any()
}

/// The avatar of who acts, as far as it is known.
fn avatar(handle: Handle, size: Size) -> impl IntoView {
    let store = Store::here();
    let account = Memo::new({
        let handle = handle.clone();
        move |_| store.accounts.find(&handle).map(|account| (account.name, account.avatar_url))
    });
    move || {
        let (name, url) = account.get().unwrap_or_default();
        view! { <Avatar handle=handle.clone() name=name.unwrap_or_default() url=url size=size/> }
    }
}

/// One composer on a page.
#[derive(Clone, Copy)]
struct Form {
    writing: Writing,
    takes: Takes,
    field: NodeRef<html::Textarea>,
    /// Whether files are dragged over it.
    drag: RwSignal<bool>,
    /// Whether somebody tried to publish nothing.
    nudge: RwSignal<bool>,
}

impl Form {
    /// Notes that it is shown, gives the text the focus, and finds out about what was left without an answer.
    fn follow(self, desk: Desk, focus: bool) {
        self.writing.show(true);
        on_cleanup(move || self.writing.show(false));
        if let Phase::Failed(failure @ Failure { way_on: WayOn::Look, .. }) = self.writing.phase.get_untracked() {
            self.writing.look(desk, failure);
        }
        Effect::new(move |_| self.writing.look_for_left(desk));
        Effect::new(move |_| {
            if focus && let Some(field) = self.field.get() {
                // Fails only for a field that has left the document.
                let _ = field.focus();
            }
        });
    }

    /// The button that had the focus is disabled now: the focus goes to the empty text, not to nowhere.
    fn done(self, on_done: Option<Callback<()>>) {
        let focused = document().active_element();
        let field = self.field.try_get_untracked().flatten();
        if let (Some(field), Some(focused)) = (field, focused)
            && field.closest("form").ok().flatten().is_some_and(|form| form.contains(Some(&focused)))
        {
            let _ = field.focus();
        }
        if let Some(on_done) = on_done {
            on_done.try_run(());
        }
    }

    fn submit(self, desk: Desk) {
        let outcome = self.writing.submit(desk);
        self.nudge.set(matches!(outcome, Err(Blocked::Empty | Blocked::NoVideo)));
    }

    fn on_submit(self, event: &SubmitEvent, desk: Desk) {
        event.prevent_default();
        self.submit(desk);
    }

    fn on_key(self, event: &KeyboardEvent, desk: Desk) {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) && !event.is_composing() {
            event.prevent_default();
            self.submit(desk);
        }
    }

    fn on_drag(self, event: &DragEvent) {
        if event.data_transfer().is_some_and(|dragged| files::holds(&dragged, "Files")) {
            event.prevent_default();
            if !self.drag.get_untracked() {
                self.drag.set(true);
            }
        }
    }

    fn on_drag_end(self, event: &DragEvent) {
        let inside = |form: Element| {
            let target = event.related_target().and_then(|target| target.dyn_into::<Element>().ok());
            target.is_some_and(|target| form.contains(Some(&target)))
        };
        let form = event.current_target().and_then(|target| target.dyn_into::<Element>().ok());
        if !form.is_some_and(inside) {
            self.drag.set(false);
        }
    }

    fn on_drop(self, event: &DragEvent, desk: Desk) {
        self.drag.set(false);
        let Some(dropped) = event.data_transfer().filter(|dropped| files::holds(dropped, "Files")) else { return };
        event.prevent_default();
        if self.takes != Takes::Nothing {
            self.writing.add_files(desk.store, files::listed(dropped.files()));
        }
    }

    /// Text wins where both are offered: word processors add a picture of the text.
    fn on_paste(self, event: &ClipboardEvent, desk: Desk) {
        let Some(pasted) = event.clipboard_data().filter(|_| self.takes != Takes::Nothing) else { return };
        let files = files::listed(pasted.files());
        if !files.is_empty() && !files::holds(&pasted, "text/plain") {
            event.prevent_default();
            self.writing.add_files(desk.store, files);
        }
    }

    fn invitation_to_drop(self) -> Option<String> {
        let with_video = self.writing.has_room_for_video();
        self.drag.get().then(|| match (self.takes, self.writing.room()) {
            (Takes::Nothing, _) => "Images can only be added to a new post".to_owned(),
            (Takes::Video, _) if with_video => "Drop a video".to_owned(),
            (Takes::Video, _) => "Only one video fits".to_owned(),
            (Takes::ImagesOrVideo, 0) => "No more images fit".to_owned(),
            (Takes::ImagesOrVideo, 1) => "Drop 1 image".to_owned(),
            (Takes::ImagesOrVideo, room) => {
                ["Drop up to ", &room.to_string(), if with_video { " images or a video" } else { " images" }].concat()
            }
        })
    }

    /// What goes on, or what stands against publishing, or whether the draft is kept.
    fn hint(self, store: Store) -> String {
        let writing = self.writing;
        match (writing.phase.get(), writing.facts(store).blocked(), writing.kept.get()) {
            (Phase::Sending, ..) => "Publishing".to_owned(),
            (Phase::Left | Phase::Looking, ..) => "Checking whether it was published".to_owned(),
            (_, Some(reason @ (Blocked::Empty | Blocked::NoVideo)), _) if self.nudge.get() => reason.sentence(),
            (_, Some(reason), _) if reason.is_told() => reason.sentence(),
            (_, _, Kept::OnlyHere(error)) => [&error.to_string(), " What you write stays until you close it."].concat(),
            (_, _, Kept::Saved) => "Draft saved".to_owned(),
            (_, _, Kept::Nothing) => String::new(),
        }
    }
}

/// The text, with what is wrong with its length.
#[component]
fn TextField(form: Form, label: &'static str, invitation: &'static str) -> impl IntoView {
    let (writing, store) = (form.writing, Store::here());
    let id = unique_id("text");
    let surplus = Memo::new(move |_| match writing.facts(store).blocked() {
        Some(reason @ Blocked::TooLong(_)) => Some(reason),
        _ => None,
    });
    let too_long = Memo::new(move |_| surplus.get().is_some());
    let described_by = [&id, "-error"].concat();
    let error_id = described_by.clone();
    let on_input = move |event| {
        form.nudge.set(false);
        writing.write(event_target_value(&event));
    };
    view! {
        <label class="visually-hidden" for=id.clone()>{label}</label>
        <textarea
            class="composer-text" id=id name="text" rows="1" dir="auto" placeholder=invitation node_ref=form.field
            prop:value=follow(move || writing.text.get()) on:input=on_input readonly=follow(move || writing.is_busy())
            aria-invalid=follow(move || too_long.get().then_some("true")) aria-describedby=follow(move || too_long.get().then(|| described_by.clone()))
        ></textarea>
        {dynamic(move || too_long.get().then(|| view! {
            <p class="field-error" id=error_id.clone()>
                <Icon name="circle-alert"/>
                <span class="visually-hidden" role="alert">"The text is too long. "</span>
                {dynamic(move || surplus.get().map(Blocked::sentence))}
            </p>
        }))}
    }
}

/// Characters left, once something is written.
#[component]
fn Counter(writing: Writing, store: Store) -> impl IntoView {
    let count = Memo::new(move |_| {
        let facts = writing.facts(store);
        (facts.length, facts.limit)
    });
    let shown = Memo::new(move |_| count.get().0 > 0);
    let left = move || match count.get() {
        (length, limit) if length > limit => ["\u{2212}", &(length - limit).to_string()].concat(),
        (length, limit) => (limit - length).to_string(),
    };
    let kind = move || match count.get() {
        (length, limit) if length > limit => Some("danger"),
        (length, limit) => (limit - length <= 50).then_some("warning"),
    };
    let arc = move || {
        let (length, limit) = count.get();
        [&(length * 100 / limit).min(100).to_string(), " 100"].concat()
    };
    move || {
        shown.get().then(|| {
            view! {
                <span class="counter" data-kind=kind>
                    <svg viewBox="0 0 20 20" aria-hidden="true">
                        <circle cx="10" cy="10" r="8"></circle>
                        <circle cx="10" cy="10" r="8" pathLength="100" stroke-dasharray=arc></circle>
                    </svg>
                    <span><span class="visually-hidden">"Characters left: "</span>{left}</span>
                </span>
            }
        })
    }
}

/// The button that publishes; while it can't, its tooltip says why.
#[component]
fn PublishButton(writing: Writing, store: Store, verb: &'static str) -> impl IntoView {
    let blocked = Memo::new(move |_| writing.facts(store).blocked());
    let busy = Memo::new(move |_| writing.is_busy());
    view! {
        <button
            class="button" data-kind="primary" type="submit" disabled=follow(move || blocked.get().is_some())
            aria-busy=follow(move || busy.get().to_string()) title=follow(move || blocked.get().map(Blocked::sentence))
        >
            {dynamic(move || busy.get().then(|| view! { <Icon name="loader-circle"/> }))}
            {verb}
        </button>
    }
}
