//! Connected services: one card for each provider. Keys are sent and then dropped; only their hidden form is ever shown.

use contract::Handle;
use contract::generation::GenerationType;
use contract::providers::{ApiKey, ConnectedService, KeyTest, MaskedKey, Provider};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::fields::icon_of;
use crate::api::ApiError;
use crate::browser::time;
use crate::parts::busy_button::{BusyButton, Role};
use crate::parts::dialog::{Confirm, when_opened};
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::error_callout::ErrorCallout;
use crate::parts::field::{Note, SecretField, Typed, focus_first_mistake};
use crate::parts::icon::Icon;
use crate::parts::state::ErrorState;
use crate::parts::time_ago::TimeAgo;
use crate::store::Store;
use crate::store::generation::Loaded;
use crate::store::notices::Remedy;
use crate::store::providers::Desk;

/// The cards.
pub fn services_view(own: &Handle) -> AnyView {
    let desk = Desk::open(Store::here(), own);
    let (listed, retried) = (desk.clone(), desk.clone());
    let providers = Memo::new(move |_| {
        listed.services.with(|services| match services {
            Loaded::Ready(services) => Loaded::Ready(services.providers()),
            Loaded::Loading => Loaded::Loading,
            Loaded::Failed(error) => Loaded::Failed(error.clone()),
        })
    });
    let intro = [
        "Keys that you connect here let ",
        &own.to_string(),
        " generate. The service keeps them encrypted; this browser does not keep them.",
    ]
    .concat();
    view! {
        <div class="studio-body">
            <p class="muted">{intro}</p>
            {dynamic(move || match providers.get() {
                Loaded::Loading => skeletons(),
                Loaded::Failed(error) => {
                    let desk = retried.clone();
                    view! { <ErrorState title="The connected services could not be loaded" error=error on_retry=Callback::new(move |()| desk.read())/> }.into_any()
                }
                Loaded::Ready(providers) => {
                    view! { <ul class="provider-list">{providers.into_iter().map(|provider| card(&desk, provider)).collect_view()}</ul> }.into_any()
                }
            })}
        </div>
    }
    .into_any()
}

fn skeletons() -> AnyView {
    let card = |_| view! { <div class="service skeleton" aria-hidden="true"><div class="bone" data-width="short"></div><div class="bone"></div><div class="bone" data-width="half"></div></div> };
    view! { <p class="visually-hidden" role="status">"Loading services"</p><div class="provider-list">{(0..4).map(card).collect_view()}</div> }.into_any()
}

/// A card: which provider, and what goes on in it.
#[derive(Clone, Copy)]
struct Card {
    desk: StoredValue<Desk>,
    provider: StoredValue<Provider>,
    service: Memo<Option<ConnectedService>>,
    /// Whether a key is being typed.
    typing: RwSignal<bool>,
    disconnecting: RwSignal<bool>,
    busy: RwSignal<Option<Doing>>,
    tested: RwSignal<Option<Result<KeyTest, ApiError>>>,
}

/// What is under way.
#[derive(Clone, Copy, PartialEq)]
enum Doing {
    Connecting,
    Testing,
    Disconnecting,
}

fn card(desk: &Desk, provider: Provider) -> AnyView {
    let (found, looked_for) = (desk.clone(), provider.clone());
    let card = Card {
        desk: StoredValue::new(desk.clone()),
        provider: StoredValue::new(provider.clone()),
        service: Memo::new(move |_| found.service(&looked_for)),
        typing: RwSignal::new(false),
        disconnecting: RwSignal::new(false),
        busy: RwSignal::new(None),
        tested: RwSignal::new(None),
    };
    let is_connected = Memo::new(move |_| card.service.read().is_some());
    let (label, name) = (provider.label().to_owned(), provider.label().to_owned());
    view! {
        <li class="service" data-connected=follow(move || is_connected.get().to_string()) aria-label=name>
            <div class="service-head"><h2>{label}</h2>{dynamic(move || card.badge())}</div>
            {makes(&provider)}
            {dynamic(move || if is_connected.get() { card.connected() } else { card.not_connected() })}
            {dynamic(move || card.typing.get().then(|| card.key_form()))}
            {when_opened(card.disconnecting, move || card.question())}
        </li>
    }
    .into_any()
}

