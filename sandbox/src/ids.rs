//! Ids that sort by their time, and the random texts of secrets.

use std::fmt::Write as _;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::{LazyLock, Mutex};

/// Makes ids such as `cml8eh8ci0000xwxcwoqjxcal`: `c`, the time, a counter, and letters from a seed.
///
/// With the same seed and the same calls the ids are the same.
#[derive(Debug)]
pub struct Ids {
    state: Mutex<(u32, u64)>,
}

impl Ids {
    /// Ids that repeat for a repeated seed.
    pub fn seeded(seed: u64) -> Self {
        Self { state: Mutex::new((0, seed)) }
    }

    /// Ids that never repeat.
    pub fn random() -> Self {
        Self::seeded(RandomState::new().build_hasher().finish())
    }

    /// The next id, for an object created at `now_millis`.
    pub fn next(&self, now_millis: i64) -> String {
        let mut state = self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        state.0 = (state.0 + 1) % 36_u32.pow(4);
        let mut id = String::with_capacity(25);
        id.push('c');
        base36(now_millis.unsigned_abs(), 8, &mut id);
        base36(u64::from(state.0), 4, &mut id);
        let random = splitmix(&mut state.1);
        base36(random, 12, &mut id);
        id
    }
}

/// A new id for an object created at `now_millis`; it sorts after those made before it.
pub fn new(now_millis: i64) -> String {
    static IDS: LazyLock<Ids> = LazyLock::new(Ids::random);
    IDS.next(now_millis)
}

/// Appends the last `digits` base-36 digits of `value`.
fn base36(value: u64, digits: u32, into: &mut String) {
    for place in (0..digits).rev() {
        let digit = value / 36_u64.pow(place) % 36;
        into.push(char::from_digit(u32::try_from(digit).unwrap_or(0), 36).unwrap_or('0'));
    }
}

/// The next number of the `SplitMix64` sequence: enough for ids, never used for secrets.
fn splitmix(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// A secret text: the prefix and 160 random bits from the operating system as hexadecimal digits.
///
/// # Errors
/// When the operating system gives no random bytes.
pub fn secret(prefix: &str) -> Result<String, getrandom::Error> {
    let mut bytes = [0_u8; 20];
    getrandom::fill(&mut bytes)?;
    Ok(format!("{prefix}{}", hex(&bytes)))
}

/// The SHA-256 of a secret as hexadecimal digits: what is stored of it.
pub fn hash(secret: &str) -> String {
    use sha2::{Digest, Sha256};
    hex(&Sha256::digest(secret.as_bytes()))
}

/// Bytes as hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a String cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_sort_by_time_and_then_by_order() {
        let ids = Ids::seeded(1);
        let made = [ids.next(1_700_000_000_000), ids.next(1_700_000_000_000), ids.next(1_700_000_000_001), ids.next(1_800_000_000_000)];
        assert!(made.is_sorted(), "{made:?}");
        assert!(made.iter().all(|id| id.len() == 25 && contract::id::PostId::parse(id).is_some()));
        assert_eq!(Ids::seeded(1).next(1_700_000_000_000), made[0]);
    }

    #[test]
    fn secrets_differ_and_hash_to_the_same_text() {
        let (one, two) = (secret("iat_").expect("random bytes"), secret("iat_").expect("random bytes"));
        assert!(one.starts_with("iat_") && one.len() == 44 && one != two);
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
