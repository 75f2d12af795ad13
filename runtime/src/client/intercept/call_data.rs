#[cfg(feature = "aws")]
use {
    crate::client::components::Components, crate::error::BoxError, std::any::Any, std::sync::Arc,
};

/// Data that interceptors keep during a call and share.
pub(crate) struct CallData {
    /// The name of the service, such as `IoT Jobs Data Plane`.
    #[cfg(feature = "aws")]
    service: &'static str,
    #[cfg(feature = "aws")]
    components: Option<Arc<Components>>,
    #[cfg(feature = "aws")]
    kept: Option<Box<dyn Any + Send + Sync>>,
}

#[cfg(not(feature = "aws"))]
impl CallData {
    pub(crate) fn new() -> Self {
        Self {}
    }
}

#[cfg(feature = "aws")]
impl CallData {
    pub(crate) fn new(service: &'static str, components: Option<Arc<Components>>) -> Self {
        Self { service, components, kept: None }
    }

    /// The data, made from the service and the components of the client on first use.
    ///
    /// # Errors
    /// The errors of `make`, or the client has no components.
    pub(super) fn get_or_make<T: Send + Sync + 'static>(
        &mut self,
        make: impl FnOnce(&'static str, &Components) -> Result<T, BoxError>,
    ) -> Result<&mut T, BoxError> {
        if self.kept.as_ref().is_none_or(|kept| !kept.is::<T>()) {
            let components = self.components.as_deref();
            let components = components.ok_or("the client has no runtime components")?;
            self.kept = Some(Box::new(make(self.service, components)?));
        }
        let kept = self.kept.as_deref_mut().and_then(|kept| kept.downcast_mut());
        kept.ok_or_else(|| "the data of the interceptors is lost".into())
    }
}
