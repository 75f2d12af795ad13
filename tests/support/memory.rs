//! How much memory this process takes. Linux only.

use std::fs;

/// Bytes that are in memory now.
///
/// # Panics
/// On other systems than Linux.
pub fn resident_memory() -> u64 {
    bytes("VmRSS:")
}

/// The most bytes that were in memory at one time, since the start or the last reset.
///
/// # Panics
/// On other systems than Linux.
pub fn peak_memory() -> u64 {
    bytes("VmHWM:")
}

/// Has [`peak_memory`] start from what is in memory now.
///
/// # Panics
/// On other systems than Linux.
pub fn reset_peak_memory() {
    fs::write("/proc/self/clear_refs", "5").expect("Linux");
}

fn bytes(name: &str) -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux");
    let line = status.lines().find_map(|line| line.strip_prefix(name)).expect("the line is there");
    let kilobytes = line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number");
    kilobytes << 10
}
