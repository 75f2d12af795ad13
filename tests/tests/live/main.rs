//! The client with a real server: every operation, every error of the server, and many concurrent
//! clients. The server checks the signature of each request.

mod device;
mod fleet;
mod life;
mod pending;
mod refusals;
mod signing;
mod swarm;
mod update;
