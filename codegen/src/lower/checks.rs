use std::collections::{BTreeMap, BTreeSet};

use super::Lowering;
use super::patterns::Patterns;
use super::support::Reach;
use crate::ir::Check;
use crate::smithy::traits::{Length, Pattern, Range, Ranges, Sparse};
use crate::smithy::{Kind, Member, Model, Shape, ShapeId, Traits};

impl Lowering<'_> {
    /// The constraints of a member, including those of its items.
    pub(super) fn checks(&self, owner: &Shape, member: &Member) -> Vec<Check> {
        let target = self.model.target(member);
        if !self.constrained.contains(&target.id) && !has_constraint(&member.traits, &self.patterns)
        {
            return Vec::new();
        }
        let mut checks = Vec::new();
        if let Some(Length { min, max }) = self.model.member_trait(member) {
            checks.push(Check::Length(min.unwrap_or(0), max.unwrap_or(u64::MAX)));
        }
        if let Some(Pattern(pattern)) = self.model.member_trait(member) {
            let runnable = self.patterns.runnable(&pattern);
            checks.extend(runnable.map(|pattern| Check::Pattern(pattern.to_owned())));
        }
        if let Some(Range { min, max }) = self.model.member_trait(member) {
            checks.push(Check::Ranges(vec![(min, max)]));
        }
        if let Some(Ranges(ranges)) = self.model.member_trait(member) {
            checks.push(Check::Ranges(ranges.iter().map(|range| (range.min, range.max)).collect()));
        }
        checks.retain(|check| self.fits(owner, member, &target.kind, check));
        match (&target.kind, target.members.as_slice()) {
            (Kind::List, [item]) => {
                checks.extend(self.item_checks(target, item).map(Check::Entries));
            }
            (Kind::Map, [key, value]) => {
                checks.extend(non_empty(self.checks(target, key)).map(Check::Keys));
                checks.extend(self.item_checks(target, value).map(Check::Values));
            }
            (Kind::Structure | Kind::Union, _) => checks.push(Check::Nested),
            _ => {}
        }
        checks
    }

    fn item_checks(&self, collection: &Shape, item: &Member) -> Option<Vec<Check>> {
        let mut checks = non_empty(self.checks(collection, item))?;
        if collection.traits.has::<Sparse>() {
            checks.insert(0, Check::IfPresent);
        }
        Some(checks)
    }

    /// Whether a constraint applies to a type.
    fn fits(&self, owner: &Shape, member: &Member, kind: &Kind, check: &Check) -> bool {
        let fits = match check {
            Check::Length(..) => matches!(kind, Kind::String | Kind::Blob | Kind::List | Kind::Map),
            Check::Pattern(_) => *kind == Kind::String,
            Check::Ranges(_) => NUMBERS.contains(kind),
            _ => true,
        };
        // Length and pattern of an enum are implied by its values.
        if !fits && *kind != Kind::Enum {
            let message = format!("{} has a constraint that does not fit its type", member.target);
            let help = "remove the constraint, or correct the type";
            self.report(self.model.member_finding(owner, member, message, help));
        }
        fits
    }
}

/// Shapes that contain a constraint that the client checks, at any depth.
pub(super) fn constrained(
    model: &Model,
    reach: &Reach<'_>,
    patterns: &Patterns,
) -> BTreeSet<ShapeId> {
    let mut holders: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut pending = Vec::new();
    // Enums are constrained by their values.
    let is_enum = |kind: &Kind| matches!(kind, Kind::Enum | Kind::IntEnum);
    for shape in reach.shapes().filter(|shape| !is_enum(&shape.kind)) {
        for member in &shape.members {
            let target = model.target(member);
            holders.entry(&target.id).or_default().push(&shape.id);
            if target.kind != Kind::Enum && has_constraint(&member.traits, patterns) {
                pending.push(&shape.id);
            }
        }
        if has_constraint(&shape.traits, patterns) {
            pending.push(&shape.id);
        }
    }
    let mut found = BTreeSet::new();
    while let Some(id) = pending.pop() {
        if found.insert(id.clone()) {
            pending.extend(holders.get(id).into_iter().flatten());
        }
    }
    found
}

fn has_constraint(traits: &Traits, patterns: &Patterns) -> bool {
    traits.has::<Length>()
        || traits.has::<Range>()
        || traits.has::<Ranges>()
        || traits.get().is_some_and(|Pattern(pattern)| patterns.runnable(&pattern).is_some())
}

const NUMBERS: [Kind; 9] = [
    Kind::Byte,
    Kind::Short,
    Kind::Integer,
    Kind::IntEnum,
    Kind::Long,
    Kind::Float,
    Kind::Double,
    Kind::BigInteger,
    Kind::BigDecimal,
];

fn non_empty(checks: Vec<Check>) -> Option<Vec<Check>> {
    (!checks.is_empty()).then_some(checks)
}
