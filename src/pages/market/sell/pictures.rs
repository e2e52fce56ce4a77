//! The pictures of a listing: in their order, by address or from the media library.

use contract::marketplace::Images;
use contract::text::WebUrl;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::library::LibraryDialog;
use super::sheet::Sheet;
use crate::parts::avatar::{image_url, take_away};
use crate::parts::dialog::when_opened;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::field::{Note, field};
use crate::parts::icon::Icon;
use crate::parts::rows::{Row, rows};

impl Sheet {
    /// Adds a picture, unless it is there or no more fit.
    pub fn add_picture(self, url: String) {
        self.pictures_refused.set(None);
        self.pictures.update(|pictures| {
            if pictures.len() < Images::MAX && !pictures.contains(&url) {
                pictures.push(url);
            }
        });
    }

    /// Adds the picture whose address is typed, if one is; whether nothing is wrong with it. What is refused stays in its field.
    pub fn add_typed_picture(self) -> bool {
        let text = self.address.value.get_untracked();
        if text.trim().is_empty() {
            return true;
        }
        self.address.checked.set(true);
        let Ok(url) = WebUrl::parse(&text) else { return false };
        let refused = self.pictures.with_untracked(|pictures| match pictures {
            pictures if pictures.iter().any(|known| known == url.as_str()) => Some("This picture is there already."),
            pictures if pictures.len() >= Images::MAX => Some("No more pictures fit: remove one first."),
            _ => None,
        });
        if let Some(words) = refused {
            self.address.refused.set(Some(words.to_owned()));
            return false;
        }
        self.add_picture(url.as_str().to_owned());
        self.address.set(String::new());
        self.address.checked.set(false);
        true
    }

    /// Takes a picture away.
    pub fn remove_picture(self, url: &str) {
        self.pictures_refused.set(None);
        self.address.refused.set(None);
        self.pictures.update(|pictures| pictures.retain(|known| known != url));
    }

    fn to_front(self, url: &str) {
        self.pictures.update(|pictures| {
            if let Some(place) = pictures.iter().position(|known| known == url) {
                pictures[..=place].rotate_right(1);
            }
        });
    }

    /// Whether no more pictures fit; tracked.
    pub fn is_full(self) -> bool {
        self.pictures.with(|pictures| pictures.len() >= Images::MAX)
    }
}

/// The pictures, and the ways to add some.
#[component]
pub fn Pictures(sheet: Sheet) -> impl IntoView {
    let open = RwSignal::new(false);
    let any = Memo::new(move |_| sheet.pictures.with(|pictures| !pictures.is_empty()));
    let row = move |url: String| Row::new(url.clone(), move || picture(sheet, url.clone()));
    let list = dynamic(move || {
        any.get().then(|| {
            view! {
                <ul class="attachments" aria-label="Pictures">{rows(move || sheet.pictures.get().into_iter().map(row).collect())}</ul>
            }
        })
    });
    let refused = dynamic(move || {
        sheet.pictures_refused.get().map(|words| view! { <p class="field-error" role="alert"><Icon name="circle-alert"/>{words}</p> })
    });
    let hint = ["Up to ", &Images::MAX.to_string(), ". The first one stands in lists."].concat();
    view! {
        <fieldset class="field pictures">
            <legend class="field-label">"Pictures "<span class="muted">"optional"</span></legend>
            <p class="field-hint">{hint}</p>
            {list}
            {refused}
            <AddByAddress sheet=sheet/>
            <div class="button-row">
                <button class="button" type="button" disabled=follow(move || sheet.is_full()) on:click=move |_| open.set(true)>
                    <Icon name="images"/>"Choose from your media"
                </button>
            </div>
            {when_opened(open, move || view! { <LibraryDialog open=open sheet=sheet/> }.into_any())}
        </fieldset>
    }
}

fn picture(sheet: Sheet, url: String) -> AnyView {
    let shown = image_url(&url).map(|url| view! { <img src=url alt="" on:error=take_away/> });
    let place = {
        let url = url.clone();
        Memo::new(move |_| sheet.pictures.with(|pictures| pictures.iter().position(|known| *known == url)).unwrap_or(0))
    };
    let number = move || (place.get() + 1).to_string();
    let (front, removed) = (url.clone(), url.clone());
    let (front, removed) = (move || sheet.to_front(&front), move || sheet.remove_picture(&removed));
    let front = dynamic(move || {
        let front = front.clone();
        (place.get() > 0).then(|| {
            let label = ["Make picture ", &number(), " the first"].concat();
            view! { <button class="text-button" type="button" aria-label=label on:click=move |_| front()>"Make first"</button> }
        })
    });
    view! {
        <li class="attachment">
            <div class="attachment-box">
                <Icon name="image-off"/>{shown}
                <button class="icon-button" type="button" aria-label=follow(move || ["Remove picture ", &number()].concat()) on:click=move |_| removed()>
                    <Icon name="x"/>
                </button>
            </div>
            <p title=url.clone()>{dynamic(move || if place.get() == 0 { "In lists" } else { "" })}</p>
            {front}
        </li>
    }
    .into_any()
}

/// A picture elsewhere on the web. Enter adds it, and does not send the form.
#[component]
fn AddByAddress(sheet: Sheet) -> impl IntoView {
    let typed = sheet.address;
    let add = move || {
        typed.checked.set(true);
        sheet.add_typed_picture();
    };
    let on_key = move |event: KeyboardEvent| {
        if event.key() == "Enter" && !event.is_composing() {
            event.prevent_default();
            add();
        }
    };
    let note = typed.note(WebUrl::parse, Note::None);
    field("Picture by address", true, note, move |control| {
        view! {
            <div class="add-row">
                <input
                    class="input" id=control.id.clone() type="url" placeholder="https://" autocomplete="off" spellcheck="false"
                    aria-describedby=control.described_by() aria-invalid=control.invalid()
                    prop:value=typed.value on:input=move |event| typed.set(event_target_value(&event)) on:keydown=on_key
                />
                <button class="button" type="button" aria-label="Add picture" disabled=follow(move || sheet.is_full()) on:click=move |_| add()>"Add"</button>
            </div>
        }
        .into_any()
    })
}
