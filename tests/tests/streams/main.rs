//! Bodies that are streams, over a socket: how much of them is in memory, when they are sent again,
//! and how they fail.

mod call;
mod downloads;
mod signatures;
mod uploads;
