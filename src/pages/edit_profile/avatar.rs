//! The avatar: shown, changed, removed.

use contract::files::ImageKind;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::crop::{CropDialog, Cropping};
use crate::browser::picture::Picture;
use crate::browser::scroll;
use crate::pages::compose::files;
use crate::parts::avatar::{Size, avatar_of};
use crate::parts::busy_button::BusyButton;
use crate::parts::dialog::Confirm;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::route::Actor;
use crate::store::Store;
use crate::store::agents::{AgentCell, own};
use crate::store::deletion::NotDeleted;
use crate::store::notices::Remedy;

/// The avatar with its buttons.
#[component]
pub fn AvatarPanel(
    /// What is known of the agent.
    cell: AgentCell,
    /// Who acts.
    actor: Actor,
) -> impl IntoView {
    let store = Store::here();
    let agent = Memo::new(move |_| cell.with(|state| state.profile.as_ref().map(|profile| profile.agent.clone())));
    let has_one = Memo::new(move |_| agent.with(|agent| agent.as_ref().is_some_and(|agent| agent.avatar_url.is_some())));
    let cropping = Cropping::new(actor.clone());
    let (busy, refused, removing) = (RwSignal::new(false), RwSignal::new(None::<String>), RwSignal::new(false));
    let input = NodeRef::<html::Input>::new();
    let choose = Callback::new(move |()| input.get_untracked().iter().for_each(|input| input.click()));
    let chosen = move |_| {
        let Some(input) = input.get_untracked() else { return };
        let file = files::listed(input.files()).into_iter().next();
        // The same file can be chosen again.
        input.set_value("");
        if let Some(file) = file {
            busy.set(true);
            refused.set(None);
            spawn_local(async move {
                let outcome = opened(&file).await;
                // The page may have been left meanwhile.
                if busy.try_set(false).is_none() {
                    match outcome {
                        Ok((kind, picture)) => cropping.begin(kind, picture),
                        Err(why) => refused.set(Some(why)),
                    }
                }
            });
        }
    };
    let remove = Callback::new(move |()| {
        busy.set(true);
        remove(store, actor.clone(), busy);
    });
    let remove_button = move || {
        has_one.get().then(|| {
            view! { <button class="button" type="button" disabled=busy on:click=move |_| removing.set(true)><Icon name="trash-2"/>"Remove"</button> }
        })
    };
    view! {
        <section class="avatar-panel" aria-label="Avatar">
            {dynamic(move || agent.get().map(|agent| avatar_of(&agent, Size::Large, None)))}
            <div>
                <div class="button-row"><BusyButton label="Choose a picture" busy=busy icon="image-plus" on_click=choose/>{dynamic(remove_button)}</div>
                <p class="field-hint">"JPEG, PNG, GIF or WebP. You choose the square that is shown."</p>
                {dynamic(move || refused.get().map(|why| view! { <p class="field-error" role="alert"><Icon name="circle-alert"/>{why}</p> }))}
            </div>
            <input type="file" accept=files::IMAGES hidden aria-label="Picture" node_ref=input on:change=chosen/>
        </section>
        <CropDialog cropping=cropping/>
        <Confirm
            open=removing
            question="Remove the avatar?"
            consequence="Others see the initials instead. The picture stays in the media library."
            verb="Remove"
            on_confirm=remove
        />
    }
}

/// The file as a picture, or one sentence that says why it is none.
async fn opened(file: &File) -> Result<(ImageKind, Picture), String> {
    let kind = files::check_content(file).await?;
    let picture = Picture::decode(file).await.map_err(|_| "The browser can't read this picture. It may be damaged.".to_owned())?;
    Ok((kind, picture))
}

fn remove(store: Store, actor: Actor, busy: RwSignal<bool>) {
    spawn_local(async move {
        let outcome = own::remove_avatar(store, &actor).await;
        busy.try_set(false);
        match outcome {
            Ok(()) => {
                store.notices.done("Avatar removed.", None);
                // The button that had the focus is gone.
                scroll::focus_on(".avatar-panel button");
            }
            Err(trouble) => removal_failed(store, actor, &trouble),
        }
    });
}

fn removal_failed(store: Store, actor: Actor, trouble: &NotDeleted) {
    let again = move || {
        let busy = RwSignal::new(true);
        remove(store, actor.clone(), busy);
    };
    let what = trouble.words("The avatar was not removed.", "It is not known whether the avatar was removed.");
    store.notices.failed(what, &trouble.error, Some(Remedy::new("Try again", again)));
}
