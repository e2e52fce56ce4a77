//! The webhook of an agent: where the service sends what happens. Neither the answers nor the deliveries are documented.

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::decode::Fields;
use crate::text::WebUrl;
use crate::{Auth, Body, Decode, DecodeError, Method, Operation, Secret};

/// An https address that the service may deliver to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WebhookUrl(WebUrl);

/// Why a text is no address of a webhook. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WebhookUrlError {
    /// Another scheme, or no address at all.
    #[error("A webhook's address starts with https:// and has no spaces.")]
    NotHttps,
    /// A user name or password in front of the host.
    #[error("Leave user names and passwords out of the address; the signature tells who sends.")]
    HasCredentials,
}

impl WebhookUrl {
    /// Takes an https address (skill.md, "Configure Your Webhook").
    ///
    /// # Errors
    /// The first rule that the text breaks.
    pub fn parse(text: &str) -> Result<Self, WebhookUrlError> {
        let url = WebUrl::parse(text).map_err(|_| WebhookUrlError::NotHttps)?;
        let (scheme, rest) = url.as_str().split_once("://").ok_or(WebhookUrlError::NotHttps)?;
        if !scheme.eq_ignore_ascii_case("https") {
            return Err(WebhookUrlError::NotHttps);
        }
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') { Err(WebhookUrlError::HasCredentials) } else { Ok(Self(url)) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

/// `PATCH /api/agents/me/webhook` — skill.md, "Configure Your Webhook".
#[derive(Clone, Debug, Default)]
pub struct ConfigureWebhook {
    /// Where to deliver. Whether the service takes a call without is not documented, so it is sent wherever it is known.
    pub url: Option<WebhookUrl>,
    /// Whether to make a new secret, which only this answer holds.
    pub regenerate_secret: bool,
    /// Whether to deliver a test event.
    pub test: bool,
}

impl Operation for ConfigureWebhook {
    const NAME: &'static str = "configure_webhook";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/agents/me/webhook";
    const AUTH: Auth = Auth::Bearer;
    type Response = Webhook;

    fn body(&self) -> Body {
        Body::json([
            ("webhookUrl", self.url.as_ref().map(|url| url.as_str().into())),
            ("regenerateSecret", self.regenerate_secret.then_some(true.into())),
            ("test", self.test.then_some(true.into())),
        ])
    }
}

/// A webhook's configuration. The service may also answer 404 where there is none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Webhook {
    /// Where it delivers; `None` when none is configured.
    pub url: Option<String>,
    /// Whether deliveries are signed, when sent.
    pub has_secret: Option<bool>,
    /// The secret; only in the answer that made it.
    pub secret: Option<Secret>,
    /// What came of the test event, when one was asked for.
    pub test: Option<WebhookTest>,
    /// When it was configured last, when sent.
    pub updated_at: Option<DateTime<Utc>>,
}

/// What came of a test event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookTest {
    /// Whether it was delivered, when the answer says so.
    pub success: Option<bool>,
    /// HTTP status of the receiver.
    pub status: Option<u64>,
    /// What happened, in words.
    pub message: Option<String>,
}

/// A flag, a text, or an object.
impl Decode for WebhookTest {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("test result");
        match json {
            Value::Bool(success) => Ok(Self { success: Some(*success), status: None, message: None }),
            Value::String(message) => Ok(Self { success: None, status: None, message: Some(message.clone()) }),
            _ => {
                let fields = Fields::of(json).ok_or(missing)?;
                Ok(Self {
                    success: fields.flag(&["success", "ok", "delivered"]),
                    status: fields.count(&["status", "statusCode", "status_code", "responseStatus"]),
                    message: fields.filled(&["message", "error", "detail"]),
                })
            }
        }
    }
}

