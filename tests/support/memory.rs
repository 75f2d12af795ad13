//! The memory use of this process. Linux only.

use std::fs;

/// The resident memory in bytes.
///
/// # Panics
/// On other systems than Linux.
pub fn resident_memory() -> u64 {
    bytes("VmRSS:")
}

/// The peak resident memory in bytes, since the start or the last reset.
///
/// # Panics
/// On other systems than Linux.
pub fn peak_memory() -> u64 {
    bytes("VmHWM:")
}

/// Resets [`peak_memory`] to the current resident memory.
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
