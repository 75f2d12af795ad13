use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, SharedRetryClassifier};

use super::{Config, ConfigBuilder};

impl ConfigBuilder {
    /// Adds a classifier, which decides whether a failed attempt is retried. Classifiers run in
    /// order of priority, after the client's own rules, or before them if their priority is lower
    /// than that of [`http_status_code_classifier`]. The last one that indicates an action decides.
    /// A delay that it requests is used, up to the maximum delay.
    ///
    /// Classifiers receive the response, if there is one, and the error: the operation's own type,
    /// such as `GetPendingJobExecutionsError`, or a connection error. They receive neither input,
    /// request, output nor successes. Expired identities and clock skew are handled before them.
    ///
    /// [`http_status_code_classifier`]:
    ///     aws_smithy_runtime_api::client::retries::classifiers::RetryClassifierPriority::http_status_code_classifier
    pub fn retry_classifier(mut self, classifier: impl ClassifyRetry + 'static) -> Self {
        self.push_retry_classifier(SharedRetryClassifier::new(classifier));
        self
    }

    /// Like [`retry_classifier`](Self::retry_classifier).
    pub fn push_retry_classifier(&mut self, classifier: SharedRetryClassifier) -> &mut Self {
        self.config.aws.retry_classifiers.push(classifier);
        self
    }

    /// Replaces the classifiers that were added so far.
    pub fn set_retry_classifiers(
        &mut self,
        classifiers: impl IntoIterator<Item = SharedRetryClassifier>,
    ) -> &mut Self {
        self.config.aws.retry_classifiers = classifiers.into_iter().collect();
        self
    }
}

impl Config {
    /// The classifiers that were added.
    pub fn retry_classifiers(&self) -> impl Iterator<Item = SharedRetryClassifier> + '_ {
        self.aws.retry_classifiers.iter().cloned()
    }
}
