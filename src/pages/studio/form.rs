//! What is typed to generate something, kept on this device until it is in the queue.

use std::collections::BTreeMap;
use std::time::Duration;

use contract::Handle;
use contract::decode::Fields;
use contract::generation::{GenerationType, Param, ParamError};
use contract::providers::Provider;
use contract::text::{PostText, Prompt, is_blank, optional};
use leptos::prelude::*;
use serde_json::{Map, Value, json};

use crate::browser::press::once_released;
use crate::browser::storage;
use crate::few::Few;
use crate::parts::field::Typed;
use crate::store::Store;
use crate::store::generation::Order;

/// Which form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// For one thing.
    Make,
    /// For several ways at once.
    Matrix,
}

impl Slot {
    const fn name(self) -> &'static str {
        match self {
            Self::Make => "studio",
            Self::Matrix => "matrix",
        }
    }
}

/// Name of the text that holds the model.
pub const MODEL: &str = "model";
/// Name of the text that holds options which are not declared.
pub const EXTRA: &str = "extra";

/// What is typed, as it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    kind: Option<GenerationType>,
    provider: Option<Provider>,
    prompt: String,
    content: String,
    /// Options by provider, type and name.
    texts: BTreeMap<String, String>,
}

impl Draft {
    fn to_text(&self) -> String {
        json!({ "type": self.kind, "provider": self.provider, "prompt": self.prompt, "content": self.content, "texts": self.texts })
            .to_string()
    }

    fn parse(text: &str) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        let texts = fields.get(&["texts"]).and_then(Value::as_object);
        let texts = texts.into_iter().flatten().filter_map(|(key, value)| Some((key.clone(), value.as_str()?.to_owned())));
        Self {
            kind: fields.text(&["type"]).and_then(|kind| GenerationType::known(&kind).ok()),
            provider: fields.text(&["provider"]).and_then(|provider| Provider::known(&provider).ok()),
            prompt: fields.text(&["prompt"]).unwrap_or_default(),
            content: fields.text(&["content"]).unwrap_or_default(),
            texts: texts.collect(),
        }
    }

    /// Whether words were typed.
    pub fn has_words(&self) -> bool {
        !self.prompt.trim().is_empty() || !self.content.trim().is_empty()
    }
}

/// The form. Copies are the same.
#[derive(Clone, Copy)]
pub struct Form {
    /// What is made.
    pub kind: RwSignal<GenerationType>,
    /// By whom, if that was chosen.
    pub provider: RwSignal<Option<Provider>>,
    /// What it is to show, say or sound like.
    pub prompt: Typed,
    /// Text of the post.
    pub content: Typed,
    texts: RwSignal<BTreeMap<String, String>>,
    /// Options whose mistakes may be shown.
    checked: RwSignal<Vec<String>>,
    just_queued: StoredValue<bool>,
}

/// A second press within so many milliseconds is the second half of a double click.
const DOUBLE: Duration = Duration::from_millis(800);

