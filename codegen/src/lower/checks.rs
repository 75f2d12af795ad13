use regex_lite::Regex;

use super::Lowering;
use crate::ir::Check;
use crate::smithy::traits::{Length, Pattern, Range, Ranges};
use crate::smithy::{Kind, Member, Shape};

impl Lowering<'_> {
    /// The constraints of a member, those of what it holds included.
    pub(super) fn checks(&self, owner: &Shape, member: &Member) -> Vec<Check> {
        let target = self.model.target(member);
        let mut checks = Vec::new();
        if let Some(Length { min, max }) = self.model.member_trait(member) {
            checks.push(Check::Length(min.unwrap_or(0), max.unwrap_or(u64::MAX)));
        }
        if let Some(Pattern(pattern)) = self.model.member_trait(member) {
            checks.extend(self.pattern(owner, member, &pattern));
        }
        if let Some(Range { min, max }) = self.model.member_trait(member) {
            checks.push(Check::Ranges(vec![(min, max)]));
        }
        if let Some(Ranges(ranges)) = self.model.member_trait(member) {
            checks.push(Check::Ranges(ranges.iter().map(|range| (range.min, range.max)).collect()));
        }
        match (&target.kind, target.members.as_slice()) {
            (Kind::List, [item]) => {
                checks.extend(non_empty(self.checks(target, item)).map(Check::Entries))
            }
            (Kind::Map, [key, value]) => {
                checks.extend(non_empty(self.checks(target, key)).map(Check::Keys));
                checks.extend(non_empty(self.checks(target, value)).map(Check::Values));
            }
            (Kind::Structure, members)
                if members.iter().any(|m| !self.checks(target, m).is_empty()) =>
            {
                checks.push(Check::Nested);
            }
            _ => {}
        }
        checks
    }

    /// The pattern in the syntax of the runtime's engine, which has no Unicode classes.
    fn pattern(&self, owner: &Shape, member: &Member, pattern: &str) -> Option<Check> {
        // `\p{C}` means control characters here, and unassigned ones, which nobody can type.
        let known = pattern.replace(r"\p{C}", r"\x00-\x1F\x7F-\x9F");
        match Regex::new(&known) {
            Ok(_) => Some(Check::Pattern(known)),
            Err(error) => {
                self.report(self.model.member_finding(
                    owner,
                    member,
                    format!("the pattern {pattern} cannot be checked: {error}"),
                    "replace it with a simpler one in a patch; the service checks it in any case",
                ));
                None
            }
        }
    }
}

fn non_empty(checks: Vec<Check>) -> Option<Vec<Check>> {
    (!checks.is_empty()).then_some(checks)
}
