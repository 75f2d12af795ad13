use aws_types::region::Region;

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// The region that is used for signing and in the endpoint.
    pub fn region(mut self, region: impl Into<Option<Region>>) -> Self {
        self.set_region(region.into());
        self
    }

    /// Sets or clears the region.
    pub fn set_region(&mut self, region: Option<Region>) -> &mut Self {
        self.config.aws.region = region;
        self
    }
}

impl Config {
    /// The region that is used for signing and in the endpoint.
    pub fn region(&self) -> Option<&Region> {
        self.aws.region.as_ref()
    }
}