#[derive(Clone, Copy, Default)]
struct All(StoredValue<Few<(Handle, &'static str), Option<Form>>>);

impl Form {
    /// A form of an agent, as it was left.
    pub fn of(store: Store, own: &Handle, slot: Slot) -> Self {
        let all = store.lasting(All::default).0;
        let place = (own.clone(), slot.name());
        if let Some(known) = all.with_value(|all| all.get(&place).copied().flatten()) {
            return known;
        }
        let key = ["ia.draft.", own.as_str(), ".", slot.name()].concat();
        let form = store.forever(|| Self::new(key));
        all.update_value(|all| *all.entry(place) = Some(form));
        form
    }

    fn new(key: String) -> Self {
        let draft = storage::read(&key).map(|text| Draft::parse(&text)).unwrap_or_default();
        let form = Self {
            kind: RwSignal::new(draft.kind.unwrap_or(GenerationType::Image)),
            provider: RwSignal::new(draft.provider),
            prompt: Typed::new(draft.prompt),
            content: Typed::new(draft.content),
            texts: RwSignal::new(draft.texts),
            checked: RwSignal::new(Vec::new()),
            just_queued: StoredValue::new(false),
        };
        Effect::new(move |begun: Option<()>| {
            let draft = form.draft();
            if begun.is_some() {
                // Where nothing can be stored, it lives as long as the page.
                let _ = storage::write(&key, &draft.to_text());
            }
        });
        form
    }

    /// What is typed; tracked.
    pub fn draft(self) -> Draft {
        Draft {
            kind: Some(self.kind.get()),
            provider: self.provider.get(),
            prompt: self.prompt.value.get(),
            content: self.content.value.get(),
            texts: self.texts.get(),
        }
    }

    /// Puts back what was typed before.
    pub fn restore(self, draft: Draft) {
        self.kind.set(draft.kind.unwrap_or(GenerationType::Image));
        self.provider.set(draft.provider);
        self.prompt.set(draft.prompt);
        self.content.set(draft.content);
        self.texts.set(draft.texts);
    }

    /// Takes over an order.
    pub fn fill(self, order: &Order) {
        let (Some(provider), Some(kind)) = (&order.provider, &order.kind) else { return };
        self.kind.set(kind.clone());
        self.provider.set(Some(provider.clone()));
        self.prompt.set(order.prompt.clone());
        self.content.set(order.content.clone());
        let prefix = prefix(provider, kind);
        self.texts.update(|texts| {
            texts.retain(|key, _| !key.starts_with(&prefix));
            texts.insert([&prefix, MODEL].concat(), order.model.clone().unwrap_or_default());
            let (declared, extra): (Vec<_>, Vec<_>) = order.params.iter().partition(|(name, _)| provider.param(kind, name).is_some());
            for (name, value) in declared {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                texts.insert([&prefix, name.as_str()].concat(), text);
            }
            if !extra.is_empty() {
                let extra: Map<String, Value> = extra.into_iter().map(|(name, value)| (name.clone(), value.clone())).collect();
                texts.insert([&prefix, EXTRA].concat(), serde_json::to_string_pretty(&extra).unwrap_or_default());
            }
        });
        self.checked.set(Vec::new());
    }

    /// Empties what belongs to one thing only, once it is in the queue; the settings stay.
    pub fn queued(self) {
        self.prompt.set(String::new());
        self.prompt.checked.set(false);
        self.content.set(String::new());
        self.content.checked.set(false);
        self.just_queued.set_value(true);
        set_timeout(move || _ = self.just_queued.try_set_value(false), DOUBLE);
    }

    /// Whether a press is the second half of a double click: nothing was typed since the first one.
    pub fn is_pressed_twice(self) -> bool {
        self.just_queued.get_value() && self.prompt.value.with_untracked(String::is_empty)
    }

    fn key(self, name: &str) -> Option<String> {
        Some([&prefix(self.provider.get().as_ref()?, &self.kind.get()), name].concat())
    }

    /// What is typed for an option; tracked.
    pub fn text(self, name: &str) -> String {
        self.key(name).and_then(|key| self.texts.with(|texts| texts.get(&key).cloned())).unwrap_or_default()
    }

    /// Takes what is typed for an option.
    pub fn set_text(self, name: &str, text: String) {
        if let Some(key) = untrack(|| self.key(name)) {
            self.texts.update(|texts| {
                if text.is_empty() {
                    texts.remove(&key)
                } else {
                    texts.insert(key, text)
                };
            });
        }
    }

    /// Lets mistakes of an option be shown.
    pub fn check(self, name: &'static str) {
        once_released(move || {
            self.checked.try_update(|checked| checked.push(name.to_owned()));
        });
    }

    /// Whether mistakes of an option may be shown; tracked.
    pub fn is_checked(self, name: &str) -> bool {
        self.checked.with(|checked| checked.iter().any(|known| known == name))
    }

    /// The declared options of what is chosen; tracked.
    pub fn params(self) -> &'static [Param] {
        self.provider.with(|provider| self.kind.with(|kind| provider.as_ref().map_or(&[][..], |provider| provider.params(kind))))
    }

    /// What is wrong with an option; tracked.
    pub fn mistake(self, param: &Param) -> Option<ParamError> {
        param.read(&self.text(param.name)).err()
    }

    /// The order as it stands, `without` an option that is set elsewhere; tracked.
    ///
    /// # Errors
    /// When something is missing or wrong; whatever it is may then be shown beside its field.
    pub fn order(self, without: Option<&str>) -> Result<Order, ()> {
        let provider = self.provider.get().ok_or(())?;
        let mut params = extra(&self.text(EXTRA), self.params()).map_err(drop)?;
        for param in self.params().iter().filter(|param| Some(param.name) != without) {
            if let Some(value) = param.read(&self.text(param.name)).map_err(drop)? {
                params.insert(param.name.to_owned(), value);
            }
        }
        let (prompt, content) = (self.prompt.value.get(), self.content.value.get());
        Prompt::parse(&prompt).map_err(drop)?;
        optional(&content, PostText::parse).map_err(drop)?;
        Ok(Order {
            provider: Some(provider),
            kind: Some(self.kind.get()),
            prompt,
            content,
            model: Some(self.text(MODEL)).filter(|model| !model.is_empty()),
            params,
        })
    }

    /// Lets all mistakes be shown.
    pub fn check_all(self) {
        self.prompt.checked.set(true);
        self.content.checked.set(true);
        let names = untrack(|| self.params().iter().map(|param| param.name.to_owned()).chain([EXTRA.to_owned()]).collect());
        self.checked.set(names);
    }
}

fn prefix(provider: &Provider, kind: &GenerationType) -> String {
    [provider.as_str(), "/", kind.as_str(), "/"].concat()
}

/// Options that are not declared, as they are written.
///
/// # Errors
/// What is wrong with them.
pub fn extra(text: &str, declared: &[Param]) -> Result<Map<String, Value>, String> {
    if is_blank(text) {
        return Ok(Map::new());
    }
    let json: Value = serde_json::from_str(text).map_err(|error| ["This is no JSON: ", &error.to_string(), "."].concat())?;
    let Value::Object(options) = json else { return Err("This must be an object: { \"name\": value }.".to_owned()) };
    match declared.iter().find(|param| options.contains_key(param.name)) {
        Some(param) => Err([param.name, " has a field of its own above."].concat()),
        None => Ok(options),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_back_and_a_broken_one_is_empty() {
        let texts = [("RUNWARE/image/width".to_owned(), "51".to_owned())].into();
        let (kind, provider) = (Some(GenerationType::Image), Some(Provider::Runware));
        let draft = Draft { kind, provider, prompt: "\"city\"\n".into(), content: "Look".into(), texts };
        assert_eq!(Draft::parse(&draft.to_text()), draft);
        for text in ["{", "[1]", r#"{"type":"hologram","texts":[1]}"#] {
            assert_eq!(Draft::parse(text), Draft::default());
        }
    }

    #[test]
    fn extra_options_are_an_object_and_none_of_the_declared_ones() {
        let declared = Provider::Runware.params(&GenerationType::Image);
        assert!(extra(" ", declared).is_ok_and(|options| options.is_empty()));
        assert!(extra("{\"steps\": 30}", declared).is_ok_and(|options| options.len() == 1));
        for bad in ["[1]", "{", "{\"width\": 512}", "7"] {
            assert!(extra(bad, declared).is_err(), "{bad}");
        }
    }
}
