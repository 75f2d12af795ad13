//! Faults over real sockets: a server that plays them, and the reaction of the client.
//!
//! `faults_blocking` includes the same files, for the blocking client.
//!
//! | the reply | the test |
//! |---|---|
//! | 400 with the code in header, `__type`, `ns#__type`, `code`; `Message` for `message` | `refusals::an_error_is_typed_wherever_its_code_and_message_stand` |
//! | an error modelled only on another operation of the service | `refusals::an_error_modelled_on_another_operation_is_typed` |
//! | 400 without any code | `refusals::an_error_without_a_code_keeps_status_message_and_request_id` |
//! | 404 / 504 with an HTML body | `refusals::a_page_instead_of_an_error_tells_status_host_type_and_its_start` |
//! | 429 with `Retry-After: 2` | `retries::retry_after_is_honoured`, `retries::retry_after_as_a_date_is_honoured` |
//! | `x-amz-retry-after: 1500` (ms) | `retries::x_amz_retry_after_is_honoured` |
//! | 429 without a code | `retries::a_429_without_a_code_is_tried_again` |
//! | 500, 502, 503, 504 | `retries::a_transient_status_is_tried_three_times_on_three_connections` |
//! | 503 on one connection, 200 on others | `retries::the_connection_of_a_server_in_trouble_is_not_used_again` |
//! | 501 | `retries::a_status_that_will_not_change_is_not_tried_again` |
//! | 403 clock skew (Date an hour off) | `clock::a_wrong_clock_is_corrected_and_the_correction_remembered` |
//! | 200, truncated JSON | `bodies::truncated_json_is_an_error_that_quotes_it` |
//! | 200, HTML (captive portal) | `bodies::the_page_of_a_captive_portal_is_an_error_that_says_what_came` |
//! | body shorter than Content-Length | `bodies::a_body_shorter_than_its_length_is_asked_for_again` |
//! | 200 with an empty body | `bodies::an_empty_body_is_an_empty_answer` |
//! | 200 without a length, then FIN | `bodies::a_success_of_which_only_the_head_came_is_asked_for_again` |
//! | 200 with an exception inside (`Output.__type`) | `refusals::an_exception_inside_a_200_is_an_error` |
//! | `null` inside a list | `bodies::null_inside_a_list_is_dropped` |
//! | `1763711000.5` or `1e3` for a long; a long beyond 2^53 | `bodies::whole_numbers_may_be_written_in_any_way_and_keep_every_digit` |
//! | reset before the reply | `connections::a_reset_before_the_reply_is_tried_three_times_and_named` |
//! | FIN before the reply | `connections::a_close_before_the_reply_is_tried_three_times_and_named` |
//! | connection refused | `connections::a_refused_connection_is_named_as_that` |
//! | SYN black hole | `slowness::a_black_hole_is_a_connect_time_out`, `default_limits::a_black_hole_is_given_up_within_eleven_seconds_by_default` |
//! | no reply for 100 s | `slowness::no_reply_is_an_attempt_time_out`, `default_limits::no_reply_is_given_up_after_half_a_minute_by_default` |
//! | body stalls | `slowness::a_body_that_stalls_is_an_attempt_time_out`, `slowness::a_trickling_body_is_below_the_minimum_throughput` |
//! | a TLS alert about the client certificate | `client_certificate::*`, `mutual_tls::*` |
//! | the certificate of the client is replaced | `rotation::*` |
//! | required member missing in the call | `inputs::a_required_member_that_is_missing_is_named_before_anything_is_sent` |
//! | label `..` | `inputs::a_label_that_leads_elsewhere_is_refused_before_anything_is_sent` |
//! | an empty label | `inputs::an_empty_label_is_refused_before_anything_is_sent` |

mod bodies;
mod ca_bundle;
mod call;
mod cancellation;
mod client_certificate;
mod clock;
mod connections;
mod default_limits;
mod driver;
mod garbage;
mod headers;
mod inputs;
mod mutual_tls;
mod proxy;
mod refusals;
mod retries;
mod rotation;
mod slowness;
mod tls;
mod tokio_runtime;
mod transport;
