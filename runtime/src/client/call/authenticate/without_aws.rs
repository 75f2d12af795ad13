//! Without the feature `aws`, there are no identities but certificates.

use std::borrow::Cow;
use std::future::ready;

use crate::client::call::inner::Inner;
use crate::client::identity::{Auth, Proof};
use crate::client::sign::Signature;
use crate::error::BoxError;
use crate::rules::AuthScheme;
use crate::wire::Request;

impl Inner {
    /// The client has no identity for these schemes.
    pub(super) fn prove(
        &self,
        _request: &mut Request,
        _auth: Auth,
        _scheme: Option<&AuthScheme>,
        _signature: Signature,
        absent: &mut Option<BoxError>,
    ) -> impl Future<Output = Result<Option<Proof>, BoxError>> + Send + use<> {
        absent.get_or_insert_with(|| NO_AWS.into());
        ready(Ok(None))
    }

    /// Both unchanged: no preference can be set.
    pub(super) fn preferred<'a>(
        &self,
        taken: &'a [Auth],
        wanted: &'a [AuthScheme],
    ) -> (Cow<'a, [Auth]>, Cow<'a, [AuthScheme]>) {
        (Cow::Borrowed(taken), Cow::Borrowed(wanted))
    }
}

const NO_AWS: &str = "the call must be signed with AWS credentials or carry a token, a login or a \
                      key: enable the feature `aws` of the client, and set one in the config";
