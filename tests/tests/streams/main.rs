//! Streamed bodies over a socket: memory use, retries and failures.

mod call;
mod downloads;
mod signatures;
mod uploads;
