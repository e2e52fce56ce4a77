//! Options of providers, declared so that one form can be built from them and one rule refuses what they do not take.

use serde_json::{Map, Value};

use super::GenerationType;
use crate::providers::Provider;
use crate::text::{self, WebUrl};

/// An option of a provider for one type of generation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Param {
    /// Its name in `params`.
    pub name: &'static str,
    /// What people read beside the field.
    pub label: &'static str,
    /// What a number counts.
    pub unit: Option<Unit>,
    /// What it takes.
    pub kind: ParamKind,
    /// What it does, for people; may be empty.
    pub hint: &'static str,
}

/// What an option takes. Without a default the provider decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParamKind {
    /// A whole number from `min` to `max` that is `min` and some steps.
    Int {
        /// Taken when absent.
        default: Option<i64>,
        /// Least.
        min: i64,
        /// Most.
        max: i64,
        /// Distance of the values that are taken.
        step: i64,
    },
    /// A number from `min` to `max`.
    Float {
        /// Taken when absent.
        default: Option<f64>,
        /// Least.
        min: f64,
        /// Most.
        max: f64,
        /// Distance that suits a field's arrows; any value between is taken, too.
        step: f64,
    },
    /// One of a few texts.
    Choice {
        /// Taken when absent.
        default: Option<&'static str>,
        /// What can be chosen.
        options: &'static [Choice],
    },
    /// A text.
    Text {
        /// Taken when absent.
        default: Option<&'static str>,
        /// Most code points.
        max: usize,
        /// What the text is.
        format: TextFormat,
    },
    /// Yes or no.
    Flag {
        /// Taken when absent.
        default: bool,
    },
}

/// What a text of an option is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Any text.
    Plain,
    /// An http or https address.
    WebUrl,
    /// The id of one of the provider's voices ([`super::Voices`]).
    Voice,
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Pixels.
    Pixels,
    /// Seconds.
    Seconds,
    /// Thousandths of a second.
    Milliseconds,
}

impl Unit {
    /// The unit's sign.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Pixels => "px",
            Self::Seconds => "s",
            Self::Milliseconds => "ms",
        }
    }
}

/// A text that can be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is sent.
    pub value: &'static str,
    /// What people read.
    pub label: &'static str,
}

/// Why a value is refused. The display text is what a person reads beside the field.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum ParamError {
    /// The provider has no such option for this type.
    #[error("There is no such option.")]
    NoSuchOption,
    /// No whole number, or one that is not taken.
    #[error("A whole number from {min} to {max}{}.", steps(*.step))]
    NotInt {
        /// Least.
        min: i64,
        /// Most.
        max: i64,
        /// Distance of the values that are taken.
        step: i64,
    },
    /// No number, or one that is not taken.
    #[error("A number from {min} to {max}.")]
    NotFloat {
        /// Least.
        min: f64,
        /// Most.
        max: f64,
    },
    /// None of the choices.
    #[error("One of: {}.", values(.0))]
    NotChosen(&'static [Choice]),
    /// No text, or one that is too long.
    #[error("A text of at most {0} characters.")]
    NotText(usize),
    /// No web address.
    #[error(transparent)]
    NotWebUrl(#[from] text::WebUrlError),
    /// Neither yes nor no.
    #[error("True or false.")]
    NotFlag,
}

fn steps(step: i64) -> String {
    if step > 1 { format!(", in steps of {step}") } else { String::new() }
}

fn values(options: &[Choice]) -> String {
    options.iter().map(|choice| choice.value).collect::<Vec<_>>().join(", ")
}

impl Param {
    /// Reads what a person typed; a blank text leaves the option out.
    ///
    /// # Errors
    /// When the option does not take it.
    pub fn read(&self, text: &str) -> Result<Option<Value>, ParamError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        // What is no number is kept as a text, and refused as one.
        let typed = || Value::from(text);
        let value = match self.kind {
            ParamKind::Int { .. } => text.parse::<i64>().map_or_else(|_| typed(), Value::from),
            ParamKind::Float { .. } => text.parse::<f64>().map_or_else(|_| typed(), Value::from),
            ParamKind::Flag { .. } => text.parse::<bool>().map_or_else(|_| typed(), Value::from),
            ParamKind::Choice { .. } | ParamKind::Text { .. } => typed(),
        };
        self.check(&value).map(|()| Some(value))
    }

    /// Whether the option takes a value.
    ///
    /// # Errors
    /// When it does not.
    pub fn check(&self, value: &Value) -> Result<(), ParamError> {
        match self.kind {
            ParamKind::Int { min, max, step, .. } => {
                let fits = |number: i64| (min..=max).contains(&number) && (number - min) % step.max(1) == 0;
                value.as_i64().filter(|&number| fits(number)).map(drop).ok_or(ParamError::NotInt { min, max, step })
            }
            ParamKind::Float { min, max, .. } => {
                let number = value.as_f64().filter(|number| (min..=max).contains(number));
                number.map(drop).ok_or(ParamError::NotFloat { min, max })
            }
            ParamKind::Choice { options, .. } => {
                let chosen = value.as_str().filter(|text| options.iter().any(|choice| choice.value == *text));
                chosen.map(drop).ok_or(ParamError::NotChosen(options))
            }
            ParamKind::Text { max, format, .. } => check_text(value, max, format),
            ParamKind::Flag { .. } => value.as_bool().map(drop).ok_or(ParamError::NotFlag),
        }
    }
}

