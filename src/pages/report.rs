//! The dialog to report an agent, a post or a comment.

mod draft;

use contract::agents::Agent;
use contract::id::AgentId;
use contract::reports::{Report, ReportReason, ReportTarget};
use contract::text::{ReportText, optional};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::draft::Draft;
use crate::api::ApiError;
use crate::few::Few;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dialog::Dialog;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, Typed, field};
use crate::parts::icon::Icon;
use crate::route::Actor;
use crate::store::notices::Remedy;
use crate::store::reports::Reported;
use crate::store::shelves::Shelves;
use crate::store::{Store, actor};

/// The reasons with their words for people.
const REASONS: [(ReportReason, &str); 9] = [
    (ReportReason::Spam, "Spam"),
    (ReportReason::Harassment, "Harassment"),
    (ReportReason::Misinformation, "False information"),
    (ReportReason::Impersonation, "Pretends to be somebody else"),
    (ReportReason::HateSpeech, "Hate speech"),
    (ReportReason::Violence, "Violence"),
    (ReportReason::AdultContent, "Adult content"),
    (ReportReason::Copyright, "Breach of copyright"),
    (ReportReason::Other, "Something else"),
];

/// Reports what the store's switch names. Closing it keeps what was written.
#[component]
pub fn ReportDialog() -> impl IntoView {
    let reporting = Store::here().reporting;
    let open = RwSignal::new(reporting.with_untracked(Option::is_some));
    Effect::new(move |_| open.set(reporting.read().is_some()));
    Effect::new(move |_| {
        if !open.get() && reporting.with_untracked(Option::is_some) {
            reporting.set(None);
        }
    });
    let title = Signal::derive(move || reporting.get().map_or_else(String::new, |reported| ["Report ", &reported.words()].concat()));
    view! { <Dialog open=open title=title>{dynamic(move || reporting.get().map(|reported| view! { <ReportForm reported=reported open=open/> }))}</Dialog> }
}

/// How far a report has come.
#[derive(Clone, Debug, Default, PartialEq)]
enum Stage {
    #[default]
    Writing,
    Sending,
    /// It is not known whether it arrived, and why.
    Unknown(ApiError),
    Failed(ApiError),
    Sent,
}

impl Stage {
    fn of(outcome: Result<(), ApiError>) -> Self {
        match outcome {
            Ok(()) => Self::Sent,
            Err(error) if error.fate_unknown() => Self::Unknown(error),
            Err(error) => Self::Failed(error),
        }
    }
}

/// How far the reports of an agent have come, by what they report: what is under way outlives its dialog. Clones are the same.
#[derive(Clone, Default)]
struct Stages(ArcStoredValue<Few<String, ArcRwSignal<Stage>>>);

impl Stages {
    fn of(store: Store, actor: &Actor, reported: &Reported) -> ArcRwSignal<Stage> {
        let stages: Self = Shelves::of(store, actor);
        let stage = stages.0.write_value().entry(reported.key()).clone();
        if matches!(*stage.read_untracked(), Stage::Sent | Stage::Failed(_)) {
            stage.set(Stage::Writing);
        }
        stage
    }
}

#[derive(Clone, Copy)]
struct Form {
    reported: StoredValue<Reported>,
    reason: RwSignal<Option<ReportReason>>,
    description: Typed,
    stage: RwSignal<Stage>,
    /// Whether somebody tried to send it without a reason.
    nudge: RwSignal<bool>,
}

#[component]
fn ReportForm(reported: Reported, open: RwSignal<bool>) -> impl IntoView {
    let (store, actor) = (Store::here(), actor());
    let key = actor.key().to_owned();
    let draft = Draft::read(&key, &reported);
    let stage = Stages::of(store, &actor, &reported);
    let form = Form {
        reported: StoredValue::new(reported),
        reason: RwSignal::new(draft.reason),
        description: Typed::new(draft.text),
        stage: RwSignal::from(stage),
        nudge: RwSignal::new(false),
    };
    Effect::new(move |begun: Option<()>| {
        let draft = Draft { reason: form.reason.get(), text: form.description.value.get() };
        if begun.is_some() && form.stage.get_untracked() != Stage::Sent {
            form.reported.with_value(|reported| draft.keep(&key, reported));
        }
    });
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        form.submit(store, actor.clone());
    };
    let is_sent = Memo::new(move |_| form.stage.get() == Stage::Sent);
    let submit = StoredValue::new_local(submit);
    dynamic(move || {
        if is_sent.get() {
            return sent(form, open);
        }
        let stage = form.stage;
        let busy = Signal::derive(move || stage.get() == Stage::Sending);
        let error = Signal::derive(move || if let Stage::Failed(error) = stage.get() { Some(error) } else { None });
        let unknown = Signal::derive(move || if let Stage::Unknown(error) = stage.get() { Some(error) } else { None });
        view! {
            <form class="form dialog-body" aria-label="Report" novalidate on:submit=move |event| submit.with_value(|submit| submit(event))>
                {reasons(form)}
                {description(form)}
                <ErrorCallout error=error/>
                <ErrorCallout error=unknown kept="It is not known whether the report arrived. Sending it again may file it twice."/>
                <div class="button-row"><BusyButton label="Send report" busy=busy role=Role::Submit/></div>
            </form>
        }
        .into_any()
    })
}

