use std::collections::BTreeMap;

use super::{Fault, FaultRates};
use crate::random::Seeded;

/// Decides which call and which notification meets which fault.
#[derive(Debug)]
pub(in crate::fake) struct Faults {
    calls: Plan,
    notifications: Plan,
}

#[derive(Debug)]
struct Plan {
    /// How many there were.
    passed: u64,
    /// By number, the first one is 1.
    script: BTreeMap<u64, Fault>,
    rates: Vec<(Fault, f64)>,
    random: Seeded,
}

impl Default for Faults {
    fn default() -> Self {
        Self { calls: Plan::new(Vec::new(), 0), notifications: Plan::new(Vec::new(), 0) }
    }
}

impl Faults {
    /// The fault of the next one for which none is set.
    pub(in crate::fake) fn set_next(&mut self, fault: Fault) {
        let plan = self.plan_of(&fault);
        let mut number = plan.passed + 1;
        while plan.script.contains_key(&number) {
            number += 1;
        }
        plan.script.insert(number, fault);
    }

    /// The fault of the nth one from now; 1 is the next.
    pub(in crate::fake) fn set_nth(&mut self, number: u64, fault: Fault) {
        let plan = self.plan_of(&fault);
        plan.script.insert(plan.passed.saturating_add(number.max(1)), fault);
    }

    /// The seed begins anew. What is set for single calls stays.
    pub(in crate::fake) fn set_rates(&mut self, rates: FaultRates) {
        const NOTIFICATIONS: u64 = 0x6e6f_7469_6679;

        let seed = rates.seed;
        (self.calls.rates, self.calls.random) = (rates.of_calls, Seeded::new(seed));
        self.notifications.rates = rates.of_notifications;
        self.notifications.random = Seeded::new(seed ^ NOTIFICATIONS);
    }

    pub(in crate::fake) fn of_next_call(&mut self) -> Option<Fault> {
        self.calls.next()
    }

    #[cfg(feature = "async")]
    pub(in crate::fake) fn of_next_notification(&mut self) -> Option<Fault> {
        self.notifications.next()
    }

    fn plan_of(&mut self, fault: &Fault) -> &mut Plan {
        match fault.is_of_notification() {
            true => &mut self.notifications,
            false => &mut self.calls,
        }
    }
}

impl Plan {
    fn new(rates: Vec<(Fault, f64)>, seed: u64) -> Self {
        Self { passed: 0, script: BTreeMap::new(), rates, random: Seeded::new(seed) }
    }

    fn next(&mut self) -> Option<Fault> {
        self.passed += 1;
        let drawn = self.draw();
        self.script.remove(&self.passed).or(drawn)
    }

    fn draw(&mut self) -> Option<Fault> {
        if self.rates.is_empty() {
            return None;
        }
        let mut rest = self.random.fraction();
        let hit = self.rates.iter().find(|(_, rate)| {
            rest -= rate;
            rest < 0.0
        });
        hit.map(|(fault, _)| fault.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn calls(faults: &mut Faults, count: usize) -> Vec<Option<Fault>> {
        (0..count).map(|_| faults.of_next_call()).collect()
    }

    #[test]
    fn a_script_names_calls_by_their_number() {
        let mut faults = Faults::default();
        assert_eq!(calls(&mut faults, 2), [None, None]);
        faults.set_nth(2, Fault::Denied);
        faults.set_next(Fault::LoseAnswer);
        faults.set_next(Fault::LoseRequest);
        faults.set_next(Fault::LoseNotification);
        let expected = [Some(Fault::LoseAnswer), Some(Fault::Denied), Some(Fault::LoseRequest)];
        assert_eq!(calls(&mut faults, 3), expected);
        assert_eq!(calls(&mut faults, 1), [None]);
    }

    #[test]
    fn a_seed_repeats_its_faults_at_the_rates_that_were_set() {
        let rates = |seed| {
            let mut faults = Faults::default();
            faults.set_rates(
                FaultRates::new(seed).with(Fault::LoseAnswer, 0.2).with(Fault::Denied, 0.1),
            );
            calls(&mut faults, 10_000)
        };
        let first = rates(7);
        assert_eq!(first, rates(7));
        assert_ne!(first, rates(8));
        let count = |fault: Fault| first.iter().flatten().filter(|one| **one == fault).count();
        let count = [count(Fault::LoseAnswer), count(Fault::Denied)];
        assert!((1900..2100).contains(&count[0]) && (900..1100).contains(&count[1]), "{count:?}");
    }
}
