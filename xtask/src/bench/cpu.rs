use std::fs;

use crate::Failure;

/// The CPU time, in seconds, of all processes that this one started and that have ended.
pub(super) fn of_children() -> Result<f64, Failure> {
    let path = "/proc/self/stat";
    let stat = fs::read_to_string(path)
        .map_err(|error| format!("cannot read {path} ({error}): benchmarks need Linux"))?;
    in_stat(&stat).ok_or_else(|| format!("cannot parse {path}: {stat}"))
}

fn in_stat(stat: &str) -> Option<f64> {
    // The name of the program is in parentheses and may contain any character.
    let (_, fields) = stat.rsplit_once(')')?;
    // `cutime` and `cstime` are fields 16 and 17; the first one here is field 3.
    let mut fields = fields.split_whitespace().skip(13);
    let user: f64 = fields.next()?.parse().ok()?;
    let system: f64 = fields.next()?.parse().ok()?;
    Some((user + system) / TICKS)
}

/// Ticks per second, as Linux reports them to programs.
const TICKS: f64 = 100.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_times_of_children_are_found_behind_an_odd_name() {
        let stat = "7 (a) b) S 1 7 7 0 -1 4194560 1 2 3 4 11 12 1300 250 20 0 1 0";
        assert_eq!(in_stat(stat), Some(15.5));
        assert_eq!(in_stat("7 (a) S 1"), None);
    }
}
