use crate::Serde;

/// How requests to an endpoint are signed, if it differs from the service's default.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serde)]
#[serde(default, rename_all = "camelCase")]
#[skip_serializing_none]
pub struct AuthScheme {
    name: String,
    signing_name: Option<String>,
    signing_region: Option<String>,
    signing_region_set: Option<Vec<String>>,
    disable_double_encoding: Option<bool>,
    disable_normalize_path: Option<bool>,
}

impl AuthScheme {
    /// A scheme with a name, such as `sigv4`.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// The service to sign for, instead of the client's.
    #[must_use]
    pub fn with_signing_name(mut self, name: impl Into<String>) -> Self {
        self.signing_name = Some(name.into());
        self
    }

    /// The region to sign for, instead of the client's.
    #[must_use]
    pub fn with_signing_region(mut self, region: impl Into<String>) -> Self {
        self.signing_region = Some(region.into());
        self
    }

    /// The regions to sign for with `sigv4a`; `*` means all.
    #[must_use]
    pub fn with_signing_region_set<I>(mut self, regions: I) -> Self
    where
        I: IntoIterator<Item: Into<String>>,
    {
        self.signing_region_set = Some(regions.into_iter().map(Into::into).collect());
        self
    }

    /// Whether the path is signed as it is sent, without encoding it a second time.
    #[must_use]
    pub fn with_disable_double_encoding(mut self, disabled: bool) -> Self {
        self.disable_double_encoding = Some(disabled);
        self
    }

    /// Whether dot segments of the path are signed unchanged.
    #[must_use]
    pub fn with_disable_normalize_path(mut self, disabled: bool) -> Self {
        self.disable_normalize_path = Some(disabled);
        self
    }

    /// The name of the scheme, such as `sigv4`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The service to sign for, if it is not the client's.
    pub fn signing_name(&self) -> Option<&str> {
        self.signing_name.as_deref()
    }

    /// The region to sign for, if it is not the client's.
    pub fn signing_region(&self) -> Option<&str> {
        self.signing_region.as_deref()
    }

    /// Whether the path is signed in the standard way, the only one that the client supports.
    pub(crate) fn is_usual(&self) -> bool {
        self.disable_double_encoding != Some(true) && self.disable_normalize_path != Some(true)
    }
}
