//! `WebCrypto`: a text encrypted with a passphrase (PBKDF2 with SHA-256, then AES-GCM with 256 bits).

use contract::Secret;
use js_sys::{Array, ArrayBuffer, Function, Object, Promise, Reflect, Uint8Array};
use leptos::prelude::window;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// Why nothing was encrypted or decrypted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CryptoError {
    /// The browser offers no cryptography on this page.
    #[error("This browser encrypts only on secure addresses (https or localhost).")]
    Missing,
    /// The passphrase is another one, or the data was changed.
    #[error("The passphrase is wrong, or the file was changed.")]
    Wrong,
}

/// What the key is derived and used with; no secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Rounds of PBKDF2.
    pub rounds: u32,
    /// Salt of PBKDF2.
    pub salt: Vec<u8>,
    /// Initialisation vector of AES-GCM, never used twice with one key.
    pub iv: Vec<u8>,
}

/// Random bytes.
///
/// # Errors
/// [`CryptoError::Missing`].
pub fn random<const N: usize>() -> Result<[u8; N], CryptoError> {
    let crypto = member(&window(), "crypto")?;
    let bytes = Uint8Array::new_with_length(u32::try_from(N).map_err(|_| CryptoError::Missing)?);
    method(&crypto, "getRandomValues").and_then(|fill| fill.call1(&crypto, &bytes).map_err(missing))?;
    bytes.to_vec().try_into().map_err(|_| CryptoError::Missing)
}

/// Encrypts.
///
/// # Errors
/// [`CryptoError::Missing`].
pub async fn encrypt(plain: &[u8], passphrase: &Secret, parameters: &Parameters) -> Result<Vec<u8>, CryptoError> {
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, parameters, "encrypt").await?;
    let encrypted = promised(&subtle, "encrypt", &[cipher(parameters), key, bytes(plain)]).await.map_err(missing)?;
    Ok(to_vec(&encrypted))
}

/// Decrypts.
///
/// # Errors
/// [`CryptoError::Wrong`] for another passphrase or changed data, [`CryptoError::Missing`].
pub async fn decrypt(data: &[u8], passphrase: &Secret, parameters: &Parameters) -> Result<Vec<u8>, CryptoError> {
    let subtle = subtle()?;
    let key = key(&subtle, passphrase, parameters, "decrypt").await?;
    let plain = promised(&subtle, "decrypt", &[cipher(parameters), key, bytes(data)]).await.map_err(|_| CryptoError::Wrong)?;
    Ok(to_vec(&plain))
}

async fn key(subtle: &JsValue, passphrase: &Secret, parameters: &Parameters, usage: &str) -> Result<JsValue, CryptoError> {
    let usages = |usage: &str| JsValue::from(Array::of1(&usage.into()));
    let material = [JsValue::from("raw"), bytes(passphrase.reveal().as_bytes()), "PBKDF2".into(), false.into(), usages("deriveKey")];
    let material = promised(subtle, "importKey", &material).await.map_err(missing)?;
    let derivation = object(&[
        ("name", "PBKDF2".into()),
        ("hash", "SHA-256".into()),
        ("iterations", parameters.rounds.into()),
        ("salt", bytes(&parameters.salt)),
    ]);
    let algorithm = object(&[("name", "AES-GCM".into()), ("length", 256.into())]);
    promised(subtle, "deriveKey", &[derivation, material, algorithm, false.into(), usages(usage)]).await.map_err(missing)
}

fn cipher(parameters: &Parameters) -> JsValue {
    object(&[("name", "AES-GCM".into()), ("iv", bytes(&parameters.iv))])
}

fn subtle() -> Result<JsValue, CryptoError> {
    member(&member(&window(), "crypto")?, "subtle")
}

/// A member that is there only on secure addresses.
fn member(owner: &JsValue, name: &str) -> Result<JsValue, CryptoError> {
    Reflect::get(owner, &name.into()).ok().filter(JsValue::is_object).ok_or(CryptoError::Missing)
}

fn method(owner: &JsValue, name: &str) -> Result<Function, CryptoError> {
    Reflect::get(owner, &name.into()).ok().and_then(|value| value.dyn_into().ok()).ok_or(CryptoError::Missing)
}

/// Calls a method that answers with a promise, and waits for it.
async fn promised(owner: &JsValue, name: &str, arguments: &[JsValue]) -> Result<JsValue, JsValue> {
    let method = method(owner, name).map_err(|error| JsValue::from(error.to_string()))?;
    let promise = method.apply(owner, &arguments.iter().collect::<Array>())?;
    JsFuture::from(promise.dyn_into::<Promise>()?).await
}

fn missing(_: JsValue) -> CryptoError {
    CryptoError::Missing
}

fn bytes(bytes: &[u8]) -> JsValue {
    Uint8Array::from(bytes).into()
}

fn to_vec(buffer: &JsValue) -> Vec<u8> {
    buffer.dyn_ref::<ArrayBuffer>().map(|buffer| Uint8Array::new(buffer).to_vec()).unwrap_or_default()
}

fn object(pairs: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in pairs {
        // Setting a property of a plain object cannot fail.
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
