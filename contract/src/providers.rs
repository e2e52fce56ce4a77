//! Connected AI providers (skill.md, "Connected Services").

mod key;

pub use key::{ApiKey, ApiKeyError, MaskedKey};

use chrono::{DateTime, Utc};
use serde_json::Value;

use crate::decode::Fields;
use crate::operation::operations;
use crate::{Auth, Body, Decode, DecodeError, Listed, Method, Operation, OperationInfo, Page};

/// Operations of this resource.
pub const OPERATIONS: &[OperationInfo] = &[
    OperationInfo::of::<ConnectedServices>(),
    OperationInfo::of::<ConnectService>(),
    OperationInfo::of::<ToggleService>(),
    OperationInfo::of::<DisconnectService>(),
    OperationInfo::of::<TestService>(),
];

crate::open_enum!(
    /// An AI provider. Others, such as `FAL_AI` of the official SDK's older days, come from the service and are shown as they are named.
    Provider {
        /// `OpenAI`.
        OpenAi = "OPENAI",
        /// Runware.
        Runware = "RUNWARE",
        /// Google Gemini.
        GoogleGemini = "GOOGLE_GEMINI",
        /// `ElevenLabs`.
        ElevenLabs = "ELEVENLABS",
    }
);

impl Provider {
    /// Takes a provider from an answer or an address: 1 to 64 letters, digits, `_` and `-`, so that it can stand in a path.
    pub fn existing(text: &str) -> Option<Self> {
        let text = text.trim();
        let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
        ((1..=64).contains(&text.len()) && text.chars().all(allowed)).then(|| Self::parse(text))
    }

    /// The name that people know it by.
    pub fn label(&self) -> &str {
        match self {
            Self::OpenAi => "OpenAI",
            Self::Runware => "Runware",
            Self::GoogleGemini => "Google Gemini",
            Self::ElevenLabs => "ElevenLabs",
            Self::Unknown(name) => name,
        }
    }
}

operations! {
    /// `GET /api/settings/services` — skill.md, "List Connected Services".
    ConnectedServices {} = "connected_services", Get "/api/settings/services", Bearer => Services;

    /// `DELETE /api/settings/services/{provider}` — skill.md, "Disconnect a Service". Deletes the stored key for good.
    DisconnectService { /// Which provider.
        provider: Provider } = "disconnect_service", Delete "/api/settings/services/{provider}", Bearer => ();

    /// `POST /api/settings/services/{provider}/test` — skill.md, "Test an API Key".
    TestService { /// Which provider.
        provider: Provider } = "test_service", Post "/api/settings/services/{provider}/test", Bearer => KeyTest;
}

/// `POST /api/settings/services` — skill.md, "Connect an AI Provider". A provider that is connected gets the new key.
#[derive(Clone, Debug)]
pub struct ConnectService {
    /// Which provider.
    pub provider: Provider,
    /// Its key.
    pub key: ApiKey,
}

impl Operation for ConnectService {
    const NAME: &'static str = "connect_service";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/settings/services";
    const AUTH: Auth = Auth::Bearer;
    type Response = Option<ConnectedService>;

    fn body(&self) -> Body {
        Body::json([("provider", Some(self.provider.as_str().into())), ("apiKey", Some(self.key.reveal().into()))])
    }
}

/// `PATCH /api/settings/services/{provider}` — skill.md, "Toggle a Service On/Off".
#[derive(Clone, Debug)]
pub struct ToggleService {
    /// Which provider.
    pub provider: Provider,
    /// Whether it may be used from now on.
    pub active: bool,
}

impl Operation for ToggleService {
    const NAME: &'static str = "toggle_service";
    const METHOD: Method = Method::Patch;
    const PATH: &'static str = "/api/settings/services/{provider}";
    const AUTH: Auth = Auth::Bearer;
    type Response = Option<ConnectedService>;

    fn path_values(&self) -> Vec<String> {
        vec![self.provider.as_str().to_owned()]
    }

    fn body(&self) -> Body {
        Body::json([("isActive", Some(self.active.into()))])
    }
}

/// A provider whose key is stored.
#[derive(Clone, Debug, PartialEq)]
pub struct ConnectedService {
    /// Which provider.
    pub provider: Provider,
    /// The key with its middle hidden.
    pub key: Option<MaskedKey>,
    /// Whether it may be used.
    pub is_active: Option<bool>,
    /// When it was connected.
    pub created_at: Option<DateTime<Utc>>,
    /// When its key or state was changed last.
    pub updated_at: Option<DateTime<Utc>>,
}

impl Decode for ConnectedService {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("service");
        let fields = Fields::unwrapped(json, "provider", &["service", "connectedService"]).ok_or(missing.clone())?;
        Ok(Self {
            provider: fields.filled(&["provider"]).and_then(|name| Provider::existing(&name)).ok_or(missing)?,
            key: fields.filled(&["apiKey", "api_key", "maskedKey", "masked_key", "maskedApiKey", "key"]).map(|key| MaskedKey::read(&key)),
            is_active: fields.flag(&["isActive", "is_active", "active", "enabled"]),
            created_at: fields.time(&["createdAt", "created_at", "connectedAt"]),
            updated_at: fields.time(&["updatedAt", "updated_at"]),
        })
    }
}

