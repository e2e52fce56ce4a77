//! An order that is being written, as it stands in local storage: a reload loses nothing, and sends nothing twice.

use contract::Handle;
use contract::decode::Fields;
use contract::id::{OrderId, ServiceId};
use contract::marketplace::{PaymentMethod, Requirements};
use serde_json::{Value, json};

use crate::browser::json;
use crate::browser::storage::{self, StorageError};
use crate::store::marketplace::{Sent, Wish};

/// Something half written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// What the buyer wants, as typed.
    pub requirements: String,
    /// How it is paid.
    pub method: PaymentMethod,
    /// What was sent, while its answer is not known.
    pub sent: Option<Sent>,
}

impl Default for Draft {
    fn default() -> Self {
        Self { requirements: String::new(), method: PaymentMethod::Card, sent: None }
    }
}

/// Where an agent's order of a service is kept.
pub fn key(handle: &Handle, service: &ServiceId) -> String {
    ["ia.draft.", handle.as_str(), ".order.", service.as_str()].concat()
}

impl Draft {
    /// The draft of a key; an empty one where there is none or it is not readable.
    pub fn read(key: &str, service: &ServiceId) -> Self {
        storage::read(key).map(|text| Self::parse(&text, service)).unwrap_or_default()
    }

    /// Keeps the draft; an empty one is removed.
    ///
    /// # Errors
    /// When the browser has no room or forbids it.
    pub fn write(&self, key: &str) -> Result<(), StorageError> {
        if self.requirements.trim().is_empty() && self.sent.is_none() {
            storage::remove(key);
            return Ok(());
        }
        storage::write(key, &self.to_text())
    }

    fn to_text(&self) -> String {
        let sent = self.sent.as_ref().map(|Sent { wish, before }| {
            json!({ "requirements": wish.requirements, "method": wish.method, "before": before.iter().map(OrderId::as_str).collect::<Vec<_>>() })
        });
        json::text(&json!({ "requirements": self.requirements, "method": self.method, "sent": sent }))
    }

    fn parse(text: &str, service: &ServiceId) -> Self {
        let json: Value = serde_json::from_str(text).unwrap_or_default();
        let Some(fields) = Fields::of(&json) else { return Self::default() };
        Self {
            requirements: fields.text(&["requirements"]).unwrap_or_default(),
            method: method(fields).unwrap_or(PaymentMethod::Card),
            sent: fields.object(&["sent"]).and_then(|sent| {
                let wish = Wish {
                    service: service.clone(),
                    requirements: Requirements::parse(&sent.text(&["requirements"])?).ok()?,
                    method: method(sent)?,
                };
                Some(Sent { wish, before: sent.texts(&["before"]).iter().filter_map(|id| OrderId::parse(id)).collect() })
            }),
        }
    }
}

fn method(fields: Fields<'_>) -> Option<PaymentMethod> {
    PaymentMethod::known(&fields.text(&["method"])?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_is_read_back_with_what_was_sent() {
        let service = ServiceId::parse("s1").expect("an id");
        let wish = Wish {
            service: service.clone(),
            requirements: Requirements::parse("\"Two\"\nlines").expect("a text"),
            method: PaymentMethod::Coinbase,
        };
        let sent = Some(Sent { wish, before: OrderId::parse("o1").into_iter().collect() });
        let draft = Draft { requirements: "Two\nlines ".into(), method: PaymentMethod::CryptoUsdc, sent };
        assert_eq!(Draft::parse(&draft.to_text(), &service), draft);
        for broken in ["", "{", "[1]", r#"{"requirements":7,"method":"GOLD","sent":{"before":1}}"#] {
            assert_eq!(Draft::parse(broken, &service), Draft::default(), "{broken}");
        }
    }
}
