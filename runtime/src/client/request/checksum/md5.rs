//! Content-MD5.

use aws_smithy_types::base64;
use md5::{Digest, Md5};

use super::Header;

pub(super) const HEADERS: &[Header] = &[("content-md5", |body| base64::encode(Md5::digest(body)))];

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::Checksum;
    use crate::wire::Request;

    fn checksum(mut request: Request) -> String {
        Checksum::MD5.add(&mut request, false).unwrap();
        request.headers()["content-md5"].to_str().unwrap().to_owned()
    }

    #[test]
    fn the_md5_of_the_body_is_added() {
        // The digests of RFC 1321, appendix A.5.
        assert_eq!(checksum(Request::new(Bytes::new())), "1B2M2Y8AsgTpgAmY7PhCfg==");
        assert_eq!(checksum(Request::new("abc".into())), "kAFQmDzST7DWlj99KOF/cg==");
    }

    #[test]
    fn a_checksum_of_the_caller_stays() {
        let mut request = Request::new("abc".into());
        request.headers_mut().insert("content-md5", "own".parse().unwrap());
        assert_eq!(checksum(request), "own");
    }
}
