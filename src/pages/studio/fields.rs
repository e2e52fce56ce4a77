//! The fields of the form: what is made, by whom, with which model and options.

use std::borrow::Cow;

use contract::generation::{GenerationType, Model, Param, ParamKind, TextFormat, Unit};
use contract::providers::Provider;
use contract::text::{is_blank, length};
use leptos::prelude::*;

use super::form::{EXTRA, Form, MODEL, extra};
use super::possible::{keep_possible, usable};
use super::voices::voice_picker;
use crate::browser::time;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::field::{Note, Typed, field, focus_first_mistake};
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::select::select;
use crate::route::studio::Making;
use crate::route::{Route, Studio};
use crate::store::generation::{Loaded, Offers};
use crate::store::providers::Desk;
use crate::store::{Store, actor};

/// The icon of what is made.
pub const fn icon_of(kind: Option<&GenerationType>) -> &'static str {
    match kind {
        Some(GenerationType::Image) => "image",
        Some(GenerationType::Video) => "clapperboard",
        Some(GenerationType::Voice) => "mic",
        Some(GenerationType::SoundEffect) => "audio-lines",
        Some(GenerationType::Music) => "music",
        Some(GenerationType::Unknown(_)) | None => "wand-sparkles",
    }
}

/// What is made, and by whom; `change` puts another choice into the address.
pub fn what_and_who(form: Form, desk: &Desk, change: Callback<Making>) -> AnyView {
    let kinds = GenerationType::ALL.iter().map(|kind| {
        let (own, chosen, desk) = (kind.clone(), kind.clone(), desk.clone());
        let choose = move |_| {
            let is_maker = form.provider.with_untracked(|provider| provider.as_ref().is_some_and(|provider| provider.makes(&chosen)));
            let maker = if is_maker { None } else { untrack(|| usable(&desk, &chosen)).and_then(|usable| usable.into_iter().next()) };
            change.run(Making { kind: Some(chosen.clone()), provider: maker });
        };
        view! {
            <label>
                <input type="radio" name="type" value=kind.as_str() prop:checked=follow(move || form.kind.with(|kind| *kind == own)) on:change=choose/>
                <Icon name=icon_of(Some(kind))/><span>{kind.label()}</span>
            </label>
        }
    });
    let kinds = kinds.collect_view();
    let (instead, desk) = (keep_possible(form, desk, change), desk.clone());
    view! {
        <fieldset class="field">
            <legend class="field-label">"What"</legend>
            <div class="segments studio-kinds">{kinds}</div>
        </fieldset>
        <div class="studio-told" role="status">{dynamic(move || instead.get().map(|words| view! { <div class="callout"><Icon name="circle-alert"/><p>{words}</p></div> }))}</div>
        {dynamic(move || makers(form, &desk, change))}
    }
    .into_any()
}

/// The providers that can make it: those that are connected can be chosen, the others lead to where they are connected.
fn makers(form: Form, desk: &Desk, change: Callback<Making>) -> AnyView {
    let kind = form.kind.get();
    let error = desk.services.with(|services| if let Loaded::Failed(error) = services { Some(error.clone()) } else { None });
    if let Some(error) = error {
        let again = desk.clone();
        return view! {
            <div class="callout" data-kind="danger" role="alert">
                <Icon name="circle-alert"/>
                <div>
                    <p>"The connected services could not be loaded. "{error.sentence(time::now())}</p>
                    <button class="text-button" type="button" on:click=move |_| again.read()>"Retry"</button>
                </div>
            </div>
        }
        .into_any();
    }
    let Some(usable) = usable(desk, &kind) else {
        return view! { <div class="field skeleton"><p class="visually-hidden" role="status">"Loading connected services"</p><div class="bone" data-width="short"></div><div class="bone"></div></div> }.into_any();
    };
    let missing: Vec<&Provider> = kind.makers().filter(|provider| !usable.contains(provider)).collect();
    let services = href(&Route::In(actor(), Studio::Services.place()));
    let names = missing.iter().map(|provider| provider.label()).collect::<Vec<_>>().join(" or ");
    let missing = (!missing.is_empty()).then(|| {
        if usable.is_empty() {
            let what = kind.label().to_lowercase();
            view! {
                <div class="callout">
                    <Icon name="key-round"/>
                    <p>"No connected service makes this: "{what}". "<a href=services.clone()>"Connect or switch on "{names}</a>"."</p>
                </div>
            }
            .into_any()
        } else {
            view! { <p class="field-hint">{names}" can make this, too: "<a href=services.clone()>"connect it"</a>"."</p> }.into_any()
        }
    });
    let radio = |provider: Provider| {
        let (own, chosen, label) = (provider.clone(), provider.clone(), provider.label().to_owned());
        let choose = move |_| {
            change.run(Making { kind: Some(form.kind.get_untracked()), provider: Some(chosen.clone()) });
        };
        let is_chosen = follow(move || form.provider.with(|provider| provider.as_ref() == Some(&own)));
        view! { <label class="check"><input type="radio" name="provider" value=provider.as_str().to_owned() prop:checked=is_chosen on:change=choose/>{label}</label> }
    };
    view! {
        <fieldset class="field">
            <legend class="field-label">"Service"</legend>
            <div class="studio-makers">{usable.into_iter().map(radio).collect_view()}</div>
            {missing}
        </fieldset>
    }
    .into_any()
}

