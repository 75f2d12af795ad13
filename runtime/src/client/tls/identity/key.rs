use std::sync::Arc;

use rustls::pki_types::PrivateKeyDer;
use rustls::pki_types::pem::PemObject;
use rustls::sign::SigningKey;

use super::contents::Contents;
use super::invalid::InvalidClientIdentity;
use super::part::Part;
use crate::client::crypto;

/// Reads the one private key of a PEM text.
pub(super) fn read_key(
    part: &Part,
    pem: &[u8],
) -> Result<Arc<dyn SigningKey>, InvalidClientIdentity> {
    let contents = Contents::of(pem);
    let file = part.argument();
    if contents.is_encrypted() {
        return Err(part.invalid(&format!(
            "is encrypted, which is not supported; `openssl pkey -in {file} -out decrypted.pem` \
             decrypts it"
        )));
    }
    match contents.keys()[..] {
        [] => return Err(part.invalid(&contents.instead_of_key(part))),
        ["PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY"] => {}
        ["OPENSSH PRIVATE KEY"] => {
            return Err(part.invalid(&format!(
                "is in the form of OpenSSH, which is not supported; `ssh-keygen -p -m PKCS8 -f \
                 {file}` converts the file"
            )));
        }
        [other] => {
            return Err(part.invalid(&format!("is of an unsupported kind, {other:?}; {SUPPORTED}")));
        }
        [_, _, ..] => {
            return Err(part.invalid("holds more than one private key; keep one of them"));
        }
    }
    // The error of the parser may quote the text.
    let key = PrivateKeyDer::from_pem_slice(pem)
        .map_err(|_| part.invalid("is damaged: its section is not complete, or not base64"))?;
    let is_p521 = contains(key.secret_der(), P521);
    // rustls overwrites the key when it has read it.
    crypto::tls().key_provider.load_private_key(key).map_err(|_| {
        part.invalid(&match is_p521 {
            true => {
                format!("is on the curve P-521, which needs the feature `aws-lc-rs`; {SUPPORTED}")
            }
            false => {
                format!("cannot be used: it is damaged or of an unsupported kind; {SUPPORTED}")
            }
        })
    })
}

const SUPPORTED: &str = "supported are RSA of 2048 to 8192 bits, and EC on the curves P-256 and \
                         P-384 (with the feature `aws-lc-rs` also P-521)";

/// The object identifier of the curve P-521, in DER.
const P521: &[u8] = &[0x06, 0x05, 0x2b, 0x81, 0x04, 0x00, 0x23];

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
