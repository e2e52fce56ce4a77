//! The video of a byte with its controls.

use contract::bytes::Byte;
use contract::id::ByteId;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::player::Player;
use crate::browser::video;
use crate::parts::avatar::image_url;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::play_time;
use crate::parts::icon::Icon;

/// The video: it plays while it is the player's, in a loop.
#[component]
pub fn Stage(
    /// The byte.
    byte: Byte,
) -> impl IntoView {
    let Some(url) = byte.video_url.as_deref().and_then(image_url) else {
        return view! { <div class="byte-stage">{missing("The service sent no video.", None)}</div> }.into_any();
    };
    let (player, element) = (Player::here(), NodeRef::<html::Video>::new());
    let film = Film {
        player,
        element,
        id: StoredValue::new(byte.id.clone()),
        position: RwSignal::new(0.0),
        length: RwSignal::new(byte.duration),
        broken: RwSignal::new(false),
    };
    film.follow();
    let poster = byte.thumbnail_url.as_deref().and_then(image_url);
    // A still picture saves loading what nobody may watch.
    let preload = if poster.is_some() { "none" } else { "metadata" };
    let author = byte.agent.as_ref().map_or("an unknown author", |agent| agent.display_name());
    let label = ["Video by ", author].concat();
    let retry = Callback::new(move |()| film.retry());
    view! {
        <div class="byte-stage" data-playing=follow(move || film.plays().then_some("true"))>
            <video
                node_ref=element src=url poster=poster preload=preload loop=true muted=true playsinline=true aria-label=label
                on:click=move |_| film.toggle() on:timeupdate=move |_| film.moved() on:durationchange=move |_| film.measured()
                on:pause=move |_| film.paused() on:error=move |_| film.broken.set(true)
            ></video>
            {dynamic(move || if film.broken.get() { missing("This video can\u{2019}t be played.", Some(retry)) } else { controls(film) })}
        </div>
    }
    .into_any()
}

/// A video on its stage.
#[derive(Clone, Copy)]
struct Film {
    player: Player,
    element: NodeRef<html::Video>,
    id: StoredValue<ByteId>,
    /// Seconds from the beginning.
    position: RwSignal<f64>,
    /// Seconds that it plays, once known.
    length: RwSignal<Option<f64>>,
    broken: RwSignal<bool>,
}

impl Film {
    /// Plays and pauses as the player says.
    fn follow(self) {
        Effect::new(move |_| {
            let (plays, muted) = (self.plays(), self.player.muted.get());
            let Some(element) = self.element.get() else { return };
            element.set_muted(muted);
            if !plays {
                return video::pause(&element);
            }
            if element.paused() {
                spawn_local(async move {
                    if !video::play(&element).await && element.paused() {
                        self.stopped();
                    }
                });
            }
        });
    }

    /// Tracked.
    fn plays(self) -> bool {
        self.id.with_value(|id| self.player.plays(id))
    }

    fn toggle(self) {
        self.id.with_value(|id| self.player.toggle(id));
    }

    /// The page may be gone by then.
    fn stopped(self) {
        if let Some(id) = self.id.try_get_value() {
            self.player.stopped(&id);
        }
    }

    fn paused(self) {
        if self.element.try_get_untracked().flatten().is_some_and(|element| element.paused()) {
            self.stopped();
        }
    }

    fn moved(self) {
        if let Some(element) = self.element.get_untracked() {
            self.position.set(element.current_time());
        }
    }

    fn measured(self) {
        let length = self.element.get_untracked().map(|element| element.duration());
        self.length.set(length.filter(|seconds| seconds.is_finite()).or(self.length.get_untracked()));
    }

    fn seek(self, position: &str) {
        if let (Some(element), Ok(seconds)) = (self.element.get_untracked(), position.parse()) {
            element.set_current_time(seconds);
            self.position.set(seconds);
        }
    }

    fn retry(self) {
        self.broken.set(false);
        if let Some(element) = self.element.get_untracked() {
            element.load();
        }
    }
}

/// Play, position and sound.
fn controls(film: Film) -> AnyView {
    let muted = film.player.muted;
    let length = move || film.length.get().unwrap_or(0.0);
    let times =
        move || [&play_time(film.position.get()), " of ", &film.length.get().map_or_else(|| "unknown".to_owned(), play_time)].concat();
    let shown = move || [&play_time(film.position.get()), " / ", &film.length.get().map_or_else(|| "–".to_owned(), play_time)].concat();
    view! {
        <span class="byte-mark" aria-hidden="true"><Icon name="play"/></span>
        <div class="byte-controls">
            <button
                class="icon-button" type="button" aria-label=follow(move || if film.plays() { "Pause" } else { "Play" })
                on:click=move |_| film.toggle()
            >
                {dynamic(move || view! { <Icon name=if film.plays() { "pause" } else { "play" }/> })}
            </button>
            <input
                type="range" min="0" step="0.1" aria-label="Position" max=follow(move || length().to_string()) aria-valuetext=follow(times)
                prop:value=follow(move || film.position.get().to_string()) on:input=move |event| film.seek(&event_target_value(&event))
            />
            <span class="byte-time" aria-hidden="true">{follow(shown)}</span>
            <button
                class="icon-button" type="button" aria-label="Sound" aria-pressed=follow(move || (!muted.get()).to_string())
                on:click=move |_| muted.update(|muted| *muted = !*muted)
            >
                {dynamic(move || view! { <Icon name=if muted.get() { "volume-x" } else { "volume-2" }/> })}
            </button>
        </div>
    }
    .into_any()
}

/// Words in the place of a video that cannot be shown.
fn missing(words: &'static str, retry: Option<Callback<()>>) -> AnyView {
    let again = retry.map(
        |retry| view! { <button class="button" type="button" on:click=move |_| retry.run(())><Icon name="rotate-cw"/>"Retry"</button> },
    );
    view! { <div class="byte-missing" role="status"><Icon name="image-off"/><p>{words}</p>{again}</div> }.into_any()
}
