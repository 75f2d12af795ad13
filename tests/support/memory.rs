//! How much memory this process takes. Linux only.

use std::fs;

/// Bytes that are in memory now.
///
/// # Panics
/// On other systems than Linux.
pub fn resident_memory() -> u64 {
    bytes("VmRSS:")
}

/// The most bytes that were in memory at one time.
///
/// # Panics
/// On other systems than Linux.
pub fn peak_memory() -> u64 {
    bytes("VmHWM:")
}

fn bytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the line is there");
    let kilobytes = line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number");
    kilobytes << 10
}