/// What a provider can make.
fn makes(provider: &Provider) -> AnyView {
    let capabilities = provider.capabilities();
    if capabilities.is_empty() {
        return view! { <p class="field-hint">"What it can make is not known to this version."</p> }.into_any();
    }
    let badge = |kind: &GenerationType| view! { <li class="badge"><Icon name=icon_of(Some(kind))/>{kind.label().to_owned()}</li> };
    view! { <ul class="button-row" aria-label="Can make">{capabilities.iter().map(badge).collect_view()}</ul> }.into_any()
}

impl Card {
    fn label(self) -> String {
        self.provider.with_value(|provider| provider.label().to_owned())
    }

    fn badge(self) -> AnyView {
        let (words, kind) = match self.service.get().map(|service| service.is_active) {
            None => ("Not connected", ""),
            Some(Some(true)) => ("On", "success"),
            Some(Some(false)) => ("Off", "warning"),
            Some(None) => ("Connected", "accent"),
        };
        view! { <span class="badge" data-kind=kind>{words}</span> }.into_any()
    }

    fn is(self, doing: Doing) -> Signal<bool> {
        Signal::derive(move || self.busy.get() == Some(doing))
    }

    fn not_connected(self) -> AnyView {
        let name = ["Connect ", &self.label()].concat();
        let is_typing = self.typing;
        dynamic(move || {
            (!is_typing.get()).then(|| {
                view! { <div class="button-row"><button class="button" data-kind="primary" type="button" aria-label=name.clone() on:click=move |_| self.open_form()><Icon name="key-round"/>"Connect"</button></div> }
            })
        })
    }

    fn connected(self) -> AnyView {
        let label = self.label();
        let is_on = follow(move || self.service.read().as_ref().is_some_and(|service| service.is_active != Some(false)));
        let toggle = move |event| {
            let on = event_target_checked(&event);
            self.provider.with_value(|provider| self.desk.with_value(|desk| desk.set_active(provider, on)));
        };
        let test = Callback::new(move |()| self.test());
        view! {
            {dynamic(move || self.service.get().map(|service| facts(&service)))}
            <label class="check"><input type="checkbox" role="switch" prop:checked=is_on on:change=toggle/><span>"Use "{label.clone()}</span></label>
            <div class="button-row">
                <BusyButton label="Test key" name=["Test key of ", &label].concat() busy=self.is(Doing::Testing) on_click=test/>
                <button class="button" type="button" aria-label=["Replace key of ", &label].concat() on:click=move |_| self.open_form()>"Replace key"</button>
                <BusyButton
                    label="Disconnect" name=["Disconnect ", &label].concat() icon="unplug" busy=self.is(Doing::Disconnecting)
                    on_click=Callback::new(move |()| self.disconnecting.set(true))
                />
            </div>
            <div role="status">{dynamic(move || self.tested.get().map(tested))}</div>
        }
        .into_any()
    }

    fn open_form(self) {
        self.tested.set(None);
        self.typing.set(true);
    }