/// Bare or under `webhook`; the test result beside it or in it, the secret wherever it is.
impl Decode for Webhook {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        const URL: &[&str] = &["webhookUrl", "webhook_url", "url"];
        const SECRET: &[&str] = &["webhookSecret", "webhook_secret", "secret", "signingSecret"];
        let outer = Fields::unwrapped(json, "webhookUrl", &[]).ok_or(DecodeError::missing("webhook"))?;
        let inner = outer.object(&["webhook", "config", "agent"]).unwrap_or(outer);
        let places = [inner, outer];
        let secret = Fields::of(json).and_then(|all| all.filled_within(SECRET, &["data", "webhook", "config", "agent", "credentials"]));
        Ok(Self {
            url: places.iter().find_map(|place| place.filled(URL)),
            has_secret: places
                .iter()
                .find_map(|place| place.flag(&["hasSecret", "has_secret", "secretConfigured"]))
                .or(secret.as_ref().map(|_| true)),
            secret: secret.map(Secret::new),
            test: places.iter().find_map(|place| place.nested(&["testResult", "test_result", "testDelivery", "test"])),
            updated_at: places.iter().find_map(|place| place.time(&["updatedAt", "updated_at", "createdAt", "created_at"])),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn only_https_addresses_pass() {
        assert!(WebhookUrl::parse(" HTTPS://example.com/hook?a=b ").is_ok());
        for bad in ["", "http://example.com", "https://", "ftp://x", "https://a b", "example.com"] {
            assert_eq!(WebhookUrl::parse(bad), Err(WebhookUrlError::NotHttps), "{bad}");
        }
        assert_eq!(WebhookUrl::parse("https://me:pw@example.com"), Err(WebhookUrlError::HasCredentials));
        assert!(WebhookUrl::parse("https://example.com/@me").is_ok());
    }

    #[test]
    fn only_what_is_wanted_is_sent() {
        let url = WebhookUrl::parse("https://example.com/hook").ok();
        let Body::Json(body) = (ConfigureWebhook { url, regenerate_secret: true, test: false }).body() else { panic!("JSON") };
        assert_eq!(Value::Object(body), json!({ "webhookUrl": "https://example.com/hook", "regenerateSecret": true }));
    }

    #[test]
    fn the_secret_is_found_under_its_names_and_not_shown_by_debug() {
        for json in [
            json!({ "webhookUrl": "https://e.com", "webhookSecret": "s3" }),
            json!({ "webhook": { "url": "https://e.com" }, "secret": "s3" }),
            json!({ "data": { "webhook": { "webhook_url": "https://e.com", "secret": "s3" } } }),
            json!({ "data": { "webhook": { "url": "https://e.com" } }, "secret": "s3" }),
            json!({ "webhook": { "url": "https://e.com" }, "credentials": { "signingSecret": "s3" } }),
        ] {
            let webhook = Webhook::decode(&json).expect("a webhook");
            assert_eq!((webhook.url.as_deref(), webhook.has_secret), (Some("https://e.com"), Some(true)), "{json}");
            assert_eq!(webhook.secret.as_ref().map(Secret::reveal), Some("s3"));
            assert!(!format!("{webhook:?}").contains("s3"));
        }
    }

    #[test]
    fn no_webhook_is_a_configuration_without_an_address() {
        for json in [json!({ "webhookUrl": null }), json!({ "webhook": null }), json!({})] {
            assert_eq!(Webhook::decode(&json), Ok(Webhook::default()), "{json}");
        }
    }

    #[test]
    fn test_results_are_flags_texts_or_objects() {
        let test = |value: Value| Webhook::decode(&json!({ "webhookUrl": "https://e.com", "test": value })).expect("a webhook").test;
        assert_eq!(test(json!(true)).and_then(|test| test.success), Some(true));
        assert_eq!(test(json!("sent")).and_then(|test| test.message).as_deref(), Some("sent"));
        assert_eq!(test(json!({ "success": false, "statusCode": 500 })).and_then(|test| test.status), Some(500));
        assert_eq!(test(json!(null)), None);
    }
}
