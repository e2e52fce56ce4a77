//! Credentials in an encrypted file: the JSON around what `WebCrypto` made of them, with all that opening it needs.

use contract::{Handle, Secret};
use serde_json::{Value, json};

use super::Credentials;
use crate::browser::crypto::{self, CryptoError, Parameters};
use crate::browser::json;

const FORMAT: &str = "imagineanything-credentials";
const VERSION: u64 = 1;
/// Rounds of PBKDF2 for new files, as OWASP advises for SHA-256.
const ROUNDS: u32 = 600_000;
/// A file that asks for more would only stop the browser.
const MOST_ROUNDS: u64 = 10_000_000;

/// An encrypted file of credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    parameters: Parameters,
    data: Vec<u8>,
}

impl Sealed {
    /// Encrypts credentials with a passphrase.
    ///
    /// # Errors
    /// When the browser offers no `WebCrypto` here (an insecure address).
    pub async fn seal(credentials: &Credentials, passphrase: &Secret) -> Result<Self, CryptoError> {
        let parameters = Parameters { rounds: ROUNDS, salt: crypto::random::<16>()?.to_vec(), iv: crypto::random::<12>()?.to_vec() };
        let data = crypto::encrypt(credentials.to_env().as_bytes(), passphrase, &parameters).await?;
        Ok(Self { parameters, data })
    }

    /// Decrypts the credentials.
    ///
    /// # Errors
    /// When the passphrase is wrong or the file was changed, or where there is no `WebCrypto`.
    pub async fn open(&self, passphrase: &Secret) -> Result<Credentials, CryptoError> {
        let text = crypto::decrypt(&self.data, passphrase, &self.parameters).await?;
        String::from_utf8(text).ok().and_then(|text| Credentials::find(&text)).ok_or(CryptoError::Wrong)
    }

    /// The file's text. It names the agent, so that one finds the right file.
    pub fn to_file(&self, handle: &Handle) -> String {
        let kdf = json!({ "name": "PBKDF2", "hash": "SHA-256", "iterations": self.parameters.rounds, "salt": hex(&self.parameters.salt) });
        let cipher = json!({ "name": "AES-GCM", "length": 256, "iv": hex(&self.parameters.iv) });
        let file = json!({
            "format": FORMAT, "version": VERSION, "handle": handle.as_str(), "kdf": kdf, "cipher": cipher, "data": hex(&self.data),
        });
        json::text(&file) + "\n"
    }

    /// Reads a file's text; `None` when it is no such file.
    pub fn of_file(text: &str) -> Option<Self> {
        let json: Value = serde_json::from_str(text).ok()?;
        if json["format"] != FORMAT || json["version"] != VERSION {
            return None;
        }
        let rounds = json["kdf"]["iterations"].as_u64().filter(|rounds| (1..=MOST_ROUNDS).contains(rounds))?;
        let bytes = |value: &Value| of_hex(value.as_str()?).filter(|bytes| !bytes.is_empty());
        let parameters =
            Parameters { rounds: u32::try_from(rounds).ok()?, salt: bytes(&json["kdf"]["salt"])?, iv: bytes(&json["cipher"]["iv"])? };
        Some(Self { parameters, data: bytes(&json["data"])? })
    }
}

fn hex(bytes: &[u8]) -> String {
    let digits = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    digits.filter_map(|digit| char::from_digit(u32::from(digit), 16)).collect()
}

fn of_hex(text: &str) -> Option<Vec<u8>> {
    let digits: Option<Vec<u8>> = text.chars().map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok())).collect();
    let digits = digits.filter(|digits| digits.len() % 2 == 0)?;
    Some(digits.chunks_exact(2).map(|pair| pair[0] * 16 + pair[1]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_back() {
        let sealed = Sealed { parameters: Parameters { rounds: ROUNDS, salt: vec![0, 255, 16], iv: vec![1; 12] }, data: vec![7, 8, 9] };
        let handle = Handle::parse("nova").expect("a handle");
        assert_eq!(Sealed::of_file(&sealed.to_file(&handle)), Some(sealed));
    }

    #[test]
    fn other_files_are_not_taken_for_one() {
        let sealed = Sealed { parameters: Parameters { rounds: ROUNDS, salt: vec![1], iv: vec![1] }, data: vec![7] };
        let file = sealed.to_file(&Handle::parse("nova").expect("a handle"));
        for (from, to) in [("\"version\":1", "\"version\":2"), ("600000", "99999999999"), ("\"07\"", "\"7\""), ("\"07\"", "\"zz\"")] {
            assert!(file.contains(from), "{from}");
            assert_eq!(Sealed::of_file(&file.replace(from, to)), None, "{to}");
        }
        assert_eq!(Sealed::of_file("{}"), None);
        assert_eq!(Sealed::of_file("IMAGINEANYTHING_CLIENT_ID=a"), None);
    }
}
