/// The names of members, as the derives list them: each after its length in two digits of base 128.
#[derive(Clone, Copy)]
pub(super) struct Names(pub(super) &'static str);

/// A member among the names of a structure.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) index: usize,
    /// Where its length and name begin.
    start: usize,
}

const DIGITS: usize = 2;

impl Names {
    /// The place of a name. The one to try first is `likely`.
    pub(super) fn find(self, name: &[u8], likely: Place) -> Option<Place> {
        let found = self.find_between(name, likely, self.0.len());
        found.or_else(|| self.find_between(name, Place::default(), likely.start))
    }

    /// The place with an index.
    pub(super) fn at(self, index: usize) -> Option<Place> {
        let mut place = Place::default();
        for _ in 0..index {
            self.length(place)?;
            place = self.after(place);
        }
        self.length(place).map(|_| place)
    }

    fn find_between(self, name: &[u8], first: Place, end: usize) -> Option<Place> {
        let mut place = first;
        while place.start < end {
            let length = self.length(place)?;
            let start = place.start + DIGITS;
            if length == name.len() && self.0.as_bytes()[start..].starts_with(name) {
                return Some(place);
            }
            place = Place { index: place.index + 1, start: start + length };
        }
        None
    }

    fn length(self, place: Place) -> Option<usize> {
        match self.0.as_bytes().get(place.start..)? {
            [high, low, ..] => Some(usize::from(*high) * 128 + usize::from(*low)),
            _ => None,
        }
    }

    /// The name at a place.
    pub(super) fn name(self, place: Place) -> Option<&'static str> {
        self.0.get(place.start + DIGITS..)?.get(..self.length(place)?)
    }

    /// The place after this one.
    pub(super) fn after(self, place: Place) -> Place {
        let length = self.length(place).unwrap_or(0);
        Place { index: place.index + 1, start: place.start + DIGITS + length }
    }
}

impl IntoIterator for Names {
    type Item = &'static str;
    type IntoIter = Iter;

    fn into_iter(self) -> Iter {
        Iter { names: self, place: Place::default() }
    }
}

/// The names in order.
pub(super) struct Iter {
    names: Names,
    place: Place,
}

impl Iterator for Iter {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        let name = self.names.name(self.place)?;
        self.place = self.names.after(self.place);
        Some(name)
    }
}
