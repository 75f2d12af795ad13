use std::collections::BTreeMap;

use super::Validator;
use crate::smithy::shape::{Kind, Member, Origin, Shape};
use crate::smithy::traits::JsonName;

impl<'a> Validator<'a> {
    /// Ids must differ in more than case, because some languages ignore it.
    pub(super) fn names(&mut self) {
        let shapes = self.shapes.values().filter(|shape| shape.origin != Origin::PRELUDE);
        let mut by_name: BTreeMap<String, Vec<&Shape>> = BTreeMap::new();
        for shape in shapes {
            by_name.entry(shape.id.as_str().to_lowercase()).or_default().push(shape);
            // Enums may use names that differ only in case: only the value matters.
            if !matches!(shape.kind, Kind::Enum | Kind::IntEnum) {
                self.member_names(shape);
            }
        }
        for same in by_name.values().filter(|same| same.len() > 1) {
            for shape in same {
                let others = same.iter().filter(|other| other.id != shape.id);
                let others: Vec<&str> = others.map(|other| other.id.as_str()).collect();
                let message = format!("it differs only in case from {}", list(&others));
                self.report.shape(shape, message, "rename one of them");
            }
        }
    }

    fn member_names(&mut self, shape: &'a Shape) {
        for same in groups(shape, |member| member.name.to_lowercase()) {
            for member in &same {
                let others = same.iter().filter(|other| other.name != member.name);
                let others: Vec<&str> = others.map(|other| other.name.as_str()).collect();
                let message = format!("it differs only in case from {}", list(&others));
                self.report.member(shape, member, message, "rename one of them");
            }
        }
    }

    /// Members must have different names in JSON.
    pub(super) fn json_names(&mut self, shape: &'a Shape) {
        let json_name = |member: &Member| {
            member.traits.get().map_or_else(|| member.name.clone(), |JsonName(name)| name)
        };
        for same in groups(shape, json_name) {
            let names: Vec<&str> = same.iter().map(|member| member.name.as_str()).collect();
            let message =
                format!("in JSON, {} have one name, {:?}", list(&names), json_name(same[0]));
            self.report.shape(
                shape,
                message,
                "give each member a `smithy.api#jsonName` of its own",
            );
        }
    }
}

/// Groups members of a shape with the same key.
pub(super) fn groups(shape: &Shape, key: impl Fn(&Member) -> String) -> Vec<Vec<&Member>> {
    let mut groups: BTreeMap<String, Vec<&Member>> = BTreeMap::new();
    for member in &shape.members {
        groups.entry(key(member)).or_default().push(member);
    }
    groups.into_values().filter(|group| group.len() > 1).collect()
}

/// Names in backticks; only some of them if there are many.
pub(super) fn list(names: &[&str]) -> String {
    const MOST: usize = 8;
    let named: Vec<String> = names.iter().take(MOST).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(MOST) {
        0 => named.join(", "),
        more => format!("{} and {more} more", named.join(", ")),
    }
}