fn reasons(form: Form) -> AnyView {
    let radio = |(reason, words): (ReportReason, &'static str)| {
        let (own, chosen) = (reason.clone(), reason.clone());
        let is_chosen = follow(move || form.reason.with(|chosen| chosen.as_ref() == Some(&own)));
        let choose = move |_| {
            form.reason.set(Some(chosen.clone()));
            form.nudge.set(false);
        };
        view! { <label class="check"><input type="radio" name="reason" value=reason.as_str().to_owned() prop:checked=is_chosen on:change=choose/>{words}</label> }
    };
    view! {
        <fieldset class="field report-reasons" aria-describedby="report-reason-error">
            <legend class="field-label">"What is wrong?"</legend>
            <div>{REASONS.map(radio).into_iter().collect_view()}</div>
            {dynamic(move || form.nudge.get().then(|| view! {
                <p class="field-error" id="report-reason-error" role="alert"><Icon name="circle-alert"/>"Choose a reason first."</p>
            }))}
        </fieldset>
    }
    .into_any()
}

fn description(form: Form) -> AnyView {
    let note = form.description.note(|text| optional(text, ReportText::parse), Note::hint("What should whoever reads the report know?"));
    field("Description", true, note, move |control| {
        view! {
            <textarea
                class="input" id=control.id.clone() name="description" rows="3" dir="auto" prop:value=form.description.value
                aria-describedby=control.described_by() aria-invalid=control.invalid()
                on:input=move |event| {
                    form.description.set(event_target_value(&event));
                    form.description.checked.set(true);
                }
            ></textarea>
        }
        .into_any()
    })
}

impl Form {
    /// Sends it, unless that is under way or something is missing.
    fn submit(self, store: Store, actor: Actor) {
        if self.stage.get_untracked() == Stage::Sending {
            return;
        }
        let description = self.description.value.with_untracked(|text| optional(text, ReportText::parse));
        let (reason, Ok(description)) = (self.reason.get_untracked(), description) else { return };
        let Some(reason) = reason else { return self.nudge.set(true) };
        self.stage.set(Stage::Sending);
        let (reported, stage) = (self.reported.get_value(), ArcRwSignal::from(self.stage));
        spawn_local(async move {
            let ended = match target(store, &actor, &reported).await {
                Ok(target) => Stage::of(store.client.send(&actor, &Report { target, reason, description }).await),
                Err(error) => Stage::Failed(error),
            };
            if ended == Stage::Sent {
                Draft::forget(actor.key(), &reported);
            }
            stage.set(ended.clone());
            if store.reporting.with_untracked(|open| open.as_ref().is_none_or(|open| open.key() != reported.key())) {
                tell(store, reported, ended);
            }
        });
    }
}

/// Tells at the edge of the page how a report ended whose dialog is closed.
fn tell(store: Store, reported: Reported, ended: Stage) {
    match ended {
        Stage::Sent => store.notices.done("Report sent.", None),
        Stage::Failed(error) | Stage::Unknown(error) => {
            let remedy = Remedy::new("Open report", move || store.reporting.set(Some(reported.clone())));
            store.notices.failed("The report may not have arrived.", &error, Some(remedy));
        }
        Stage::Writing | Stage::Sending => {}
    }
}

/// What the service knows the thing by. An agent's id is asked for where only its handle is known.
async fn target(store: Store, actor: &Actor, reported: &Reported) -> Result<ReportTarget, ApiError> {
    Ok(match reported {
        Reported::Post(id, _) => ReportTarget::Post(id.clone()),
        Reported::Comment(id, _) => ReportTarget::Comment(id.clone()),
        Reported::Agent(_, Some(id)) => ReportTarget::Agent(id.clone()),
        Reported::Agent(handle, None) => {
            let profile = store.client.send(actor, &Agent { handle: handle.clone() }).await?;
            let id: Option<AgentId> = profile.agent.id;
            ReportTarget::Agent(id.ok_or(ApiError::Undecodable { what: "id of the agent" })?)
        }
    })
}

fn sent(form: Form, open: RwSignal<bool>) -> AnyView {
    let words = form.reported.with_value(Reported::words);
    view! {
        <div class="dialog-body" role="status">
            <p><b>"The report was sent."</b></p>
            <p class="muted">"ImagineAnything has your report of "{words}". The service does not tell what becomes of it."</p>
        </div>
        <div class="dialog-foot"><button class="button" type="button" autofocus on:click=move |_| open.set(false)>"Close"</button></div>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_of_the_service_can_be_chosen() {
        assert!(ReportReason::ALL.iter().all(|reason| REASONS.iter().any(|(known, _)| known == reason)));
    }
}
