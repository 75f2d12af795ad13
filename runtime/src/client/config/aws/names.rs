//! Names in the user agent, and settings without an effect.

use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_types::app_name::AppName;
use aws_types::sdk_ua_metadata::FrameworkMetadata;

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// A name for the application, sent in the user agent.
    pub fn app_name(mut self, name: AppName) -> Self {
        self.set_app_name(Some(name));
        self
    }

    /// Sets or clears the name of the application.
    pub fn set_app_name(&mut self, name: Option<AppName>) -> &mut Self {
        self.config.aws.app_name = name;
        self
    }

    /// Adds the name of a framework that uses the client to the user agent.
    pub fn framework_metadata(mut self, framework: FrameworkMetadata) -> Self {
        self.push_framework_metadata(framework);
        self
    }

    /// Like [`framework_metadata`](Self::framework_metadata).
    pub fn push_framework_metadata(&mut self, framework: FrameworkMetadata) -> &mut Self {
        self.config.aws.frameworks.push(framework);
        self
    }

    /// Has no effect, because this client has one behaviour. It exists so that code for the
    /// official SDKs compiles.
    pub fn behavior_version(self, _version: BehaviorVersion) -> Self {
        self
    }

    /// Like [`behavior_version`](Self::behavior_version).
    pub fn set_behavior_version(&mut self, _version: Option<BehaviorVersion>) -> &mut Self {
        self
    }

    /// Like [`behavior_version`](Self::behavior_version).
    pub fn behavior_version_latest(self) -> Self {
        self
    }
}

impl Config {
    /// The name of the application, if set.
    pub fn app_name(&self) -> Option<&AppName> {
        self.aws.app_name.as_ref()
    }

    /// The frameworks that use the client.
    pub fn framework_metadata(&self) -> Vec<&FrameworkMetadata> {
        self.aws.frameworks.iter().collect()
    }
}
