use aws_smithy_types::base64;
use http::header::HeaderName;
use md5::{Digest, Md5};

use super::set_if_absent;
use crate::error::BoxError;
use crate::wire::Request;

pub(super) fn add(request: &mut Request) -> Result<(), BoxError> {
    let body = request.body().clone();
    set_if_absent(request.headers_mut(), CONTENT_MD5, || base64::encode(Md5::digest(&body)))
}

const CONTENT_MD5: HeaderName = HeaderName::from_static("content-md5");

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::super::Checksum;
    use super::*;

    fn checksum(mut request: Request) -> String {
        Checksum::MD5.add(&mut request).unwrap();
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
        request.headers_mut().insert(CONTENT_MD5, "own".parse().unwrap());
        assert_eq!(checksum(request), "own");
    }
}