/// The models of what is chosen.
pub fn model_field(form: Form) -> AnyView {
    with_models(form, Some("Model"), "The models could not be loaded; the default is used. ", models_select)
}

/// What is drawn of the models of what is chosen; `trouble` is said below the label, if there is one, where they could not be loaded.
pub fn with_models(form: Form, label: Option<&'static str>, trouble: &'static str, draw: fn(Form, Vec<Model>) -> AnyView) -> AnyView {
    dynamic(move || {
        let (Some(provider), kind) = (form.provider.get(), form.kind.get()) else { return ().into_any() };
        let (store, actor) = (Store::here(), actor());
        let offers = Offers::of(store);
        let offer = offers.models(store, &actor, &provider, &kind);
        dynamic(move || match offer.get() {
            Loaded::Loading => view! { <div class="field skeleton"><p class="visually-hidden" role="status">"Loading models"</p><div class="bone" data-width="short"></div><div class="bone"></div></div> }.into_any(),
            Loaded::Failed(error) => {
                let (actor, provider, kind) = (actor.clone(), provider.clone(), kind.clone());
                let again = move |_| drop(offers.models(store, &actor, &provider, &kind));
                view! {
                    <div class="field">
                        {label.map(|label| view! { <p class="field-label">{label}</p> })}
                        <p class="field-error" role="alert"><Icon name="circle-alert"/>{trouble}{error.sentence(time::now())}</p>
                        <div><button class="text-button" type="button" on:click=again>"Retry"</button></div>
                    </div>
                }
                .into_any()
            }
            Loaded::Ready(models) => draw(form, models),
        })
        .into_any()
    })
}

fn models_select(form: Form, models: Vec<Model>) -> AnyView {
    let default = models.iter().find(|model| model.is_default == Some(true)).map(|model| model.name.clone());
    let first = default.map_or_else(|| "Default".to_owned(), |name| ["Default: ", &name].concat());
    let kept = form.text(MODEL);
    let unknown =
        (!kept.is_empty() && models.iter().all(|model| model.id != kept)).then(|| (kept.clone(), [&kept, " (not offered now)"].concat()));
    let choices = std::iter::once((String::new(), first)).chain(models.into_iter().map(|model| (model.id, model.name))).chain(unknown);
    let choices: Vec<_> = choices.collect();
    select("Model", choices, Signal::derive(move || form.text(MODEL)), Callback::new(move |model| form.set_text(MODEL, model)))
}

/// The declared options, the voices among them; `without` are those that are set elsewhere.
pub fn options(form: Form, without: Signal<Option<&'static str>>) -> AnyView {
    dynamic(move || {
        let without = without.get();
        let params = form.params().iter().filter(|param| Some(param.name) != without);
        view! { <div class="studio-options">{params.map(|param| option(form, param)).collect_view()}</div> }.into_any()
    })
}

fn option(form: Form, param: &'static Param) -> AnyView {
    match param.kind {
        ParamKind::Text { format: TextFormat::Voice, .. } => voice_picker(form, param),
        ParamKind::Choice { default, options } => {
            let first = default.is_none().then(|| (String::new(), "The service decides".to_owned()));
            let choices = first.into_iter().chain(options.iter().map(|choice| (choice.value.to_owned(), choice.label.to_owned())));
            let chosen =
                move || Some(form.text(param.name)).filter(|text| !text.is_empty()).unwrap_or_else(|| default.unwrap_or("").to_owned());
            let choices = choices.collect();
            let choose = Callback::new(move |value| form.set_text(param.name, value));
            view! { <div>{select(param.label, choices, Signal::derive(chosen), choose)}{hint(param.hint)}</div> }.into_any()
        }
        ParamKind::Flag { default } => {
            let is_on = follow(move || form.text(param.name).parse().unwrap_or(default));
            let toggle = move |event| form.set_text(param.name, event_target_checked(&event).to_string());
            view! { <label class="check"><input type="checkbox" prop:checked=is_on on:change=toggle/>{param.label}</label> }.into_any()
        }
        ParamKind::Int { .. } | ParamKind::Float { .. } | ParamKind::Text { .. } => typed_option(form, param),
    }
}

fn hint(text: &'static str) -> Option<AnyView> {
    (!text.is_empty()).then(|| view! { <p class="field-hint">{text}</p> }.into_any())
}

