use std::collections::BTreeMap;

use crate::Failure;

/// The measurements of a program, by name.
#[derive(Debug)]
pub(super) struct Figures(BTreeMap<String, f64>);

impl Figures {
    /// Parses the line of JSON that a program prints.
    pub(super) fn parse(line: &str) -> Result<Self, Failure> {
        let figures = serde_json::from_str(line);
        figures.map(Self).map_err(|error| format!("expected figures, not {line:?}: {error}"))
    }

    pub(super) fn get(&self, name: &str) -> Result<f64, Failure> {
        self.0.get(name).copied().ok_or_else(|| format!("no figure {name:?} in {self:?}"))
    }
}

/// The median of several measurements.
pub(super) fn median(runs: &[Figures], name: &str) -> Result<f64, Failure> {
    let values = sorted(runs, name)?;
    values.get(values.len() / 2).copied().ok_or_else(|| format!("{name:?} was never measured"))
}

/// The minimum of several measurements.
pub(super) fn least(runs: &[Figures], name: &str) -> Result<f64, Failure> {
    let values = sorted(runs, name)?;
    values.first().copied().ok_or_else(|| format!("{name:?} was never measured"))
}

fn sorted(runs: &[Figures], name: &str) -> Result<Vec<f64>, Failure> {
    let values: Result<Vec<f64>, Failure> = runs.iter().map(|run| run.get(name)).collect();
    let mut values = values?;
    values.sort_by(f64::total_cmp);
    Ok(values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_median_ignores_one_that_was_disturbed() {
        let runs =
            ["{\"a\":2}", "{\"a\":900}", "{\"a\":1}"].map(|line| Figures::parse(line).unwrap());
        assert_eq!(median(&runs, "a"), Ok(2.0));
        assert!(median(&runs, "b").unwrap_err().contains("\"b\""));
        assert!(median(&[], "a").is_err());
    }

    #[test]
    fn anything_but_figures_is_shown() {
        assert!(Figures::parse("thread panicked").unwrap_err().contains("thread panicked"));
    }
}
