use std::collections::BTreeSet;

use regex_lite::Regex;

use super::Lowering;
use super::support::Reach;
use crate::ir::Check;
use crate::smithy::traits::{Length, Pattern, Range, Ranges, Sparse};
use crate::smithy::{Kind, Member, Model, Shape, ShapeId, Traits};

impl Lowering<'_> {
    /// The constraints of a member, those of what it holds included.
    pub(super) fn checks(&self, owner: &Shape, member: &Member) -> Vec<Check> {
        let target = self.model.target(member);
        if !self.constrained.contains(&target.id) && !has_constraint(&member.traits) {
            return Vec::new();
        }
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

    /// Whether a constraint makes sense for a type.
    fn fits(&self, owner: &Shape, member: &Member, kind: &Kind, check: &Check) -> bool {
        let fits = match check {
            Check::Length(..) => matches!(kind, Kind::String | Kind::Blob | Kind::List | Kind::Map),
            Check::Pattern(_) => *kind == Kind::String,
            Check::Ranges(_) => NUMBERS.contains(kind),
            _ => true,
        };
        // Length and pattern of an enum say nothing that its values do not.
        if !fits && *kind != Kind::Enum {
            let message = format!("{} has a constraint that does not fit its type", member.target);
            let help = "remove the constraint, or correct the type";
            self.report(self.model.member_finding(owner, member, message, help));
        }
        fits
    }

    /// The pattern in the syntax of the runtime's engine, which has no Unicode classes.
    fn pattern(&self, owner: &Shape, member: &Member, pattern: &str) -> Option<Check> {
        let known = without_unicode_classes(pattern);
        match Regex::new(&known) {
            Ok(_) => Some(Check::Pattern(known)),
            Err(error) => {
                self.report(self.model.member_finding(
                    owner,
                    member,
                    format!("the pattern {pattern} cannot be checked: {error}"),
                    "use a pattern without look-around, back-references and Unicode classes; the \
                     service checks the original in any case",
                ));
                None
            }
        }
    }
}

/// Shapes with a constraint in them, at any depth.
pub(super) fn constrained(model: &Model, reach: &Reach<'_>) -> BTreeSet<ShapeId> {
    let mut found: BTreeSet<ShapeId> = BTreeSet::new();
    loop {
        let before = found.len();
        for shape in reach.shapes() {
            // An enum is constrained by its values.
            if matches!(shape.kind, Kind::Enum | Kind::IntEnum) {
                continue;
            }
            let inside = |member: &Member| {
                let target = model.target(member);
                has_constraint(&member.traits) && target.kind != Kind::Enum
                    || found.contains(&target.id)
            };
            if has_constraint(&shape.traits) || shape.members.iter().any(inside) {
                found.insert(shape.id.clone());
            }
        }
        if found.len() == before {
            return found;
        }
    }
}

fn has_constraint(traits: &Traits) -> bool {
    traits.has::<Length>()
        || traits.has::<Pattern>()
        || traits.has::<Range>()
        || traits.has::<Ranges>()
}

/// The runtime's engine has no `\p{C}`: "other", which is control, format and unassigned characters.
/// Control characters are what stands in for it; the service checks the rest.
fn without_unicode_classes(pattern: &str) -> String {
    const CONTROL: &str = r"\x00-\x1F\x7F-\x9F";
    let mut known = String::with_capacity(pattern.len());
    let mut in_class = false;
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let taken = match (rest.strip_prefix(r"\p{C}"), first) {
            (Some(_), _) if in_class => {
                known.push_str(CONTROL);
                r"\p{C}".len()
            }
            (Some(_), _) => {
                known.push_str(&format!("[{CONTROL}]"));
                r"\p{C}".len()
            }
            (None, '\\') => {
                let escaped = rest.chars().nth(1).map_or(0, char::len_utf8);
                known.push_str(&rest[..1 + escaped]);
                1 + escaped
            }
            (None, other) => {
                in_class = other == '[' || in_class && other != ']';
                known.push(other);
                other.len_utf8()
            }
        };
        rest = &rest[taken..];
    }
    known
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_stand_in_for_the_unicode_class() {
        assert_eq!(without_unicode_classes(r"^[^\p{C}]+$"), r"^[^\x00-\x1F\x7F-\x9F]+$");
        assert_eq!(without_unicode_classes(r"\[\p{C}a"), r"\[[\x00-\x1F\x7F-\x9F]a");
        assert_eq!(without_unicode_classes("é[a]"), "é[a]");
    }
}
