//! Compression of request bodies.

use std::io;

use bytes::Bytes;
use http::header::{CONTENT_ENCODING, HeaderValue};

use crate::client::config::{Config, ConfigBuilder};
use crate::error::BuildError;
use crate::wire::Request;

/// A compression algorithm for request bodies.
#[derive(Clone, Copy, Debug)]
pub struct Compression {
    /// Its name in `Content-Encoding`.
    name: &'static str,
    compress: fn(&[u8]) -> io::Result<Vec<u8>>,
}

impl Compression {
    /// gzip, of RFC 1952.
    #[cfg(feature = "compression")]
    pub const GZIP: Self = Self { name: "gzip", compress: gzip };

    /// Compresses the body if it has the configured minimum size, and appends the encoding to
    /// `Content-Encoding`.
    pub(crate) fn apply(self, request: &mut Request, config: &Config) -> Result<(), BuildError> {
        let least = config.request_min_compression_size_bytes.unwrap_or(LEAST);
        let size = request.body().len();
        if config.disable_request_compression.unwrap_or_default() || size < least as usize {
            return Ok(());
        }
        let name = match request.headers().get(CONTENT_ENCODING) {
            Some(before) => {
                HeaderValue::from_bytes(&[before.as_bytes(), b", ", self.name.as_bytes()].concat())
                    .map_err(BuildError::compression)?
            }
            None => HeaderValue::from_static(self.name),
        };
        let body = (self.compress)(request.body()).map_err(BuildError::compression)?;
        request.headers_mut().insert(CONTENT_ENCODING, name);
        *request.body_mut() = Bytes::from(body);
        Ok(())
    }
}

impl ConfigBuilder {
    /// Whether to disable compression for the operations that support it. Off by default.
    pub fn disable_request_compression(mut self, disabled: bool) -> Self {
        self.set_disable_request_compression(Some(disabled));
        self
    }

    /// Sets or clears whether to disable compression.
    pub fn set_disable_request_compression(&mut self, disabled: Option<bool>) -> &mut Self {
        self.config.disable_request_compression = disabled;
        self
    }

    /// The minimum size in bytes of the bodies to compress, for operations that support it. 10,240
    /// by default.
    pub fn request_min_compression_size_bytes(mut self, bytes: u32) -> Self {
        self.set_request_min_compression_size_bytes(Some(bytes));
        self
    }

    /// Sets or clears the minimum size in bytes of the bodies to compress.
    pub fn set_request_min_compression_size_bytes(&mut self, bytes: Option<u32>) -> &mut Self {
        self.config.request_min_compression_size_bytes = bytes;
        self
    }
}

#[cfg(feature = "compression")]
fn gzip(body: &[u8]) -> io::Result<Vec<u8>> {
    use std::io::Write;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(body)?;
    encoder.finish()
}

/// The default of all AWS SDKs.
const LEAST: u32 = 10_240;

#[cfg(feature = "compression")]
#[cfg(test)]
mod tests {
    use std::io::Read;

    use flate2::read::GzDecoder;

    use super::*;

    fn sent(size: usize, encoding: Option<&'static str>, config: ConfigBuilder) -> Request {
        let mut request = Request::new(vec![b'a'; size].into());
        let encoding = encoding.map(HeaderValue::from_static);
        request.headers_mut().extend(encoding.map(|encoding| (CONTENT_ENCODING, encoding)));
        Compression::GZIP.apply(&mut request, &config.build()).unwrap();
        request
    }

    fn is_compressed(request: &Request, size: usize) -> bool {
        let mut body = Vec::new();
        let read = GzDecoder::new(request.body().as_ref()).read_to_end(&mut body);
        read.is_ok() && body == vec![b'a'; size]
    }

    #[test]
    fn large_bodies_are_compressed_and_marked() {
        let request = sent(10_240, None, Config::builder());
        assert_eq!(request.headers()[CONTENT_ENCODING], "gzip");
        assert!(is_compressed(&request, 10_240) && request.body().len() < 10_240);
        let request = sent(10_240, Some("custom"), Config::builder());
        assert_eq!(request.headers()[CONTENT_ENCODING], "custom, gzip");
        assert!(is_compressed(&request, 10_240));
    }

    #[test]
    fn small_bodies_are_sent_as_they_are_unless_the_settings_say_otherwise() {
        let request = sent(10_239, Some("custom"), Config::builder());
        assert_eq!(request.headers()[CONTENT_ENCODING], "custom");
        assert_eq!(request.body().len(), 10_239);
        let all = Config::builder().request_min_compression_size_bytes(0);
        assert!(is_compressed(&sent(1, None, all), 1));
        let none = Config::builder().disable_request_compression(true);
        assert_eq!(sent(10_240, None, none).body().len(), 10_240);
    }
}
