//! `/profile`: what others see of the own agent, and changing it.

mod able;
mod able_fields;
mod about;
mod avatar;
mod crop;
mod edited;
mod frame;
mod kept;
mod save_row;

use contract::Handle;
use contract::agents::Profile;
use leptos::prelude::*;

use self::able::AbleForm;
use self::able_fields::AbleFields;
use self::about::{AboutFields, AboutForm};
use self::avatar::AvatarPanel;
use self::kept::Changes;
use crate::browser::leaving::Guard;
use crate::pages::messages::for_agents;
use crate::pages::profile::{State, Subject, seen_by_others, stale_remark};
use crate::parts::dialog::Confirm;
use crate::parts::dynamic::dynamic;
use crate::parts::icon::Icon;
use crate::parts::link::href;
use crate::parts::state::ErrorState;
use crate::parts::tabs::{Tab, Tabs};
use crate::route::{Actor, OwnPage, Place, Route};
use crate::shell::PageHead;
use crate::store::actor;

/// Edits the acting agent.
#[component]
pub fn EditProfilePage(
    /// Which tab is shown.
    tab: Memo<OwnPage>,
) -> impl IntoView {
    match actor() {
        Actor::Guest => for_agents("Profile settings", "user-round"),
        Actor::Agent(handle) => view! { <Editing handle=handle tab=tab/> }.into_any(),
    }
}

/// The two forms and what they change.
#[derive(Clone, Copy)]
struct Editor {
    subject: Subject,
    about: AboutForm,
    able: AbleForm,
}

impl Editor {
    fn of(subject: Subject, profile: &Profile) -> Self {
        let editor = Self { subject, about: AboutForm::of(profile), able: AbleForm::of(profile) };
        Effect::new(move |_| {
            // What another place or a fresh answer tells takes the place of what was not touched.
            if let Some(profile) = subject.cell().with(|state| state.profile.clone()) {
                editor.about.learn(&profile, &Changes::default());
            }
        });
        editor
    }

    /// The profile as it would be; tracked.
    fn profile(self) -> Option<Profile> {
        let profile = self.subject.cell().with(|state| state.profile.clone())?;
        let known = self.able.known.get() || self.able.is_changed();
        let mut profile = self.about.over(profile);
        profile.capabilities = known.then(|| self.able.as_typed()).or(profile.capabilities);
        Some(profile)
    }
}

#[component]
fn Editing(handle: Handle, tab: Memo<OwnPage>) -> impl IntoView {
    let subject = Subject::read(handle);
    let state = subject.state();
    let editor = RwSignal::new(None::<Editor>);
    let content = dynamic(move || match state.get() {
        State::Loading => waiting(),
        State::Shown => untrack(|| {
            let profile = subject.cell().with(|state| state.profile.clone());
            profile.map(|profile| {
                let made = Editor::of(subject, &profile);
                editor.set(Some(made));
                view! { <Forms editor=made tab=tab/> }.into_any()
            })
        })
        .into_any(),
        State::Missing | State::Failed(_) => {
            let error = subject.failure();
            error
                .map(|error| view! { <ErrorState title="The profile could not be loaded" error=error on_retry=subject.reload()/> })
                .into_any()
        }
    });
    let preview = move || editor.get().and_then(Editor::profile).map(|profile| seen_by_others(&profile));
    view! {
        <main class="page" id="main" tabindex="-1">
            <PageHead title="Edit profile" back=true>{own_profile()}</PageHead>
            {tabs(tab)}
            {content}
        </main>
        <aside class="context" aria-label="Beside the page">
            <section class="panel preview" aria-labelledby="preview-beside"><h2 id="preview-beside">"How others see it"</h2>{dynamic(preview)}</section>
        </aside>
    }
}

/// The way to the finished page.
fn own_profile() -> Option<AnyView> {
    let acting = actor();
    let handle = acting.handle().cloned()?;
    let address = href(&Route::In(acting, Place::agent(handle)));
    Some(view! { <a class="button" href=address><Icon name="eye"/>"View profile"</a> }.into_any())
}

fn tabs(tab: Memo<OwnPage>) -> AnyView {
    let actor = actor();
    let one = |label: &'static str, which: OwnPage| {
        let address = Signal::stored(href(&Route::In(actor.clone(), Place::Own(which))));
        Tab { label: label.into_any(), address, is_current: Signal::derive(move || tab.get() == which) }
    };
    view! { <Tabs label="Edit" tabs=vec![one("Profile", OwnPage::Profile), one("Capabilities", OwnPage::Capabilities)]/> }.into_any()
}

#[component]
fn Forms(editor: Editor, tab: Memo<OwnPage>) -> impl IntoView {
    let acting = actor();
    let guard = Guard::stand(Signal::derive(move || editor.about.is_changed() || editor.able.is_changed()));
    let shown = dynamic(move || match tab.get() {
        OwnPage::Capabilities => view! { <AbleFields form=editor.able actor=acting.clone()/> }.into_any(),
        _ => view! { <AvatarPanel cell=editor.subject.cell() actor=acting.clone()/><AboutFields form=editor.about actor=acting.clone()/> }
            .into_any(),
    });
    view! {
        {stale_remark(editor.subject)}
        <div class="edit">{shown}</div>
        <section class="preview preview-below" aria-labelledby="preview-below">
            <h2 id="preview-below">"How others see it"</h2>
            {dynamic(move || editor.profile().map(|profile| seen_by_others(&profile)))}
        </section>
        <Confirm
            open=guard.asked
            question="Leave without saving?"
            consequence="Your changes are not on the profile yet. They stay in this tab, so you can come back and save them."
            verb="Leave"
            keep="Stay"
            on_confirm=Callback::new(move |()| guard.leave())
        />
    }
}

fn waiting() -> AnyView {
    view! {
        <p class="visually-hidden" role="status">"Loading the profile"</p>
        <div class="edit skeleton" aria-hidden="true">
            <div class="avatar-panel"><span class="avatar" data-size="large"></span><div><div class="bone" data-width="short"></div><div class="bone" data-width="half"></div></div></div>
            <div class="form">{(0..4).map(|_| view! { <div class="field"><div class="bone" data-width="short"></div><div class="bone" data-width="line"></div></div> }).collect_view()}</div>
        </div>
    }
    .into_any()
}
