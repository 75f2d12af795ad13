use std::str::FromStr;

use crate::Failure;

/// The measurement that the command line requests.
pub(crate) enum Task {
    /// `first`: the time until the first response.
    First,
    /// `calls <warm-up> <calls>`: one call after the other.
    Calls { warm_up: usize, calls: usize },
    /// `concurrent <calls>`: all at once.
    Concurrent { calls: usize },
}

impl Task {
    pub(crate) fn from_arguments() -> Result<Self, Failure> {
        let arguments: Vec<String> = std::env::args().skip(1).collect();
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        match arguments[..] {
            ["first"] => Ok(Self::First),
            ["calls", warm_up, calls] => {
                Ok(Self::Calls { warm_up: number(warm_up)?, calls: number(calls)? })
            }
            ["concurrent", calls] => Ok(Self::Concurrent { calls: number(calls)? }),
            _ => Err("expected: first | calls <warm-up> <calls> | concurrent <calls>".into()),
        }
    }
}

fn number(text: &str) -> Result<usize, Failure> {
    usize::from_str(text).map_err(|error| format!("{text}: {error}").into())
}
