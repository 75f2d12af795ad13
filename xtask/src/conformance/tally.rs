use std::collections::BTreeMap;
use std::fmt;

use super::inventory::Kind;
use super::skips::Skip;
use super::trial::{Outcome, Trial};
use crate::table::Table;

/// The results per service, and the totals.
pub(super) fn table(trials: &[Trial], skips: &[Skip]) -> Table {
    let mut table = Table::new(["service", "requests", "responses", "endpoint cases"]);
    let mut sums = BTreeMap::new();
    for trial in trials {
        let cells = Kind::ALL.map(|kind| {
            let mut tally = Tally::default();
            for case in trial.cases(kind) {
                tally.total += 1;
                tally.passed += usize::from(matches!(trial.outcome(case), Outcome::Passed));
                tally.skipped += usize::from(trial.is_skipped(skips, case));
            }
            let sum: &mut Tally = sums.entry(kind).or_default();
            sum.add(&tally);
            tally.to_string()
        });
        table.row([trial.subject.label.clone()].into_iter().chain(cells));
    }
    let sums = sums.values().map(Tally::to_string);
    table.row(["all".to_owned()].into_iter().chain(sums));
    table
}

#[derive(Default)]
struct Tally {
    passed: usize,
    total: usize,
    skipped: usize,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        self.passed += other.passed;
        self.total += other.total;
        self.skipped += other.skipped;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.total, self.skipped) {
            (0, _) => write!(f, "-"),
            (total, 0) => write!(f, "{}/{total}", self.passed),
            (total, skipped) => write!(f, "{}/{total} ({skipped} skipped)", self.passed),
        }
    }
}
