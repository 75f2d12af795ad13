use super::ConfigBuilder;

impl ConfigBuilder {
    /// Sends calls without a signature if the client has no identity for any of the schemes that an
    /// operation supports: for servers that require none. If a provider fails, the call fails all
    /// the same.
    pub fn allow_no_auth(mut self) -> Self {
        self.set_allow_no_auth();
        self
    }

    /// Like [`allow_no_auth`](Self::allow_no_auth).
    pub fn set_allow_no_auth(&mut self) -> &mut Self {
        self.config.allow_no_auth = true;
        self
    }
}