fn typed_option(form: Form, param: &'static Param) -> AnyView {
    let note = Signal::derive(move || match form.mistake(param) {
        Some(error) if form.is_checked(param.name) => Note::wrong(&error),
        _ => Note::Hint(Cow::Owned(range_of(param))),
    });
    let mode = match param.kind {
        ParamKind::Int { .. } => "numeric",
        ParamKind::Float { .. } => "decimal",
        _ => "url",
    };
    field(param.label, default_of(param).is_none(), note, move |control| {
        view! {
            <input
                class="input" id=control.id.clone() type="text" inputmode=mode name=param.name autocomplete="off" spellcheck="false"
                placeholder=default_of(param) aria-describedby=control.described_by() aria-invalid=control.invalid()
                prop:value=follow(move || form.text(param.name)) on:input=move |event| form.set_text(param.name, event_target_value(&event))
                on:blur=move |_| form.check(param.name)
            />
        }
        .into_any()
    })
}

fn default_of(param: &Param) -> Option<String> {
    match param.kind {
        ParamKind::Int { default, .. } => default.map(|number| number.to_string()),
        ParamKind::Float { default, .. } => default.map(|number| number.to_string()),
        ParamKind::Text { default, .. } | ParamKind::Choice { default, .. } => default.map(str::to_owned),
        ParamKind::Flag { default } => Some(default.to_string()),
    }
}

/// What an option takes, in words.
fn range_of(param: &Param) -> String {
    let unit = param.unit.map_or("", Unit::sign);
    let range = match param.kind {
        ParamKind::Int { min, max, step, .. } if step > 1 => format!("{min} to {max} {unit}, in steps of {step}."),
        ParamKind::Int { min, max, .. } => format!("{min} to {max} {unit}.").replace(" .", "."),
        ParamKind::Float { min, max, .. } => format!("{min} to {max} {unit}.").replace(" .", "."),
        _ => String::new(),
    };
    [param.hint, &range].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Options that are not declared, as JSON.
pub fn extra_field(form: Form) -> AnyView {
    let is_used = !untrack(|| form.text(EXTRA)).is_empty();
    let note = Signal::derive(move || match extra(&form.text(EXTRA), form.params()) {
        Err(error) if form.is_checked(EXTRA) => Note::Wrong(Cow::Owned(error)),
        _ => Note::hint("Sent to the service as they are. An object, e.g. { \"seed\": 7 }."),
    });
    let control = field("Extra parameters", true, note, move |control| {
        view! {
            <textarea
                class="input mono" id=control.id.clone() name="extra" rows="3" spellcheck="false" autocapitalize="none"
                aria-describedby=control.described_by() aria-invalid=control.invalid() prop:value=follow(move || form.text(EXTRA))
                on:input=move |event| form.set_text(EXTRA, event_target_value(&event)) on:blur=move |_| form.check(EXTRA)
            ></textarea>
        }
        .into_any()
    });
    view! { <details class="studio-extra" open=is_used><summary>"Extra parameters"</summary>{control}</details> }.into_any()
}

/// Lets all mistakes be seen and goes to the first; one that is folded away is unfolded.
pub fn show_mistakes(form: Form) {
    form.check_all();
    if untrack(|| extra(&form.text(EXTRA), form.params())).is_err()
        && let Ok(Some(fold)) = document().query_selector(".studio-extra")
    {
        let _ = fold.set_attribute("open", "");
    }
    focus_first_mistake();
}

/// A text of several lines with its count.
pub fn long_text(label: &'static str, name: &'static str, typed: Typed, most: usize, is_optional: bool, rows: &'static str) -> AnyView {
    let note = Signal::derive(move || {
        let (count, is_blank) = typed.value.with(|text| (length(text.trim_end()), is_blank(text)));
        match (count, is_blank) {
            (count, _) if count > most => Note::Wrong(Cow::Owned(format!("{count} of {most} characters: {} too many.", count - most))),
            (_, true) if !is_optional && typed.checked.get() => Note::Wrong(Cow::Borrowed("This can't be empty.")),
            (count, _) => Note::Hint(Cow::Owned(format!("{count} of {most} characters"))),
        }
    });
    field(label, is_optional, note, move |control| {
        view! {
            <textarea
                class="input" id=control.id.clone() name=name rows=rows dir="auto" aria-describedby=control.described_by() aria-invalid=control.invalid()
                prop:value=typed.value on:input=move |event| typed.set(event_target_value(&event))
            ></textarea>
        }
        .into_any()
    })
}

/// What follows from it, said before it is done.
pub fn consequence(count: Signal<usize>) -> AnyView {
    let handle = actor().handle().map(ToString::to_string).unwrap_or_default();
    let words = move || match count.get() {
        1 => "When it succeeds, the result is published at once as a post by ".to_owned(),
        count => format!("Each of the {count} that succeeds is published at once as a post by "),
    };
    view! {
        <div class="callout" data-kind="info">
            <Icon name="send"/>
            <p>{follow(words)}<b>{handle}</b>". There is no preview. The service may charge your account there."</p>
        </div>
    }
    .into_any()
}
