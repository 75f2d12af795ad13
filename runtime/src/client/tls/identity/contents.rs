//! What a text holds, for messages about a text that does not hold what it should.

use super::part::Part;

/// The labels of the PEM sections of a text, such as `EC PRIVATE KEY`.
pub(super) struct Contents<'a> {
    pem: &'a [u8],
    labels: Vec<&'a str>,
}

impl<'a> Contents<'a> {
    pub(super) fn of(pem: &'a [u8]) -> Self {
        let lines = pem.split(|byte| matches!(byte, b'\n' | b'\r'));
        let labels = lines.filter_map(|line| {
            let line = line.trim_ascii_end().strip_prefix(b"-----BEGIN ")?;
            str::from_utf8(line.strip_suffix(b"-----")?).ok()
        });
        Self { pem, labels: labels.collect() }
    }

    pub(super) fn has_certificate(&self) -> bool {
        self.labels.contains(&"CERTIFICATE")
    }

    /// The labels of private keys of any kind.
    pub(super) fn keys(&self) -> Vec<&'a str> {
        self.labels.iter().copied().filter(|label| label.ends_with("PRIVATE KEY")).collect()
    }

    /// Whether a key is encrypted, in PKCS#8 or in the older form of OpenSSL.
    pub(super) fn is_encrypted(&self) -> bool {
        const OLDER: &[u8] = b"Proc-Type: 4,ENCRYPTED";
        self.keys().contains(&"ENCRYPTED PRIVATE KEY")
            || self.pem.windows(OLDER.len()).any(|bytes| bytes == OLDER)
    }

    /// Why it has no certificate.
    pub(super) fn instead_of_certificate(&self, part: &Part) -> String {
        let file = part.argument();
        if let Some(form) =
            self.no_pem(&format!("openssl x509 -inform DER -in {file} -out certificate.pem"))
        {
            form
        } else if !self.keys().is_empty() {
            "holds a private key and no certificate; are certificate and key swapped?".to_owned()
        } else if self.labels.iter().any(|label| label.ends_with(" CERTIFICATE")) {
            format!(
                "holds {}, which is not supported; `openssl x509 -in {file} -out certificate.pem` \
                 converts it",
                self.list()
            )
        } else {
            format!("holds no certificate, but {}; expected a section CERTIFICATE", self.list())
        }
    }

    /// Why it has no private key.
    pub(super) fn instead_of_key(&self, part: &Part) -> String {
        let file = part.argument();
        if let Some(form) =
            self.no_pem(&format!("openssl pkey -inform DER -in {file} -out key.pem"))
        {
            form
        } else if self.has_certificate() {
            "holds a certificate and no private key; are certificate and key swapped?".to_owned()
        } else {
            format!("holds no private key, but {}; expected a section PRIVATE KEY", self.list())
        }
    }

    fn no_pem(&self, conversion: &str) -> Option<String> {
        /// The tag of a sequence, with which certificates, keys and PKCS#12 begin.
        const DER: u8 = 0x30;

        match self.pem.first() {
            _ if !self.labels.is_empty() => None,
            None => Some("is empty".to_owned()),
            Some(&DER) => Some(format!(
                "is DER or PKCS#12, not PEM; `{conversion}` converts DER, and `openssl pkcs12 \
                 -nodes` PKCS#12"
            )),
            Some(_) => Some("is not PEM: no line of it begins with -----BEGIN".to_owned()),
        }
    }

    fn list(&self) -> String {
        let mut kinds = self.labels.clone();
        kinds.dedup();
        kinds.truncate(3);
        format!("{kinds:?}").trim_matches(['[', ']']).to_owned()
    }
}
