//! The ways of a matrix: which models, and which values of which option.

use contract::generation::{Model, Param, ParamKind, TextFormat, Voice};
use leptos::prelude::*;
use serde_json::Value;

use crate::pages::studio::fields::with_models;
use crate::pages::studio::form::{Form, MODEL};
use crate::pages::studio::voices::with_voices;
use crate::parts::dynamic::{dynamic, follow};
use crate::parts::field::{Note, field};
use crate::parts::select::select;
use crate::store::generation::Order;

/// More ways are not made at a time.
pub const MOST: usize = 12;

/// Names of the texts that hold the choices, one value a line.
const MODELS: &str = "matrix models";
const VARIED: &str = "matrix option";
const VALUES: &str = "matrix values";

/// What is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Ways {
    /// Ids and names of models; the default alone when empty.
    models: Vec<(String, String)>,
    /// The option, with its values and their words.
    option: Option<(&'static str, Vec<(Value, String)>)>,
}

impl Ways {
    /// What is chosen; tracked.
    ///
    /// # Errors
    /// When a value is none.
    pub fn of(form: Form) -> Result<Self, String> {
        let text = form.text(MODELS);
        let models = lines(&text).map(id_and_name).map(|(id, name)| (id.to_owned(), name.to_owned())).collect();
        let Some(param) = varied(form) else { return Ok(Self { models, option: None }) };
        Ok(Self { models, option: Some((param.name, values(param, &form.text(VALUES))?)) })
    }

    /// How many.
    pub fn count(&self) -> usize {
        self.models.len().max(1) * self.option.as_ref().map_or(1, |(_, values)| values.len().max(1))
    }

    /// The orders, each with what is different about it.
    pub fn orders(&self, base: &Order) -> Vec<(String, Order)> {
        let default = [(String::new(), String::new())];
        let models = if self.models.is_empty() { &default[..] } else { &self.models };
        let none = [];
        let values = self.option.as_ref().map_or(&none[..], |(_, values)| values);
        let mut orders = Vec::new();
        for (id, name) in models {
            let model = Some(id.clone()).filter(|id| !id.is_empty()).or_else(|| base.model.clone());
            let order = Order { model, ..base.clone() };
            if values.is_empty() {
                orders.push((name.clone(), order));
                continue;
            }
            for (value, words) in values {
                let mut order = order.clone();
                if let Some((option, _)) = &self.option {
                    order.params.insert((*option).to_owned(), value.clone());
                }
                let label = [name.as_str(), words.as_str()].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ");
                orders.push((label, order));
            }
        }
        orders
    }
}

fn lines(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').filter(|line| !line.trim().is_empty())
}

/// What the service names by an id is kept with its name: "id\tname".
fn line(id: &str, name: &str) -> String {
    [id, "\t", name].concat()
}

fn id_and_name(line: &str) -> (&str, &str) {
    line.split_once('\t').unwrap_or((line, line))
}

/// The values of an option as they are written: chosen ones one a line, typed ones separated by commas.
fn values(param: &Param, text: &str) -> Result<Vec<(Value, String)>, String> {
    let mut values: Vec<(Value, String)> = Vec::new();
    let separator = if is_voice(param) || matches!(param.kind, ParamKind::Choice { .. }) { '\n' } else { ',' };
    for part in text.split(separator).map(str::trim).filter(|part| !part.is_empty()) {
        let (part, words) = id_and_name(part);
        let value = param.read(part).map_err(|error| [part, ": ", &error.to_string()].concat())?;
        if let Some(value) = value.filter(|value| values.iter().all(|(known, _)| known != value)) {
            let unit = param.unit.map_or(String::new(), |unit| [" ", unit.sign()].concat());
            values.push((value, [param.label, " ", words, &unit].concat()));
        }
    }
    Ok(values)
}

fn is_voice(param: &Param) -> bool {
    matches!(param.kind, ParamKind::Text { format: TextFormat::Voice, .. })
}

/// The option that is varied, if any; tracked.
pub fn varied(form: Form) -> Option<&'static Param> {
    let name = form.text(VARIED);
    form.params().iter().find(|param| param.name == name && can_vary(param))
}

fn can_vary(param: &Param) -> bool {
    !matches!(param.kind, ParamKind::Flag { .. })
}

/// Puts a line into a text, or takes it out.
fn toggle(form: Form, name: &str, line: &str, on: bool) {
    let text = untrack(|| form.text(name));
    let mut chosen: Vec<&str> = lines(&text).filter(|known| *known != line).collect();
    if on {
        chosen.push(line);
    }
    form.set_text(name, chosen.join("\n"));
}

/// A box to tick for each of several lines of a text.
fn boxes(form: Form, name: &'static str, legend: &'static str, choices: Vec<(String, String)>) -> AnyView {
    let one = |(line, label): (String, String)| {
        let (own, set) = (line.clone(), line);
        let is_chosen = follow(move || lines(&form.text(name)).any(|known| known == own));
        let change = move |event| toggle(form, name, &set, event_target_checked(&event));
        view! { <label class="check"><input type="checkbox" prop:checked=is_chosen on:change=change/>{label}</label> }
    };
    view! { <fieldset class="field"><legend class="field-label">{legend}</legend><div class="studio-makers">{choices.into_iter().map(one).collect_view()}</div></fieldset> }.into_any()
}

