//! The client against a real server: every operation, every refusal the server knows, and many
//! clients at once. The server checks the signature of each request.

mod fleet;
mod life;
mod pending;
mod refusals;
mod signing;
mod swarm;
mod update;
