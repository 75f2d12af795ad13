use std::io::{IsTerminal, Write, stderr};

/// The progress of a step, on standard error: a bar on a terminal, otherwise a line per service.
pub(super) struct Progress {
    step: &'static str,
    done: usize,
    total: usize,
    is_terminal: bool,
}

const WIDTH: usize = 24;

impl Progress {
    pub(super) fn new(step: &'static str, total: usize) -> Self {
        Self { step, done: 0, total, is_terminal: stderr().is_terminal() }
    }

    /// Starts the next service.
    pub(super) fn next(&mut self, service: &str) {
        self.done += 1;
        let line = line(self.step, self.done, self.total, service, self.is_terminal);
        let mut stderr = stderr();
        // Errors do not matter if nobody reads the progress.
        let _ = match self.is_terminal {
            true => write!(stderr, "\r\x1b[2K{line}").and_then(|()| stderr.flush()),
            false => writeln!(stderr, "{line}"),
        };
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.is_terminal {
            let _ = write!(stderr(), "\r\x1b[2K");
        }
    }
}

fn line(step: &str, done: usize, total: usize, service: &str, with_bar: bool) -> String {
    let full = (done * WIDTH).checked_div(total).unwrap_or_default().min(WIDTH);
    let bar = match with_bar {
        true => format!("{}{} ", "█".repeat(full), "░".repeat(WIDTH - full)),
        false => String::new(),
    };
    format!("{bar}{done}/{total} {step} {service}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_fills_with_the_last_service_and_not_beyond() {
        assert_eq!(line("run", 1, 2, "a", false), "1/2 run a");
        assert_eq!(line("run", 2, 2, "a", true), format!("{} 2/2 run a", "█".repeat(WIDTH)));
        assert_eq!(line("run", 3, 2, "a", true), format!("{} 3/2 run a", "█".repeat(WIDTH)));
        assert_eq!(line("run", 1, 0, "a", true), format!("{} 1/0 run a", "░".repeat(WIDTH)));
    }
}