/// The models to choose among.
pub fn models_field(form: Form) -> AnyView {
    with_models(form, None, "The models could not be loaded. ", model_boxes)
}

fn model_boxes(form: Form, models: Vec<Model>) -> AnyView {
    if untrack(|| !form.text(MODEL).is_empty()) {
        form.set_text(MODEL, String::new());
    }
    let models = models.into_iter().map(|model| (line(&model.id, &model.name), model.name));
    offered_boxes(form, MODELS, "Models", models.collect())
}

fn voice_boxes(form: Form, voices: Vec<Voice>) -> AnyView {
    let voices = voices.into_iter().map(|voice| (line(&voice.id, &voice.name), voice.name));
    offered_boxes(form, VALUES, "Values", voices.collect())
}

/// Boxes for what the service offers: what it does not offer any more is not sent.
fn offered_boxes(form: Form, name: &'static str, legend: &'static str, choices: Vec<(String, String)>) -> AnyView {
    let text = untrack(|| form.text(name));
    let kept: Vec<&str> = lines(&text).filter(|chosen| choices.iter().any(|(line, _)| line == chosen)).collect();
    if kept.len() != lines(&text).count() {
        form.set_text(name, kept.join("\n"));
    }
    boxes(form, name, legend, choices)
}

/// The option that is varied, and its values.
pub fn vary_field(form: Form) -> AnyView {
    dynamic(move || {
        let params: Vec<&'static Param> = form.params().iter().filter(|param| can_vary(param)).collect();
        if params.is_empty() {
            return ().into_any();
        }
        let choices = std::iter::once((String::new(), "Nothing".to_owned()));
        let choices = choices.chain(params.into_iter().map(|param| (param.name.to_owned(), param.label.to_owned()))).collect();
        let choose = Callback::new(move |name: String| {
            form.set_text(VALUES, String::new());
            form.set_text(VARIED, name);
        });
        let which = select("Also vary", choices, Signal::derive(move || form.text(VARIED)), choose);
        let chosen = Memo::new(move |_| varied(form).map(|param| param.name));
        view! { {which}{dynamic(move || chosen.get().and_then(|_| untrack(|| varied(form))).map(|param| values_field(form, param)))} }
            .into_any()
    })
}

fn values_field(form: Form, param: &'static Param) -> AnyView {
    if is_voice(param) {
        return with_voices(form, move |voices| voice_boxes(form, voices));
    }
    if let ParamKind::Choice { options, .. } = param.kind {
        let choices = options.iter().map(|choice| (choice.value.to_owned(), choice.label.to_owned())).collect();
        return boxes(form, VALUES, "Values", choices);
    }
    let note = Signal::derive(move || match values(param, &form.text(VALUES)) {
        Err(error) => Note::Wrong(error.into()),
        Ok(_) => Note::hint("Separated by commas."),
    });
    field("Values", false, note, move |control| {
        view! {
            <input
                class="input" id=control.id.clone() type="text" autocomplete="off" spellcheck="false" aria-describedby=control.described_by()
                aria-invalid=control.invalid() prop:value=follow(move || form.text(VALUES)) on:input=move |event| form.set_text(VALUES, event_target_value(&event))
            />
        }
        .into_any()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use contract::generation::GenerationType;
    use contract::providers::Provider;

    fn order() -> Order {
        let (provider, kind) = (Some(Provider::Runware), Some(GenerationType::Image));
        Order { provider, kind, prompt: "a city".into(), content: String::new(), model: None, params: serde_json::Map::new() }
    }

    #[test]
    fn every_model_is_made_with_every_value() {
        let width = Provider::Runware.param(&GenerationType::Image, "width").expect("an option");
        let values = values(width, "512, 1024, 512").expect("values");
        let models = vec![("a".to_owned(), "A".to_owned()), ("b".to_owned(), "B".to_owned())];
        let ways = Ways { models, option: Some(("width", values)) };
        let orders = ways.orders(&order());
        assert_eq!((ways.count(), orders.len()), (4, 4));
        assert_eq!(orders[1].0, "A · Width 1024 px");
        assert_eq!((orders[3].1.model.as_deref(), orders[3].1.params.get("width")), (Some("b"), Some(&1024.into())));
    }

    #[test]
    fn voices_are_sent_by_their_ids_and_told_by_their_names() {
        let params = Provider::ElevenLabs.params(&GenerationType::Voice);
        let voice = params.iter().find(|param| is_voice(param)).expect("an option");
        let values = values(voice, "v1\tBrian, deep\nv2\tAda").expect("values");
        let label = |name: &str| [voice.label, " ", name].concat();
        assert_eq!(values, vec![("v1".into(), label("Brian, deep")), ("v2".into(), label("Ada"))]);
    }

    #[test]
    fn a_value_that_is_none_is_refused() {
        let width = Provider::Runware.param(&GenerationType::Image, "width").expect("an option");
        assert!(values(width, "512, wide").is_err());
        assert_eq!(values(width, " , "), Ok(Vec::new()));
    }

    #[test]
    fn without_a_choice_there_is_one_way() {
        let ways = Ways { models: Vec::new(), option: None };
        assert_eq!((ways.count(), ways.orders(&order())), (1, vec![(String::new(), order())]));
    }
}
