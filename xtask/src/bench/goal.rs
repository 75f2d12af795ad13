use crate::table::{Table, number};

/// The maximum for a figure.
pub(super) struct Goal {
    pub(super) figure: &'static str,
    pub(super) unit: &'static str,
    pub(super) limit: f64,
    pub(super) measured: f64,
}

impl Goal {
    fn is_met(&self) -> bool {
        self.measured <= self.limit
    }
}

/// Goals and measurements.
pub(super) fn table(goals: &[Goal]) -> Table {
    let mut table = Table::new(["goal", "at most", "measured", "met"]);
    for goal in goals {
        let with_unit = |value| format!("{} {}", number(value), goal.unit).trim_end().to_owned();
        let met = if goal.is_met() { "yes" } else { "NO" };
        table.row([
            goal.figure.to_owned(),
            with_unit(goal.limit),
            with_unit(goal.measured),
            met.to_owned(),
        ]);
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_may_be_reached_but_not_passed() {
        let goal = |measured| Goal { figure: "", unit: "", limit: 5.0, measured };
        assert!(goal(5.0).is_met());
        assert!(!goal(5.001).is_met());
        assert!(table(&[goal(6.0)]).to_string().contains("NO"));
    }
}