    /// The field for the key: what is typed lives in it alone, and goes when it is sent or the form closed.
    fn key_form(self) -> AnyView {
        let (key, error) = (Typed::new(""), RwSignal::new(None::<ApiError>));
        let note = key.note(ApiKey::parse, Note::hint("Sent to the service once, and then forgotten here."));
        let submit = move |event: SubmitEvent| {
            event.prevent_default();
            self.connect(key, error);
        };
        let cancel = move |_| {
            key.set(String::new());
            self.typing.set(false);
        };
        let label = self.label();
        let name = [&label, " key"].concat();
        view! {
            <form class="form service-form" aria-label=name novalidate on:submit=submit>
                <SecretField label="API key" name="provider-key" typed=key note=note autocomplete="off"/>
                <ErrorCallout error=error kept="The key was not saved."/>
                <div class="button-row">
                    <BusyButton label="Save key" busy=self.is(Doing::Connecting) role=Role::Submit/>
                    <button class="button" type="button" on:click=cancel>"Cancel"</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn connect(self, key: Typed, error: RwSignal<Option<ApiError>>) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        let Ok(parsed) = key.value.with_untracked(|text| ApiKey::parse(text)) else {
            key.checked.set(true);
            return focus_first_mistake();
        };
        self.busy.set(Some(Doing::Connecting));
        error.set(None);
        let (desk, provider, store) = (self.desk.get_value(), self.provider.get_value(), Store::here());
        spawn_local(async move {
            let label = provider.label().to_owned();
            let outcome = desk.connect(provider, parsed).await;
            self.busy.try_set(None);
            match outcome {
                Ok(()) => {
                    key.value.try_set(String::new());
                    self.typing.try_set(false);
                    store.notices.done([&label, " is connected."].concat(), None);
                }
                Err(ref refused) if refused.fate_unknown() => {
                    // It may be connected: the list tells.
                    desk.read();
                    error.try_set(outcome.err());
                }
                Err(refused) => {
                    if let Some(message) = refused.field("apiKey") {
                        key.refused.try_set(Some(message.to_owned()));
                    } else {
                        error.try_set(Some(refused));
                    }
                }
            }
        });
    }

    fn test(self) {
        if self.busy.get_untracked().is_some() {
            return;
        }
        self.busy.set(Some(Doing::Testing));
        self.tested.set(None);
        let (desk, provider) = (self.desk.get_value(), self.provider.get_value());
        spawn_local(async move {
            let outcome = desk.test(&provider).await;
            self.busy.try_set(None);
            self.tested.try_set(Some(outcome));
        });
    }

    fn question(self) -> AnyView {
        let disconnect = Callback::new(move |()| disconnect(self));
        view! {
            <Confirm
                open=self.disconnecting question="Disconnect this service?" verb="Disconnect" on_confirm=disconnect
                consequence="The stored key is deleted for good. To use the service again, you need the key again."
            />
        }
        .into_any()
    }
}

fn disconnect(card: Card) {
    if card.busy.get_untracked().is_some() {
        return;
    }
    card.busy.set(Some(Doing::Disconnecting));
    let (desk, provider, store) = (card.desk.get_value(), card.provider.get_value(), Store::here());
    card.tested.set(None);
    spawn_local(async move {
        let outcome = desk.disconnect(&provider).await;
        card.busy.try_set(None);
        let label = provider.label().to_owned();
        match outcome {
            Ok(()) => store.notices.done([&label, " is disconnected."].concat(), None),
            Err(error) => {
                let what = if error.fate_unknown() { "It is not known whether it was disconnected." } else { "It is still connected." };
                desk.read();
                let again = move || {
                    let (desk, provider) = (desk.clone(), provider.clone());
                    spawn_local(async move {
                        if let Err(error) = desk.disconnect(&provider).await {
                            store.notices.failed("It is still connected.", &error, None);
                        }
                    });
                };
                store.notices.failed(&[&label, ": ", what].concat(), &error, Some(Remedy::new("Try again", again)));
            }
        }
    });
}

/// The hidden key, and since when.
fn facts(service: &ConnectedService) -> AnyView {
    let key = service.key.as_ref().map_or_else(|| "The service did not send it".to_owned(), |key: &MaskedKey| key.as_str().to_owned());
    view! {
        <dl class="service-facts">
            <div><dt>"Key"</dt><dd class="mono">{key}</dd></div>
            <div><dt>"Connected"</dt><dd><TimeAgo at=service.created_at/></dd></div>
        </dl>
    }
    .into_any()
}

/// What the test of a key gave.
fn tested(outcome: Result<KeyTest, ApiError>) -> AnyView {
    match outcome {
        Ok(KeyTest { success: true, message }) => {
            view! { <p class="field-ok"><Icon name="circle-check"/>{message.unwrap_or_else(|| "The key is valid.".to_owned())}</p> }
                .into_any()
        }
        Ok(KeyTest { message, .. }) => {
            let words = message.unwrap_or_else(|| "The service does not accept the key.".to_owned());
            view! { <p class="field-error"><Icon name="circle-alert"/>{words}</p> }.into_any()
        }
        Err(error) => {
            view! { <p class="field-error"><Icon name="circle-alert"/>"The key could not be tested. "{error.sentence(time::now())}</p> }
                .into_any()
        }
    }
}
