//! Short content hashes for file names.

use sha2::{Digest, Sha256};

/// The first 64 bits of the SHA-256 of `bytes`, as 16 hexadecimal digits.
pub fn short(bytes: &[u8]) -> String {
    let mut head = [0; 8];
    head.copy_from_slice(&Sha256::digest(bytes)[..8]);
    format!("{:016x}", u64::from_be_bytes(head))
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn is_the_start_of_the_sha256() {
        assert_eq!(short(b""), "e3b0c44298fc1c14");
    }
}
