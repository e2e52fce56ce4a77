//! Whether a provider takes a key.

use contract::providers::Provider;

use super::Failure;
use crate::rows::providers::Service;
use crate::vault::Vault;

/// What is wrong with a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// The provider does not know it.
    Invalid,
    /// The account's quota is used up.
    Quota,
    /// It may not do this.
    Restricted,
    /// It cannot be read any more: the vault's key is another one.
    Unreadable,
}

impl Fault {
    /// What the test of the key answers.
    pub fn message(self, provider: &str) -> String {
        let provider = Provider::parse(provider);
        let name = provider.label();
        match self {
            Self::Invalid => format!("Invalid API key: {name} does not accept it."),
            Self::Quota => format!("The key is valid, but the quota at {name} is used up."),
            Self::Restricted => format!("The key is valid, but {name} does not allow it to generate."),
            Self::Unreadable => format!("The stored key cannot be read. Connect {name} again."),
        }
    }

    /// Why a job with such a key fails.
    pub const fn failure(self) -> Failure {
        match self {
            Self::Quota => Failure::Quota,
            Self::Invalid | Self::Restricted | Self::Unreadable => Failure::Key,
        }
    }
}

/// For whom a key is sealed.
pub fn owner(agent: &str, provider: &str) -> String {
    format!("{agent} {provider}")
}

/// Asks the provider about the stored key of an agent.
///
/// # Errors
/// What is wrong with it.
pub fn check(vault: &Vault, agent: &str, service: &Service) -> Result<(), Fault> {
    let key = vault.open(&service.sealed_key, &owner(agent, &service.provider)).map_err(|_| Fault::Unreadable)?;
    judge(&key)
}

fn judge(key: &str) -> Result<(), Fault> {
    let key = key.to_ascii_lowercase();
    let faults = [("invalid", Fault::Invalid), ("quota", Fault::Quota), ("restricted", Fault::Restricted)];
    faults.into_iter().find(|(word, _)| key.contains(word)).map_or(Ok(()), |(_, fault)| Err(fault))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_a_key_tell_what_is_wrong_with_it() {
        let judged = ["sk-proj-4f9a", "sk-INVALID-4f9a", "sk-quota-4f9a", "sk-restricted-4f9a"].map(judge);
        assert_eq!(judged, [Ok(()), Err(Fault::Invalid), Err(Fault::Quota), Err(Fault::Restricted)]);
    }
}
