//! Keys of providers at rest: AES-256-GCM, as the real service says of itself (skill.md, "Connected Services").

use std::io;
use std::path::Path;
use std::sync::Arc;

use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit};

/// Bytes of the key.
const KEY: usize = 32;
/// Bytes of the number that is used once.
const NONCE: usize = 12;

/// Seals and opens texts; cheap to clone. Its `Debug` prints nothing of the key.
#[derive(Clone)]
pub struct Vault(Arc<Aes256Gcm>);

/// A sealed text was changed, belongs to somebody else or was sealed by another vault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a sealed key cannot be opened")]
pub struct Sealed;

impl std::fmt::Debug for Vault {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Vault(…)")
    }
}

impl Vault {
    /// A vault whose key is only in memory.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn in_memory() -> io::Result<Self> {
        Ok(Self::with(&random::<KEY>()?))
    }

    /// The vault whose key is in a file; a missing one is made, for its owner's eyes only.
    ///
    /// # Errors
    /// When the file cannot be read or made, or holds something else.
    pub fn file(path: &Path) -> io::Result<Self> {
        match std::fs::read(path) {
            Ok(bytes) => {
                let key = bytes.try_into().map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "this is no key file"))?;
                Ok(Self::with(&key))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = random::<KEY>()?;
                write_private(path, &key)?;
                Ok(Self::with(&key))
            }
            Err(error) => Err(error),
        }
    }

    fn with(key: &[u8; KEY]) -> Self {
        Self(Arc::new(Aes256Gcm::new(key.into())))
    }

    /// Seals a text for an owner, without whose name it cannot be opened again.
    ///
    /// # Errors
    /// When the operating system gives no random bytes.
    pub fn seal(&self, text: &str, owner: &str) -> io::Result<Vec<u8>> {
        let nonce = random::<NONCE>()?;
        let payload = Payload { msg: text.as_bytes(), aad: owner.as_bytes() };
        let sealed = self.0.encrypt(&nonce.into(), payload).map_err(|_| io::Error::other("the key cannot be sealed"))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens what was sealed for an owner.
    ///
    /// # Errors
    /// [`Sealed`] when it is not that.
    pub fn open(&self, sealed: &[u8], owner: &str) -> Result<String, Sealed> {
        let (nonce, text) = sealed.split_first_chunk::<NONCE>().ok_or(Sealed)?;
        let opened = self.0.decrypt(nonce.into(), Payload { msg: text, aad: owner.as_bytes() }).map_err(|_| Sealed)?;
        String::from_utf8(opened).map_err(|_| Sealed)
    }
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(io::Error::other)?;
    Ok(bytes)
}

/// Writes a new file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use std::io::Write as _;
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)?.write_all(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_is_opened_by_its_owner_only() {
        let vault = Vault::in_memory().expect("a vault");
        let sealed = vault.seal("sk-proj-secret", "agent OPENAI").expect("sealed");
        assert_eq!(vault.open(&sealed, "agent OPENAI").as_deref(), Ok("sk-proj-secret"));
        assert_eq!(vault.open(&sealed, "other OPENAI"), Err(Sealed));
        assert_eq!(Vault::in_memory().expect("another").open(&sealed, "agent OPENAI"), Err(Sealed));
        assert!(!sealed.windows(6).any(|bytes| bytes == b"secret"));
        assert_ne!(sealed, vault.seal("sk-proj-secret", "agent OPENAI").expect("sealed"), "a new nonce each time");
        let mut changed = sealed;
        changed[NONCE] ^= 1;
        assert_eq!(vault.open(&changed, "agent OPENAI"), Err(Sealed));
        assert_eq!(vault.open(b"short", "agent OPENAI"), Err(Sealed));
        assert_eq!(format!("{vault:?}"), "Vault(…)");
    }

    #[test]
    fn the_key_of_a_file_is_kept_and_private() {
        let path = std::env::temp_dir().join(format!("sandbox-vault-{}.key", std::process::id()));
        let sealed = Vault::file(&path).expect("a vault").seal("text", "me").expect("sealed");
        assert_eq!(Vault::file(&path).expect("the same vault").open(&sealed, "me").as_deref(), Ok("text"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).expect("a file").permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, b"short").expect("written");
        assert!(Vault::file(&path).is_err());
        std::fs::remove_file(&path).expect("removed");
    }
}
