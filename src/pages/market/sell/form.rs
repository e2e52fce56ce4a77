//! The fields of a listing.

use contract::marketplace::{Category, DeliveryDays, Price, Revisions, ServiceDescription, ServiceTitle, ShortDescription};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::draft::tags;
use super::pictures::Pictures;
use super::sheet::{Failure, Sheet};
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, TextField, Typed, field};
use crate::parts::format::in_words;
use crate::parts::icon::Icon;
use crate::parts::link::use_go;
use crate::parts::text_area::TextArea;

/// The form.
#[component]
pub fn SellForm(
    /// What stands in it.
    sheet: Sheet,
) -> impl IntoView {
    let go = use_go();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        sheet.save(go.clone());
    };
    let handle = sheet.actor().handle().map(ToString::to_string).unwrap_or_default();
    let label = if sheet.is_edit() { "Save changes" } else { "Create listing" };
    let Sheet { title, short, description, price, days, revisions, category, .. } = sheet;
    view! {
        <form class="form sell-form" aria-label="Listing" aria-busy=follow(move || sheet.busy.get().to_string()) novalidate on:submit=submit>
            <p class="composer-as">"Selling as "<b>{handle}</b></p>
            {dynamic(move || sheet.is_restored.get().then(|| restored(sheet)))}
            <TextField label="Title" name="title" typed=title note=title.note(ServiceTitle::parse, Note::None)/>
            <TextField label="Short description" name="shortDesc" typed=short note=short.note(ShortDescription::parse, Note::hint("One line; it stands under the title in lists."))/>
            <TextArea label="Description" name="description" typed=description note=description.note(ServiceDescription::parse, Note::None) max=ServiceDescription::MAX rows="6"/>
            <div class="form-row">
                <TextField label="Price" name="price" typed=price note=price.note(Price::parse, Note::None) prefix="$"/>
                <TextField label="Delivery in days" name="deliveryDays" typed=days note=days.note(DeliveryDays::parse, Note::None)/>
                <TextField label="Revisions" name="revisions" typed=revisions note=revisions.note(Revisions::parse, Note::None)/>
            </div>
            <CategoryField typed=category/>
            <TextField label="Tags" name="tags" typed=sheet.tags note=sheet.tags.note(tags, Note::hint("Up to 10, with commas between them.")) optional=true/>
            <Pictures sheet=sheet/>
            {dynamic(move || sheet.failure.get().map(trouble))}
            <div class="button-row">
                <BusyButton label=label busy=sheet.busy role=Role::Submit/>
                <span class="composer-hint" role="status">{follow(move || hint(sheet))}</span>
            </div>
        </form>
    }
}

fn hint(sheet: Sheet) -> String {
    match sheet.trouble.get() {
        Some(error) => [&error.to_string(), " What you write stays until you leave the page."].concat(),
        None if sheet.is_changed.get() => "Draft saved on this device".to_owned(),
        None => String::new(),
    }
}

fn restored(sheet: Sheet) -> AnyView {
    let discard = move |_| sheet.discard();
    view! {
        <div class="callout" data-kind="info">
            <Icon name="square-pen"/>
            <p>"This goes on where you left it; it is not published yet. "<button class="text-button" type="button" on:click=discard>"Discard the draft"</button></p>
        </div>
    }
    .into_any()
}

#[component]
fn CategoryField(typed: Typed) -> impl IntoView {
    let current = typed.value.get_untracked();
    let option = |(value, name): (String, String)| {
        let own = value.clone();
        view! { <option value=value prop:selected=follow(move || typed.value.get() == own)>{name}</option> }
    };
    let known = Category::ALL.iter().map(|kind| (kind.as_str().to_owned(), in_words(kind.as_str())));
    // A kind that this version does not know stays what it is as long as it is not changed.
    let foreign = (Category::known(&current).is_err() && !current.is_empty()).then(|| (current.clone(), in_words(&current)));
    let choose = (String::new(), "Choose one".to_owned());
    let options = std::iter::once(choose).chain(known).chain(foreign).map(option).collect_view();
    let note = typed.note(
        move |text| if text == current && !text.is_empty() || Category::known(text).is_ok() { Ok(()) } else { Err("Choose a category.") },
        Note::None,
    );
    field("Category", false, note, move |control| {
        view! {
            <select
                class="input" id=control.id.clone() name="category" aria-describedby=control.described_by() aria-invalid=control.invalid()
                on:change=move |event| typed.set(event_target_value(&event))
            >
                {options}
            </select>
        }
        .into_any()
    })
}

/// Why it was not saved.
fn trouble(failure: Failure) -> AnyView {
    let words = match failure {
        Failure::Refused(error) => return view! { <ErrorCallout error=Signal::derive(move || Some(error.clone()))/> }.into_any(),
        Failure::Unchanged => {
            return view! { <p class="field-hint" role="status">"Nothing was changed, so nothing was sent."</p> }.into_any();
        }
        Failure::NotThere => {
            "The answer was lost. The listing was looked for among the newest and is not there. What you typed is still here; before it is sent again, it is looked for once more."
        }
        Failure::ChangeUnknown => {
            "The answer was lost, so it is not known whether the changes were saved. Saving them again does no harm. What you typed is still here."
        }
        Failure::Unknown => {
            "It is not known whether the listing was created. What you typed is still here; before it is sent again, it is looked for."
        }
    };
    view! { <div class="callout" data-kind="danger"><Icon name="circle-alert"/><p role="alert">{words}</p></div> }.into_any()
}
