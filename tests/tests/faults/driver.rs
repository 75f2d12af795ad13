//! The asynchronous client. The blocking one takes its place in `faults_blocking`.

pub(crate) use iot_jobs_data::Client;
pub(crate) use iot_jobs_data::config::{
    HyperTransport as PooledTransport, HyperTransportBuilder as PooledTransportBuilder,
};
