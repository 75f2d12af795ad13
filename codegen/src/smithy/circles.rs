use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

/// The nodes of a graph that can reach themselves. Not recursive, because models may be deeper than
/// the stack.
pub(crate) fn in_circles<N: Copy + Eq + Hash + Ord>(graph: &BTreeMap<N, Vec<N>>) -> BTreeSet<N> {
    let mut search =
        Search { graph, seen: HashMap::new(), path: Vec::new(), found: BTreeSet::new() };
    for start in graph.keys() {
        search.from(*start);
    }
    search.found
}

/// Tarjan's search for strongly connected components.
struct Search<'a, N> {
    graph: &'a BTreeMap<N, Vec<N>>,
    seen: HashMap<N, Seen>,
    /// The nodes whose component is not complete.
    path: Vec<N>,
    found: BTreeSet<N>,
}

#[derive(Clone, Copy)]
struct Seen {
    index: usize,
    /// The smallest reachable index.
    low: usize,
    is_on_path: bool,
}

impl<N: Copy + Eq + Hash + Ord> Search<'_, N> {
    fn from(&mut self, start: N) {
        let mut calls = Vec::new();
        if !self.seen.contains_key(&start) {
            self.enter(start);
            calls.push((start, 0));
        }
        while let Some((node, next)) = calls.pop() {
            let Some(target) = self.graph.get(&node).and_then(|targets| targets.get(next)) else {
                self.leave(node);
                if let Some((caller, _)) = calls.last() {
                    let low = self.seen[&node].low;
                    self.lower(*caller, low);
                }
                continue;
            };
            calls.push((node, next + 1));
            match self.seen.get(target).copied() {
                None => {
                    self.enter(*target);
                    calls.push((*target, 0));
                }
                Some(seen) if seen.is_on_path => self.lower(node, seen.index),
                Some(_) => {}
            }
        }
    }

    fn enter(&mut self, node: N) {
        let index = self.seen.len();
        self.seen.insert(node, Seen { index, low: index, is_on_path: true });
        self.path.push(node);
    }

    fn lower(&mut self, node: N, low: usize) {
        if let Some(seen) = self.seen.get_mut(&node) {
            seen.low = seen.low.min(low);
        }
    }

    /// Removes the component from the path if this node was its first.
    fn leave(&mut self, node: N) {
        let Seen { index, low, .. } = self.seen[&node];
        if low != index {
            return;
        }
        let start = self.path.iter().rposition(|known| *known == node).unwrap_or(0);
        let component = self.path.split_off(start);
        for member in &component {
            if let Some(seen) = self.seen.get_mut(member) {
                seen.is_on_path = false;
            }
        }
        let is_own_target = self.graph.get(&node).is_some_and(|targets| targets.contains(&node));
        if component.len() > 1 || is_own_target {
            self.found.extend(component);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles(edges: &[(u32, u32)]) -> Vec<u32> {
        let mut graph: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (from, to) in edges {
            graph.entry(*from).or_default().push(*to);
            graph.entry(*to).or_default();
        }
        in_circles(&graph).into_iter().collect()
    }

    #[test]
    fn only_what_leads_back_to_itself_is_in_a_circle() {
        assert_eq!(circles(&[(1, 2), (2, 3), (3, 2), (3, 4), (4, 5), (5, 5), (1, 6)]), [2, 3, 5]);
        assert!(circles(&[(1, 2), (1, 3), (2, 4), (3, 4)]).is_empty());
    }

    #[test]
    fn a_circle_may_be_longer_than_a_stack_is_deep() {
        let edges: Vec<(u32, u32)> = (0..200_000).map(|n| (n, (n + 1) % 200_000)).collect();
        assert_eq!(circles(&edges).len(), 200_000);
    }
}
