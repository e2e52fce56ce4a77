//! A file of the library: what it is, and what can be done with it.

use contract::media::{MediaType, PostMedia, ProcessingState, Uploaded};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::area::{self, Tool};
use crate::parts::avatar::image_url;
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::{file_size, in_words, play_time};
use crate::parts::icon::Icon;
use crate::parts::time_ago::TimeAgo;
use crate::route::Actor;
use crate::store::media::{self, FileCell, FileEntry, FilePhase};
use crate::store::{Store, actor};

/// Draws a file. Nothing once it was deleted.
pub fn file_row(entry: &FileEntry) -> AnyView {
    let cell = entry.cell.clone();
    await_processing(&cell);
    let known = cell.clone();
    let shown = Memo::new(move |_| known.with(|state| (state.phase != FilePhase::Deleted).then(|| state.file.clone())));
    dynamic(move || shown.get().map(|file| row(file, &cell)))
}

/// Follows the service's work on a video as long as its row is there.
fn await_processing(cell: &FileCell) {
    if cell.with_untracked(|state| state.file.state != Some(ProcessingState::Processing)) {
        return;
    }
    let (store, actor, cell, open) = (Store::here(), actor(), cell.clone(), StoredValue::new(()));
    spawn_local(async move { media::follow(store, actor, cell, move || open.try_get_value().is_some()).await });
}

fn row(file: Uploaded, cell: &FileCell) -> AnyView {
    let (store, actor) = (Store::here(), actor());
    let (name, deleting) = (name(&file), RwSignal::new(false));
    let state = cell.clone();
    let is_busy = Memo::new(move |_| state.with(|state| state.phase == FilePhase::Deleting));
    let delete = Callback::new({
        let (actor, cell) = (actor.clone(), cell.clone());
        move |()| spawn_local(delete(store, actor.clone(), cell.clone()))
    });
    let known = file.clone();
    let consequence = Signal::derive(move || consequence(&media::uses(store, &self::actor(), &known)));
    let delete_label = ["Delete ", &name].concat();
    let ask = move |_| {
        if !is_busy.get_untracked() {
            deleting.set(true);
        }
    };
    view! {
        <div class="file-row" role="listitem" aria-busy=follow(move || is_busy.get().then_some("true"))>
            <Thumb file=file.clone() name=name.clone()/>
            <div>
                <p class="file-name" title=name.clone()>{name.clone()}</p>
                <p class="file-facts">{facts(&file)}<TimeAgo at=file.created_at/></p>
                {progress(&file)}
            </div>
            <div class="button-row">
                {use_button(&file, &name, is_busy)}
                // Not `disabled`, which would drop the focus: the question gives it back while the file is being deleted.
                <button
                    class="icon-button" type="button" aria-label=delete_label data-tip="Delete"
                    aria-disabled=follow(move || is_busy.get().then_some("true")) on:click=ask
                >
                    <Icon name="trash-2"/>
                </button>
            </div>
            {when_opened(deleting, move || view! {
                <Confirm
                    open=deleting question="Delete this file?"
                    consequence=consequence verb="Delete file" on_confirm=delete
                />
            }.into_any())}
        </div>
    }
    .into_any()
}

/// What follows from deleting a file that is known to be shown in these places.
fn consequence(uses: &[&str]) -> String {
    let shown = match uses {
        [] => "If a post, a byte or your profile shows it, it may disappear there".to_owned(),
        uses => ["It is shown ", &uses.join(" and "), ": it may disappear there"].concat(),
    };
    shown + ", unless the service refuses. This cannot be undone."
}

async fn delete(store: Store, actor: Actor, cell: FileCell) {
    match media::delete(store, &actor, &cell).await {
        Ok(()) => store.notices.done("File deleted.", None),
        Err(trouble) => {
            let what = trouble.words("The file was not deleted.", "It is not known whether the file was deleted.");
            store.notices.failed(what, &trouble.error, None);
        }
    }
}

/// The file's name, as its address tells it.
fn name(file: &Uploaded) -> String {
    let last = file.url.as_deref().and_then(|url| url.split(['?', '#']).next()?.rsplit('/').next()).filter(|name| !name.is_empty());
    last.unwrap_or(file.id.as_str()).to_owned()
}

/// Kind, dimensions, length and size, as far as the service tells them.
fn facts(file: &Uploaded) -> String {
    let kind = file.kind.as_ref().map(|kind| in_words(kind.as_str()));
    let extent = file.width.zip(file.height).map(|(width, height)| [&width.to_string(), "\u{d7}", &height.to_string()].concat());
    let length = file.duration.map(play_time);
    let size = file.size.map(file_size);
    let mut text: String = [kind, extent, length, size].into_iter().flatten().collect::<Vec<_>>().join(" · ");
    text.push_str(if text.is_empty() { "" } else { " · " });
    text
}