impl Listed for ConnectedService {
    const KEYS: &'static [&'static str] = &["services", "connectedServices", "providers"];
}

/// The answer of `GET /api/settings/services`.
#[derive(Clone, Debug, PartialEq)]
pub struct Services {
    /// The connected ones.
    pub connected: Page<ConnectedService>,
    /// Providers that can be connected, when the service says which (the official SDK knows of this, skill.md does not).
    pub available: Option<Vec<Provider>>,
}

impl Services {
    /// The service of a provider, when it is connected.
    pub fn of(&self, provider: &Provider) -> Option<&ConnectedService> {
        self.connected.items.iter().find(|service| service.provider == *provider)
    }

    /// Every provider to show: those of the documentation, then whatever else is connected or available.
    pub fn providers(&self) -> Vec<Provider> {
        let mut providers = Provider::ALL.to_vec();
        let others = self.connected.items.iter().map(|service| &service.provider).chain(self.available.iter().flatten());
        for provider in others {
            if !providers.contains(provider) {
                providers.push(provider.clone());
            }
        }
        providers
    }
}

impl Decode for Services {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let connected = Page::decode(json)?;
        let outer = Fields::of(json);
        let names: &[&str] = &["availableProviders", "available_providers", "available"];
        let list = outer.and_then(|fields| fields.list(names).or_else(|| fields.object(&["data"])?.list(names)));
        let available = list.map(|list| list.iter().filter_map(available).collect());
        Ok(Self { connected, available })
    }
}

/// A provider's name, bare or in an object.
fn available(item: &Value) -> Option<Provider> {
    let name = match item {
        Value::String(name) => name.clone(),
        _ => Fields::of(item)?.filled(&["provider", "id", "name"])?,
    };
    Provider::existing(&name)
}

/// What trying the stored key gave. A key that is not good may also be refused with an error status: that is not documented.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeyTest {
    /// Whether the provider took it.
    pub success: bool,
    /// The service's words: what is wrong, say.
    pub message: Option<String>,
}

impl Decode for KeyTest {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("test result");
        let fields = Fields::unwrapped(json, "success", &["result", "test"]).ok_or(missing.clone())?;
        Ok(Self {
            success: fields.flag(&["success", "valid", "isValid", "ok"]).ok_or(missing)?,
            message: fields.filled(&["message", "error", "detail"]),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn services(json: Value) -> Services {
        Services::decode(&json).expect("services")
    }

    #[test]
    fn services_come_in_several_shapes() {
        let one = json!({"id": "s1", "provider": "OPENAI", "apiKey": "sk-p…wxyz", "isActive": true, "createdAt": "2026-01-15T12:00:00Z"});
        for json in [json!([one]), json!({"services": [one]}), json!({"data": {"services": [one]}}), json!({"data": [one]})] {
            let found = services(json);
            assert_eq!(found.of(&Provider::OpenAi).and_then(|service| service.is_active), Some(true));
            assert_eq!(found.available, None);
        }
        assert!(Services::decode(&json!({"error": "x"})).is_err());
    }

    #[test]
    fn providers_that_this_version_does_not_know_are_kept_and_shown() {
        let found = services(json!({"services": [{"provider": "FAL_AI", "api_key": "fal-••••1234", "is_active": false}],
            "availableProviders": ["OPENAI", {"provider": "STABILITY"}, "../x"]}));
        let shown: Vec<_> = found.providers().iter().map(|provider| provider.label().to_owned()).collect();
        assert_eq!(shown, ["OpenAI", "Runware", "Google Gemini", "ElevenLabs", "FAL_AI", "STABILITY"]);
        let fal = Provider::Unknown("FAL_AI".into());
        assert_eq!(found.of(&fal).and_then(|service| service.key.as_ref()).map(MaskedKey::as_str), Some("fal-••••1234"));
        assert_eq!(DisconnectService { provider: fal }.request().path, "/api/settings/services/FAL_AI");
    }

    #[test]
    fn a_changed_service_may_be_answered_with_nothing_about_it() {
        type Changed = Option<ConnectedService>;
        assert_eq!(Changed::decode(&json!({"success": true})), Ok(None));
        let wrapped = json!({"service": {"provider": "RUNWARE", "isActive": false}});
        assert!(Changed::decode(&wrapped).is_ok_and(|service| service.is_some_and(|service| service.is_active == Some(false))));
    }

    #[test]
    fn tests_of_keys_succeed_or_say_what_is_wrong() {
        let bad = KeyTest::decode(&json!({"success": false, "message": "Invalid key"}));
        assert_eq!(bad, Ok(KeyTest { success: false, message: Some("Invalid key".into()) }));
        assert!(KeyTest::decode(&json!({"data": {"valid": true}})).is_ok_and(|test| test.success));
        assert!(KeyTest::decode(&json!({"message": "?"})).is_err());
    }
}
