//! The voices of a provider: searched, filtered, heard, chosen.

use contract::generation::{Param, Voice};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::form::Form;
use crate::browser::time;
use crate::parts::avatar::image_url;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::format::in_words;
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};
use crate::parts::select::select;
use crate::store::generation::{Loaded, Offers};
use crate::store::{Store, actor};

/// Reads what voices are told apart by.
type Trait = fn(&Voice) -> Option<&String>;

/// What voices are told apart by.
const TRAITS: [(&str, Trait); 5] = [
    ("Gender", |voice| voice.gender.as_ref()),
    ("Age", |voice| voice.age.as_ref()),
    ("Accent", |voice| voice.accent.as_ref()),
    ("Use", |voice| voice.use_case.as_ref()),
    ("Category", |voice| voice.category.as_ref()),
];

/// A choice of one voice.
pub fn voice_picker(form: Form, param: &'static Param) -> AnyView {
    let list = with_voices(form, move |voices| picker(form, param, voices));
    view! { <fieldset class="field voices"><legend class="field-label">{param.label}</legend><p class="field-hint">{param.hint}</p>{list}</fieldset> }.into_any()
}

/// What is drawn of the voices of the provider, once they are there.
pub fn with_voices(form: Form, draw: impl Fn(Vec<Voice>) -> AnyView + Send + Sync + 'static) -> AnyView {
    let Some(provider) = form.provider.get_untracked() else { return ().into_any() };
    let (store, actor) = (Store::here(), actor());
    let offers = Offers::of(store);
    let offer = offers.voices(store, &actor, &provider);
    dynamic(move || {
        match offer.get() {
        Loaded::Loading => view! { <div class="skeleton"><p class="visually-hidden" role="status">"Loading voices"</p><div class="bone"></div><div class="bone" data-width="half"></div></div> }.into_any(),
        Loaded::Failed(error) => {
            let (actor, provider) = (actor.clone(), provider.clone());
            let again = move |_| drop(offers.voices(store, &actor, &provider));
            view! {
                <p class="field-error" role="alert"><Icon name="circle-alert"/>"The voices could not be loaded. "{error.sentence(time::now())}</p>
                <div><button class="text-button" type="button" on:click=again>"Retry"</button></div>
            }
            .into_any()
        }
        Loaded::Ready(voices) if voices.is_empty() => view! { <p class="field-hint">"The service offers no voices; its default speaks."</p> }.into_any(),
        Loaded::Ready(voices) => draw(voices),
    }
    })
}

/// What is looked for, and what is heard.
#[derive(Clone, Copy)]
struct Picker {
    voices: StoredValue<Vec<Voice>>,
    words: RwSignal<String>,
    wanted: [RwSignal<String>; 5],
    player: NodeRef<html::Audio>,
    /// The voice that is heard.
    heard: RwSignal<Option<String>>,
    /// The voice whose sample does not play.
    mute: RwSignal<Option<String>>,
}

fn picker(form: Form, param: &'static Param, voices: Vec<Voice>) -> AnyView {
    let picker = Picker {
        voices: StoredValue::new(voices),
        words: RwSignal::new(String::new()),
        wanted: std::array::from_fn(|_| RwSignal::new(String::new())),
        player: NodeRef::new(),
        heard: RwSignal::new(None),
        mute: RwSignal::new(None),
    };
    let filters: Vec<AnyView> = TRAITS.iter().zip(picker.wanted).filter_map(|(one, wanted)| picker.filter(*one, wanted)).collect();
    let found = Memo::new(move |_| picker.found());
    let draw = move |voice: Voice| Row::new(voice.id.clone(), move || picker.row(form, param, &voice));
    let is_default = follow(move || form.text(param.name).is_empty());
    view! {
        <input
            class="input" type="search" aria-label="Search voices" placeholder="Search voices" autocomplete="off" prop:value=picker.words
            on:input=move |event| picker.words.set(event_target_value(&event))
        />
        <div class="filter-row">{filters}</div>
        <p class="visually-hidden" role="status">{follow(move || format!("{} voices", found.with(Vec::len)))}</p>
        <div class="voice-list" tabindex="0" role="group" aria-label="Voices">
            <div class="voice"><label class="check"><input type="radio" name="voice" prop:checked=is_default on:change=move |_| form.set_text(param.name, String::new())/><span><b>"Default"</b></span></label></div>
            {rows(move || found.get().into_iter().map(draw).collect())}
            {dynamic(move || found.with(Vec::is_empty).then(|| view! { <p class="field-hint">"No voice has all of this."</p> }))}
        </div>
        <audio node_ref=picker.player preload="none" on:ended=move |_| picker.heard.set(None) hidden></audio>
    }
    .into_any()
}

