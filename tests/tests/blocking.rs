//! The blocking client, over real sockets.

use std::thread;

use iot_jobs_data::blocking::Client;
use iot_jobs_data::config::retry::RetryConfig;
use iot_jobs_data::config::{Config, ConfigBuilder, Credentials, Region};
use tests::server::{Reply, Server};

fn config(server: &Server) -> ConfigBuilder {
    Config::builder()
        .region(Region::new("us-east-1"))
        .endpoint_url(server.url())
        .credentials_provider(Credentials::from_keys("AKIDEXAMPLE", "wJalrXUtnFEMI", None))
        .retry_config(RetryConfig::disabled())
}

#[test]
fn calls_one_after_the_other_share_a_connection() {
    let server = Server::playing(vec![Reply::ok(r#"{"queuedJobs":[{"jobId":"flush"}]}"#); 3]);
    let client = Client::from_conf(config(&server).build());
    for _ in 0..3 {
        let output = client.get_pending_job_executions().thing_name("pump").send();
        assert_eq!(output.expect("an answer").queued_jobs()[0].job_id(), Some("flush"));
    }
    assert_eq!((server.requests().len(), server.connections()), (3, 1));
}

#[tokio::test]
async fn a_call_on_the_thread_of_a_runtime_blocks_and_does_not_panic() {
    let server = Server::playing(vec![Reply::ok("{}"); 1]);
    let client = Client::from_conf(config(&server).build());
    client.get_pending_job_executions().thing_name("pump").send().expect("an answer");
}

#[test]
fn threads_share_a_client() {
    let server = Server::playing(vec![Reply::ok("{}"); 20]);
    let client = Client::from_conf(config(&server).build());
    thread::scope(|scope| {
        for _ in 0..20 {
            scope.spawn(|| {
                client.get_pending_job_executions().thing_name("pump").send().expect("an answer")
            });
        }
    });
    assert_eq!(server.requests().len(), 20);
}
