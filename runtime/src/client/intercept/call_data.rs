use std::any::Any;

use crate::error::BoxError;

/// What interceptors keep from one stage of a call to the next. All of a call share it.
pub(crate) struct CallData {
    /// The name of the service, such as `IoT Jobs Data Plane`.
    pub(super) service: &'static str,
    kept: Option<Box<dyn Any + Send + Sync>>,
}

impl CallData {
    pub(crate) fn new(service: &'static str) -> Self {
        Self { service, kept: None }
    }

    /// What is kept, made at first.
    pub(super) fn get_or_make<T: Send + Sync + 'static>(
        &mut self,
        make: impl FnOnce(&'static str) -> Result<T, BoxError>,
    ) -> Result<&mut T, BoxError> {
        if self.kept.as_ref().is_none_or(|kept| !kept.is::<T>()) {
            self.kept = Some(Box::new(make(self.service)?));
        }
        let kept = self.kept.as_deref_mut().and_then(|kept| kept.downcast_mut());
        kept.ok_or_else(|| "what interceptors keep of a call is lost".into())
    }
}
