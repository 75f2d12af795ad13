use std::fmt;
use std::sync::{Mutex, PoisonError};

use aws_credential_types::Credentials;

use crate::client::crypto::{HmacKey, hmac, hmac_key};

/// The last signing key: it is the same for all calls of a day with the same credentials, region and
/// service.
#[derive(Default)]
pub(crate) struct SigningKeys(Mutex<Option<Derived>>);

struct Derived {
    credentials: Credentials,
    /// `20261121/eu-central-1/iot-jobs-data/aws4_request`.
    scope: String,
    key: HmacKey,
}

impl SigningKeys {
    /// The key of these credentials for a scope, whose parts are the rest.
    pub(super) fn key(
        &self,
        credentials: &Credentials,
        scope: &str,
        [date, region, service]: [&str; 3],
    ) -> HmacKey {
        let mut last = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = &*last
            && known.scope == scope
            && known.credentials.secret_access_key() == credentials.secret_access_key()
        {
            return known.key.clone();
        }
        let secret = format!("AWS4{}", credentials.secret_access_key());
        let key = hmac(&hmac_key(secret.as_bytes()), date);
        let key = hmac(&hmac_key(key.as_ref()), region);
        let key = hmac(&hmac_key(key.as_ref()), service);
        let key = hmac_key(hmac(&hmac_key(key.as_ref()), "aws4_request").as_ref());
        *last = Some(Derived {
            credentials: credentials.clone(),
            scope: scope.to_owned(),
            key: key.clone(),
        });
        key
    }
}

impl fmt::Debug for SigningKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SigningKeys")
    }
}
