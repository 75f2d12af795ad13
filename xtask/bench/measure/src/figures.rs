use std::fs;

use crate::Failure;

/// Prints figures as one flat JSON object on a line.
pub(crate) fn print(figures: &[(&str, f64)]) {
    let members: Vec<String> =
        figures.iter().map(|(name, value)| format!("\"{name}\":{value}")).collect();
    println!("{{{}}}", members.join(","));
}

/// The peak resident memory of this process, in bytes.
pub(crate) fn peak_memory() -> Result<u64, Failure> {
    let status = fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = line.and_then(|line| line.trim().strip_suffix(" kB")).ok_or("no VmHWM")?;
    Ok(kib.parse::<u64>()? * 1024)
}
