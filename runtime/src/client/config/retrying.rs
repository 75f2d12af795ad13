//! With whom a client shares its retries, and who has a say in them.

use aws_smithy_runtime_api::client::retries::classifiers::{ClassifyRetry, SharedRetryClassifier};

use super::{Config, ConfigBuilder};
use crate::client::retry::RetryPartition;

impl ConfigBuilder {
    /// The clients with which this one shares the tokens that retries cost, and in adaptive mode the
    /// rate at which it sends. By default each client has its own.
    pub fn retry_partition(mut self, partition: RetryPartition) -> Self {
        self.set_retry_partition(Some(partition));
        self
    }

    /// Sets or clears the clients with which this one shares its retries.
    pub fn set_retry_partition(&mut self, partition: Option<RetryPartition>) -> &mut Self {
        self.config.sdk.retry_partition = partition;
        self
    }

    /// Adds what says of a failed attempt whether another one may help. Classifiers are asked in
    /// the order of their priority after the client's own rules, and before them if they run before
    /// [`http_status_code_classifier`]; the last one that indicates an action counts. A pause that
    /// one asks for is kept, up to the longest back-off.
    ///
    /// They see the response, if there is one, and the error: of the operation's own type, such as
    /// `GetPendingJobExecutionsError`, or one of the connection. Input, request and output are not
    /// there, and successes are not shown to them. An expired identity and a wrong clock are dealt
    /// with before they are asked.
    ///
    /// [`http_status_code_classifier`]:
    ///     aws_smithy_runtime_api::client::retries::classifiers::RetryClassifierPriority::http_status_code_classifier
    pub fn retry_classifier(mut self, classifier: impl ClassifyRetry + 'static) -> Self {
        self.push_retry_classifier(SharedRetryClassifier::new(classifier));
        self
    }

    /// As [`retry_classifier`](Self::retry_classifier).
    pub fn push_retry_classifier(&mut self, classifier: SharedRetryClassifier) -> &mut Self {
        self.config.sdk.retry_classifiers.push(classifier);
        self
    }

    /// Replaces the classifiers that were added so far.
    pub fn set_retry_classifiers(
        &mut self,
        classifiers: impl IntoIterator<Item = SharedRetryClassifier>,
    ) -> &mut Self {
        self.config.sdk.retry_classifiers = classifiers.into_iter().collect();
        self
    }
}

impl Config {
    /// The clients with which this one shares its retries, if that is set.
    pub fn retry_partition(&self) -> Option<&RetryPartition> {
        self.sdk.retry_partition.as_ref()
    }

    /// The classifiers that were added.
    pub fn retry_classifiers(&self) -> impl Iterator<Item = SharedRetryClassifier> + '_ {
        self.sdk.retry_classifiers.iter().cloned()
    }
}
