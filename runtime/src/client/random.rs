use std::collections::hash_map::RandomState;
use std::fmt::Write;
use std::hash::BuildHasher;

/// 64 random bits. The keys of a `RandomState` come from the operating system, so that devices of
/// one make which start at one moment still differ.
pub(crate) fn bits() -> u64 {
    RandomState::new().hash_one(0)
}

/// A random number from 0 up to 1.
pub(crate) fn fraction() -> f64 {
    (bits() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A random UUID, version 4.
pub(crate) fn uuid_v4() -> String {
    const VERSION: u128 = 0x4 << 76;
    const VARIANT: u128 = 0x2 << 62;
    const FREE: u128 = !(0xf << 76 | 0x3 << 62);
    let random = u128::from(bits()) << 64 | u128::from(bits());
    let bits = random & FREE | VERSION | VARIANT;
    let mut text = String::with_capacity(36);
    // Writing to a `String` cannot fail.
    let _ = write!(
        text,
        "{:08x}-{:04x}-{:04x}-{:04x}-{:012x}",
        bits >> 96,
        bits >> 80 & 0xffff,
        bits >> 64 & 0xffff,
        bits >> 48 & 0xffff,
        bits & 0xffff_ffff_ffff
    );
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn a_token_is_a_uuid_of_version_4() {
        let token = uuid_v4();
        let parts: Vec<&str> = token.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        assert!(parts[2].starts_with('4'), "{token}");
        assert!(parts[3].starts_with(['8', '9', 'a', 'b']), "{token}");
    }

    #[test]
    fn no_token_comes_twice_and_fractions_stay_in_bounds() {
        assert_eq!((0..1000).map(|_| uuid_v4()).collect::<HashSet<_>>().len(), 1000);
        assert!((0..1000).all(|_| (0.0..1.0).contains(&fraction())));
    }
}
