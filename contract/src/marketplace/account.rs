//! The account that a seller is paid to.

use serde_json::Value;
use sha3::{Digest, Keccak256};

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

/// The address of a wallet: `0x` and 40 hexadecimal digits. Where its letters are of both cases, these are a checksum (EIP-55).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WalletAddress(String);

/// Why a text is no such address. The display text is what a person reads beside the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WalletAddressError {
    /// It is of another form.
    #[error("A wallet address is 0x and 40 digits or letters from a to f.")]
    Form,
    /// Its capital and small letters contradict the rest.
    #[error("This address is mistyped: its capital and small letters do not fit the rest. Copy it from the wallet.")]
    Checksum,
}

impl WalletAddress {
    /// Takes an address.
    ///
    /// # Errors
    /// When it is none, or mistyped.
    pub fn parse(text: &str) -> Result<Self, WalletAddressError> {
        let text = text.trim();
        let digits = text.strip_prefix("0x").ok_or(WalletAddressError::Form)?;
        if digits.len() != 40 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err(WalletAddressError::Form);
        }
        if !has_valid_case(digits) {
            return Err(WalletAddressError::Checksum);
        }
        Ok(Self(text.to_owned()))
    }

    /// The address.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Whether the letters are of one case, or each is a capital where the hash of the digits in small letters has a nibble of 8 or more.
fn has_valid_case(digits: &str) -> bool {
    let small = digits.to_ascii_lowercase();
    if digits == small || digits == digits.to_ascii_uppercase() {
        return true;
    }
    let hash = Keccak256::digest(small.as_bytes());
    let nibbles = hash.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.bytes().zip(nibbles).all(|(digit, nibble)| digit.is_ascii_digit() || digit.is_ascii_uppercase() == (nibble >= 8))
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
    }

    #[test]
    fn wallet_addresses_are_checked_by_their_letters() {
        // The examples of EIP-55.
        for address in [
            "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
            "0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359",
            "0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB",
            "0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb",
        ] {
            let digits = &address[2..];
            let (small, capital) = (digits.to_lowercase(), digits.to_uppercase());
            for good in [digits, &small, &capital] {
                assert!(WalletAddress::parse(&format!("0x{good}")).is_ok(), "{good}");
            }
            let mistyped = address.replace('B', "b");
            assert_eq!(WalletAddress::parse(&mistyped), Err(WalletAddressError::Checksum), "{mistyped}");
        }
        let other_end = "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAee";
        assert_eq!(WalletAddress::parse(other_end), Err(WalletAddressError::Checksum));
        for bad in ["", "0x", "0x12", &"a".repeat(42), &format!("0x{}", "g".repeat(40)), &format!("0X{}", "a".repeat(40))] {
            assert_eq!(WalletAddress::parse(bad), Err(WalletAddressError::Form), "{bad}");
        }
    }
}
