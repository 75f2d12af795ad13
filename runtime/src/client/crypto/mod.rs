//! The cryptography of TLS, signatures and tokens: ring by default, or aws-lc-rs if enabled.

mod random;

use provider::rand::{SecureRandom, SystemRandom};
use rustls::crypto::CryptoProvider;
#[cfg(feature = "aws-lc-rs")]
use {aws_lc_rs as provider, rustls::crypto::aws_lc_rs::default_provider};
#[cfg(all(feature = "ring", not(feature = "aws-lc-rs")))]
use {ring as provider, rustls::crypto::ring::default_provider};

#[cfg(not(any(feature = "aws-lc-rs", feature = "ring")))]
compile_error!("turn on the feature `ring` or `aws-lc-rs`: signatures and TLS need one of them");

pub(crate) use self::random::{fraction, invocation_id, uuid_v4};

/// For TLS.
pub(super) fn tls() -> CryptoProvider {
    default_provider()
}

pub(super) use provider::digest::Digest;

/// SHA-256.
pub(super) fn digest(data: &[u8]) -> Digest {
    provider::digest::digest(&provider::digest::SHA256, data)
}

/// A key of HMAC with SHA-256.
#[cfg(feature = "aws")]
pub(super) use provider::hmac::Key as HmacKey;

#[cfg(feature = "aws")]
pub(super) fn hmac_key(key: &[u8]) -> HmacKey {
    HmacKey::new(provider::hmac::HMAC_SHA256, key)
}

#[cfg(feature = "aws")]
pub(super) fn hmac(key: &HmacKey, message: &str) -> impl AsRef<[u8]> + use<> {
    provider::hmac::sign(key, message.as_bytes())
}

/// Fills a buffer with random bytes from the operating system.
pub(super) fn fill_random(bytes: &mut [u8]) -> Result<(), NoRandomness> {
    SystemRandom::new().fill(bytes).map_err(|_| NoRandomness)
}

/// The operating system returned no random bytes.
pub(super) struct NoRandomness;

/// Two digits for each byte.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(2 * bytes.len());
    push_hex(&mut text, bytes);
    text
}

/// Appends two digits for each byte.
pub(super) fn push_hex(text: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let place = 2 * usize::from(*byte);
        text.push_str(&PAIRS[place..place + 2]);
    }
}

/// The two digits of each byte. Pushing a pair is faster than pushing two characters.
const PAIRS: &str = match std::str::from_utf8(&pairs()) {
    Ok(pairs) => pairs,
    Err(_) => panic!("digits are text"),
};

const fn pairs() -> [u8; 512] {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";

    let mut pairs = [0; 512];
    let mut byte = 0;
    while byte < 256 {
        pairs[2 * byte] = DIGITS[byte >> 4];
        pairs[2 * byte + 1] = DIGITS[byte & 0xf];
        byte += 1;
    }
    pairs
}