impl Picker {
    /// A menu of the values of a trait, where there are several.
    fn filter(self, (label, read): (&'static str, fn(&Voice) -> Option<&String>), wanted: RwSignal<String>) -> Option<AnyView> {
        let mut values: Vec<String> = self.voices.with_value(|voices| voices.iter().filter_map(read).cloned().collect());
        values.sort();
        values.dedup();
        if values.len() < 2 {
            return None;
        }
        let all = std::iter::once((String::new(), "Any".to_owned()));
        let choices = all.chain(values.into_iter().map(|value| (value.clone(), in_words(&value)))).collect();
        Some(select(label, choices, wanted.into(), Callback::new(move |value| wanted.set(value))))
    }

    fn found(self) -> Vec<Voice> {
        let words = self.words.get().to_lowercase();
        let wanted = self.wanted.map(|wanted| wanted.get());
        let fits = |voice: &&Voice| {
            let has = |text: Option<&String>| text.is_some_and(|text| text.to_lowercase().contains(words.trim()));
            let said = words.trim().is_empty() || has(Some(&voice.name)) || TRAITS.iter().any(|(_, read)| has(read(voice)));
            said && TRAITS.iter().zip(&wanted).all(|((_, read), wanted)| wanted.is_empty() || read(voice) == Some(wanted))
        };
        self.voices.with_value(|voices| voices.iter().filter(fits).cloned().collect())
    }

    fn row(self, form: Form, param: &'static Param, voice: &Voice) -> AnyView {
        let (id, own, name) = (voice.id.clone(), voice.id.clone(), voice.name.clone());
        let traits = [&voice.gender, &voice.age, &voice.accent, &voice.use_case, &voice.category];
        let traits = traits.into_iter().flatten().cloned().collect::<Vec<_>>().join(", ");
        let is_chosen = follow(move || form.text(param.name) == own);
        let choose = move |_| form.set_text(param.name, id.clone());
        let sample = voice.preview_url.as_deref().and_then(image_url).map(|url| self.sample(voice.id.clone(), voice.name.clone(), url));
        view! {
            <div class="voice">
                <label class="check"><input type="radio" name="voice" prop:checked=is_chosen on:change=choose/><span><b>{name}</b>" "<span class="muted">{traits}</span></span></label>
                {sample}
            </div>
        }
        .into_any()
    }

    /// The button that lets a voice be heard.
    fn sample(self, id: String, name: String, url: String) -> AnyView {
        let (heard, mute) = (id.clone(), id.clone());
        let is_heard = Memo::new(move |_| self.heard.with(|playing| playing.as_ref() == Some(&heard)));
        let is_mute = Memo::new(move |_| self.mute.with(|mute_id| mute_id.as_ref() == Some(&mute)));
        let press = move |_| self.play(&id, &url);
        let label = follow(move || [if is_heard.get() { "Stop " } else { "Listen to " }, &name].concat());
        view! {
            {dynamic(move || is_mute.get().then(|| view! { <span class="field-error" role="alert"><Icon name="circle-alert"/>"The sample does not play"</span> }))}
            <button class="icon-button" type="button" aria-label=label on:click=press>
                {dynamic(move || view! { <Icon name=if is_heard.get() { "pause" } else { "play" }/> })}
            </button>
        }
        .into_any()
    }

    fn play(self, id: &str, url: &str) {
        let Some(player) = self.player.get_untracked() else { return };
        self.mute.set(None);
        if self.heard.with_untracked(|heard| heard.as_deref() == Some(id)) {
            // Pausing what plays is never refused.
            let _ = player.pause();
            return self.heard.set(None);
        }
        player.set_src(url);
        self.heard.set(Some(id.to_owned()));
        let (id, playing) = (id.to_owned(), player.play());
        spawn_local(async move {
            let Ok(playing) = playing else { return };
            let is_it = move || self.heard.try_with_untracked(|heard| heard.as_deref() == Some(&id)) == Some(true);
            if JsFuture::from(playing).await.is_err() && is_it() {
                self.mute.set(self.heard.get_untracked());
                self.heard.set(None);
            }
        });
    }
}
