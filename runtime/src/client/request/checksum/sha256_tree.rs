//! The checksum for Amazon S3 Glacier.

use super::Header;
use crate::client::crypto::{Digest, digest, hex};

pub(super) const HEADERS: &[Header] = &[
    ("x-amz-content-sha256", |body| hex(digest(body).as_ref())),
    ("x-amz-sha256-tree-hash", |body| hex(tree_hash(body).as_ref())),
];

/// The SHA-256 of parts of 1 MiB, then of pairs of these, and so on until one is left. A hash
/// without a partner moves up a level unchanged.
fn tree_hash(body: &[u8]) -> Digest {
    let mut level: Vec<Digest> = body.chunks(1 << 20).map(digest).collect();
    while level.len() > 1 {
        level = level.chunks(2).map(parent).collect();
    }
    level.pop().unwrap_or_else(|| digest(body))
}

fn parent(pair: &[Digest]) -> Digest {
    match pair {
        [lone] => *lone,
        pair => digest(&pair.iter().flat_map(AsRef::as_ref).copied().collect::<Vec<u8>>()),
    }
}

#[cfg(test)]
mod tests {
    use super::super::Checksum;
    use super::*;
    use crate::wire::Request;

    const MIB: usize = 1 << 20;

    fn text(digest: Digest) -> String {
        hex(digest.as_ref())
    }

    #[test]
    fn up_to_a_mebibyte_the_tree_is_the_plain_digest() {
        for body in [vec![], b"hello world".to_vec(), vec![b'a'; MIB]] {
            assert_eq!(text(tree_hash(&body)), text(digest(&body)));
        }
    }

    #[test]
    fn larger_bodies_are_paired_level_by_level() {
        let both = |left: Digest, right: Digest| digest(&[left.as_ref(), right.as_ref()].concat());
        let body: Vec<u8> = (0..5 * MIB + 1).map(|at| (at / 1000) as u8).collect();
        let leaf = |at: usize| digest(&body[at * MIB..body.len().min((at + 1) * MIB)]);
        let three = both(both(leaf(0), leaf(1)), leaf(2));
        assert_eq!(text(tree_hash(&body[..3 * MIB])), text(three));
        let (first, second) = (both(leaf(0), leaf(1)), both(leaf(2), leaf(3)));
        let six = both(both(first, second), both(leaf(4), leaf(5)));
        assert_eq!(text(tree_hash(&body)), text(six));
    }

    #[test]
    fn headers_with_a_value_stay_and_empty_ones_are_filled_in() {
        let mut request = Request::new("hello world".into());
        request.headers_mut().insert("x-amz-content-sha256", "own".parse().unwrap());
        request.headers_mut().insert("x-amz-sha256-tree-hash", "".parse().unwrap());
        Checksum::SHA256_TREE.add(&mut request, false).unwrap();
        assert_eq!(request.headers()["x-amz-content-sha256"], "own");
        assert_eq!(
            request.headers()["x-amz-sha256-tree-hash"],
            "b94d27b9934d3e08a52e52d7da7dabfac484efe37a5380ee9088f7ace2efcde9"
        );
    }

    #[test]
    fn a_stream_needs_the_headers_of_its_caller() {
        let mut request = Request::default();
        let headers = request.headers_mut();
        headers.insert("x-amz-content-sha256", "UNSIGNED-PAYLOAD".parse().unwrap());
        let error = Checksum::SHA256_TREE.add(&mut request, true).unwrap_err().to_string();
        assert!(error.starts_with("x-amz-sha256-tree-hash is a checksum of the body"), "{error}");
        request.headers_mut().insert("x-amz-sha256-tree-hash", "own".parse().unwrap());
        Checksum::SHA256_TREE.add(&mut request, true).unwrap();
    }
}