/// What stands against using it.
fn progress(file: &Uploaded) -> Option<AnyView> {
    match &file.state {
        Some(ProcessingState::Processing) => {
            Some(view! { <p class="file-state" role="status"><Icon name="loader-circle"/>"The service is processing it"</p> }.into_any())
        }
        Some(ProcessingState::Failed) => {
            let reason = file.failure.clone().unwrap_or_else(|| "The service did not say why.".to_owned());
            Some(view! { <p class="field-error"><Icon name="circle-alert"/>"Can\u{2019}t be used. "{reason}</p> }.into_any())
        }
        Some(ProcessingState::Unknown(state)) => Some(view! { <p class="file-state">{in_words(state)}</p> }.into_any()),
        Some(ProcessingState::Ready) | None => None,
    }
}

/// The way into a new post, for what can be attached to one.
fn use_button(file: &Uploaded, name: &str, is_busy: Memo<bool>) -> Option<AnyView> {
    let is_ready = matches!(file.state, Some(ProcessingState::Ready) | None);
    let fits = is_ready && matches!(file.kind, Some(MediaType::Image | MediaType::Video));
    let label = ["Use in post: ", name].concat();
    let file = file.clone();
    fits.then(|| {
        view! {
            <button
                class="button" type="button" aria-label=label disabled=follow(move || is_busy.get())
                on:click=move |_| area::compose_with(file.clone())
            >
                "Use in post"
            </button>
        }
        .into_any()
    })
}

/// A small picture of the file that opens it large.
#[component]
fn Thumb(file: Uploaded, name: String) -> impl IntoView {
    let Some(url) = file.url.as_deref().and_then(image_url) else {
        return view! { <span class="file-thumb"><Icon name="image-off"/></span> }.into_any();
    };
    let still = match file.kind {
        Some(MediaType::Image) => Some(url.clone()),
        _ => file.thumbnail_url.as_deref().and_then(image_url),
    };
    let icon = match file.kind {
        Some(MediaType::Video) => "video",
        Some(MediaType::Audio) => "music",
        _ => "image-off",
    };
    let (open, at) = (RwSignal::new(false), RwSignal::new(0));
    let seconds = file.duration.map(play_time);
    // What is seen on a button belongs to its name.
    let label = ["Open ", &name, seconds.as_ref().map_or("", |_| ", "), seconds.as_deref().unwrap_or_default()].concat();
    let media = PostMedia {
        url,
        kind: file.kind.clone(),
        width: file.width,
        height: file.height,
        duration: file.duration,
        thumbnail_url: file.thumbnail_url.clone(),
        alt: Some(name),
    };
    let media = StoredValue::new(vec![media]);
    let broken = RwSignal::new(false);
    let picture = move || match still.clone().filter(|_| !broken.get()) {
        Some(still) => view! { <img src=still alt="" loading="lazy" decoding="async" on:error=move |_| broken.set(true)/> }.into_any(),
        None => view! { <Icon name=icon/> }.into_any(),
    };
    let length = seconds.map(|seconds| view! { <span>{seconds}</span> });
    view! {
        <button class="file-thumb" type="button" aria-label=label on:click=move |_| open.set(true)>{dynamic(picture)}{length}</button>
        {when_opened(open, move || area::tool(Tool::Viewer { open, at, media, author: String::new() }))}
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::Decode;
    use serde_json::json;

    fn file(json: serde_json::Value) -> Uploaded {
        Uploaded::decode(&json).expect("a file")
    }

    #[test]
    fn files_are_named_by_their_addresses() {
        assert_eq!(name(&file(json!({ "id": "m", "url": "/uploads/posts/a.png?x=1" }))), "a.png");
        assert_eq!(name(&file(json!({ "id": "m", "url": "https://cdn.example/" }))), "m");
        assert_eq!(name(&file(json!({ "id": "m" }))), "m");
    }

    #[test]
    fn what_was_not_sent_is_left_out() {
        let whole = json!({ "id": "m", "type": "video", "width": 180, "height": 320, "duration": 5.9, "size": 3_251 });
        assert_eq!(facts(&file(whole)), "Video · 180\u{d7}320 · 0:06 · 4 KB · ");
        assert_eq!(facts(&file(json!({ "id": "m" }))), "");
    }
}