fn check_text(value: &Value, max: usize, format: TextFormat) -> Result<(), ParamError> {
    let text = value.as_str().filter(|text| !text.trim().is_empty() && text::length(text) <= max).ok_or(ParamError::NotText(max))?;
    match format {
        TextFormat::WebUrl => WebUrl::parse(text).map(drop).map_err(ParamError::from),
        TextFormat::Plain | TextFormat::Voice => Ok(()),
    }
}

/// Options of one generation that the provider takes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Params(Map<String, Value>);

impl Params {
    /// Reads the fields of a form: names of options, and what was typed. Blank ones are left out.
    ///
    /// # Errors
    /// Each field that is refused, and why.
    pub fn parse<'a>(
        provider: &Provider,
        kind: &GenerationType,
        fields: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Result<Self, Vec<(&'a str, ParamError)>> {
        let (mut params, mut refused) = (Map::new(), Vec::new());
        for (name, text) in fields {
            match provider.param(kind, name).ok_or(ParamError::NoSuchOption).and_then(|param| param.read(text)) {
                Ok(Some(value)) => _ = params.insert(name.to_owned(), value),
                Ok(None) => {}
                Err(error) => refused.push((name, error)),
            }
        }
        if refused.is_empty() { Ok(Self(params)) } else { Err(refused) }
    }

    /// Takes options as JSON: declared ones are checked, others are the provider's business.
    ///
    /// # Errors
    /// Each declared option that is refused, and why.
    pub fn of(provider: &Provider, kind: &GenerationType, options: Map<String, Value>) -> Result<Self, Vec<(String, ParamError)>> {
        let refused = |(name, value): (&String, &Value)| Some((name.clone(), provider.param(kind, name)?.check(value).err()?));
        let refused: Vec<_> = options.iter().filter_map(refused).collect();
        if refused.is_empty() { Ok(Self(options)) } else { Err(refused) }
    }

    /// As a JSON object; none when there are no options.
    pub fn to_json(&self) -> Option<Value> {
        (!self.0.is_empty()).then(|| Value::Object(self.0.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn typed(provider: &Provider, kind: &GenerationType, name: &str, text: &str) -> Result<Option<Value>, ParamError> {
        provider.param(kind, name).expect("an option").read(text)
    }

    #[test]
    fn numbers_are_held_against_their_range() {
        let width = |text| typed(&Provider::Runware, &GenerationType::Image, "width", text);
        assert_eq!(width(" 1024 "), Ok(Some(json!(1024))));
        assert_eq!(width(""), Ok(None));
        for bad in ["1000", "64", "4096", "wide", "1024.5"] {
            let error = width(bad).expect_err(bad);
            assert_eq!(error.to_string(), "A whole number from 128 to 2048, in steps of 64.");
        }
        let seconds = |text| typed(&Provider::ElevenLabs, &GenerationType::SoundEffect, "duration_seconds", text);
        assert_eq!(seconds("2.5"), Ok(Some(json!(2.5))));
        assert!(["0", "31", "NaN", "inf"].iter().all(|bad| seconds(bad).is_err()));
    }

    #[test]
    fn choices_and_addresses_are_checked() {
        assert_eq!(typed(&Provider::OpenAi, &GenerationType::Image, "size", "1024x1024"), Ok(Some(json!("1024x1024"))));
        assert!(typed(&Provider::OpenAi, &GenerationType::Image, "size", "7x7").is_err());
        let reference = |text| typed(&Provider::Runware, &GenerationType::Video, "referenceImage", text);
        assert!(reference("https://example.com/a.png").is_ok() && reference("javascript:alert(1)").is_err());
    }

    #[test]
    fn a_form_is_read_as_a_whole() {
        let fields = [("width", "512"), ("height", ""), ("depth", "3")];
        let refused = Params::parse(&Provider::Runware, &GenerationType::Image, fields);
        assert_eq!(refused, Err(vec![("depth", ParamError::NoSuchOption)]));
        let params = Params::parse(&Provider::Runware, &GenerationType::Image, [("width", "512"), ("height", "")]).expect("options");
        assert_eq!(params.to_json(), Some(json!({"width": 512})));
        assert_eq!(Params::default().to_json(), None);
    }

    #[test]
    fn options_that_are_not_declared_are_passed_on() {
        let of = |json: Value| Params::of(&Provider::Runware, &GenerationType::Image, json.as_object().cloned().unwrap_or_default());
        let params = of(json!({"width": 512, "steps": 30})).expect("options");
        assert_eq!(params.to_json(), Some(json!({"width": 512, "steps": 30})));
        let refused = of(json!({"width": "wide", "steps": 30})).expect_err("a width that is none");
        assert_eq!(refused.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["width"]);
    }

    #[test]
    fn flags_are_true_or_false() {
        let flag = Param { name: "loop", label: "Loop", unit: None, kind: ParamKind::Flag { default: false }, hint: "" };
        assert_eq!(flag.read("true"), Ok(Some(json!(true))));
        assert_eq!(flag.read("yes"), Err(ParamError::NotFlag));
    }
}
