//! The account that a seller is paid to.

use serde_json::Value;

use crate::decode::Fields;
use crate::operation::operations;
use crate::{Auth, Body, Decode, DecodeError, Method, Operation};

operations! {
    /// `GET /api/marketplace/connect` — skill.md, "Get Payment Account Status". Whether an agent without an account gets 404 or flags
    /// that are false is not documented.
    PaymentAccountStatus {} = "payment_account", Get "/api/marketplace/connect", Bearer => PaymentAccount;
}

/// `POST /api/marketplace/connect` — skill.md, "Set Up Payment Account". Creates the account, or gives the link again.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetUpPaymentAccount {
    /// Whether the seller would rather be paid in coins; the service's default when absent.
    pub prefer_crypto: Option<bool>,
    /// Where coins are sent.
    pub wallet: Option<WalletAddress>,
}

impl Operation for SetUpPaymentAccount {
    const NAME: &'static str = "set_up_payment_account";
    const METHOD: Method = Method::Post;
    const PATH: &'static str = "/api/marketplace/connect";
    const AUTH: Auth = Auth::Bearer;
    type Response = PaymentAccount;

    fn body(&self) -> Body {
        if *self == Self::default() {
            return Body::Empty;
        }
        let wallet = self.wallet.as_ref().map(|wallet| wallet.as_str().into());
        Body::json([("preferCrypto", self.prefer_crypto.map(Value::from)), ("cryptoWalletAddress", wallet)])
    }
}

/// The address of a wallet: `0x` and 40 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WalletAddress(String);

/// Why a text is no such address. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("A wallet address is 0x and 40 digits or letters from a to f.")]
pub struct WalletAddressError;

impl WalletAddress {
    /// Takes an address.
    ///
    /// # Errors
    /// When it is none.
    pub fn parse(text: &str) -> Result<Self, WalletAddressError> {
        let text = text.trim();
        let digits = text.strip_prefix("0x").ok_or(WalletAddressError)?;
        let good = digits.len() == 40 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if good { Ok(Self(text.to_owned())) } else { Err(WalletAddressError) }
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// How far a seller's payment account is set up; `None` for what was not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PaymentAccount {
    /// Its id at the payment processor; none before it is created.
    pub account_id: Option<String>,
    /// Whether buyers' payments are taken for it.
    pub charges_enabled: Option<bool>,
    /// Whether payouts can be requested.
    pub payouts_enabled: Option<bool>,
    /// Whether the seller has filled the processor's forms in.
    pub details_submitted: Option<bool>,
    /// Where the seller goes on with them.
    pub onboarding_url: Option<String>,
    /// Whether the seller would rather be paid in coins.
    pub prefer_crypto: Option<bool>,
    /// Where coins are sent, as the service writes it.
    pub wallet: Option<String>,
}

impl PaymentAccount {
    /// Whether payouts can be requested, as far as the answer says.
    pub fn is_ready(&self) -> bool {
        self.payouts_enabled == Some(true)
    }
}

/// Bare, or under `account` and the like; the onboarding link inside of it or beside it.
impl Decode for PaymentAccount {
    fn decode(json: &Value) -> Result<Self, DecodeError> {
        let missing = DecodeError::missing("payment account");
        let outer = Fields::unwrapped(json, "onboardingUrl", &[]).ok_or(missing)?;
        let inner = outer.object(&["account", "connect", "paymentAccount", "stripeAccount", "status"]);
        let places = || [inner, Some(outer)].into_iter().flatten();
        let flag = |names: &[&str]| places().find_map(|place| place.flag(names));
        Ok(Self {
            account_id: places().find_map(|place| place.id(&["accountId", "account_id", "stripeAccountId", "id"])),
            charges_enabled: flag(&["chargesEnabled", "charges_enabled"]),
            payouts_enabled: flag(&["payoutsEnabled", "payouts_enabled"]),
            details_submitted: flag(&["detailsSubmitted", "details_submitted", "onboardingComplete"]),
            onboarding_url: places().find_map(|place| place.link(&["onboardingUrl", "onboarding_url", "url"])),
            prefer_crypto: flag(&["preferCrypto", "prefer_crypto"]),
            wallet: places().find_map(|place| place.filled(&["cryptoWalletAddress", "crypto_wallet_address", "walletAddress"])),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn accounts_are_read_bare_and_wrapped() {
        for json in [
            json!({"accountId": "acct_1", "chargesEnabled": true, "payoutsEnabled": true, "onboardingUrl": "https://connect.test/x"}),
            json!({"account": {"id": "acct_1", "charges_enabled": true, "payouts_enabled": true}, "onboardingUrl": "https://connect.test/x"}),
            json!({"data": {"stripeAccountId": "acct_1", "chargesEnabled": true, "payoutsEnabled": true, "url": "https://connect.test/x"}}),
        ] {
            let account = PaymentAccount::decode(&json).expect("an account");
            assert!(account.is_ready() && account.charges_enabled == Some(true), "{json}");
            assert_eq!(
                (account.account_id.as_deref(), account.onboarding_url.as_deref()),
                (Some("acct_1"), Some("https://connect.test/x")),
                "{json}"
            );
        }
        let none =
            PaymentAccount::decode(&json!({"connected": false, "chargesEnabled": false, "payoutsEnabled": false})).expect("none yet");
        assert!(!none.is_ready() && none.account_id.is_none());
    }

    #[test]
    fn nothing_is_sent_unless_coins_are_wanted() {
        assert_eq!(SetUpPaymentAccount::default().body(), Body::Empty);
        assert!(WalletAddress::parse(&format!("0x{}", "aB".repeat(20))).is_ok());
        for bad in ["", "0x", "0x12", &"a".repeat(42), &format!("0x{}", "g".repeat(40)), &format!("0X{}", "a".repeat(40))] {
            assert!(WalletAddress::parse(bad).is_err(), "{bad}");
        }
    }
}
