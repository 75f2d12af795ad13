use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;

use super::{NoRandomness, fill_random, push_hex};

/// A random number from 0 up to 1: good enough to spread retries, and a hundred times faster than
/// the system's source.
pub(crate) fn fraction() -> f64 {
    (cheap_bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A random UUID, version 4.
pub(crate) fn uuid_v4() -> String {
    uuid_of(bits(|bytes| fill_random(bytes)))
}

/// Identifies a call in the logs of a service, without asking the system each time. A fork of this
/// process may use the same.
pub(crate) fn invocation_id() -> String {
    uuid_of(cheap_uuid_bits())
}

/// Random bits from the system. A fork of this process, or a copy of its machine, would continue
/// with the same `RandomState`, so tokens use it only if the system returns none.
fn bits(system: impl FnOnce(&mut [u8; 16]) -> Result<(), NoRandomness>) -> u128 {
    let mut bytes = [0; 16];
    match system(&mut bytes) {
        Ok(()) => u128::from_ne_bytes(bytes),
        Err(NoRandomness) => cheap_uuid_bits(),
    }
}

fn cheap_uuid_bits() -> u128 {
    u128::from(cheap_bits()) << 64 | u128::from(cheap_bits())
}

/// `RandomState` gets its keys from the system once per thread, so identical devices that start at
/// the same moment still differ.
fn cheap_bits() -> u64 {
    RandomState::new().hash_one(0)
}

fn uuid_of(random: u128) -> String {
    const VERSION: u128 = 0x4 << 76;
    const VARIANT: u128 = 0x2 << 62;
    const FREE: u128 = !(0xf << 76 | 0x3 << 62);
    let bits = random & FREE | VERSION | VARIANT;
    let bytes = bits.to_be_bytes();
    let mut text = String::with_capacity(36);
    for (index, part) in [0..4, 4..6, 6..8, 8..10, 10..16].into_iter().enumerate() {
        text.push_str(if index == 0 { "" } else { "-" });
        push_hex(&mut text, &bytes[part]);
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[track_caller]
    fn assert_uuid(token: &str) {
        let parts: Vec<&str> = token.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('4'), "{token}");
        assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{token}");
    }

    #[test]
    fn a_token_is_a_uuid_of_version_4() {
        assert_uuid(&uuid_v4());
        assert_uuid(&invocation_id());
        assert_uuid(&uuid_of(0));
        assert_uuid(&uuid_of(u128::MAX));
    }

    #[test]
    fn no_token_comes_twice_and_fractions_stay_in_bounds() {
        assert_eq!((0..1000).map(|_| uuid_v4()).collect::<HashSet<_>>().len(), 1000);
        assert_eq!((0..1000).map(|_| invocation_id()).collect::<HashSet<_>>().len(), 1000);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&fraction())));
    }

    #[test]
    fn tokens_are_made_of_what_the_system_gives() {
        let given = bits(|bytes| {
            *bytes = [7; 16];
            Ok(())
        });
        assert_eq!(given, u128::from_ne_bytes([7; 16]));
    }

    #[test]
    fn a_system_without_randomness_does_not_stop_a_call() {
        let fallen_back = (0..1000).map(|_| bits(|_| Err(NoRandomness)));
        assert_eq!(fallen_back.collect::<HashSet<_>>().len(), 1000);
    }
}
