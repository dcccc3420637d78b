//! The order of paths, in a fraction of the time that they take themselves: all are sorted whenever one comes or goes.

use std::cmp::Ordering;

use camino::Utf8Path;

/// A path in the order of its parts. It is relative, and has neither empty parts nor `.` or `..`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sorted<'a>(&'a str);

impl<'a> Sorted<'a> {
    pub(crate) fn new(place: &'a Utf8Path) -> Self {
        Self(place.as_str())
    }

    pub(crate) fn place(self) -> &'a Utf8Path {
        Utf8Path::new(self.0)
    }
}

impl Ord for Sorted<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        // A part that ends comes before one that goes on, whatever it goes on with.
        let key = |byte: &u8| if *byte == b'/' { 0 } else { *byte };
        let (one, other) = (self.0.as_bytes(), other.0.as_bytes());
        let shared = one.iter().zip(other).take_while(|(one, other)| one == other).count();
        one.get(shared).map(key).cmp(&other.get(shared).map(key))
    }
}

impl PartialOrd for Sorted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place() -> impl Strategy<Value = String> {
        prop::collection::vec("[ab\u{1}+é.-]{0,2}[ab0é]", 0..4).prop_map(|parts| parts.join("/"))
    }

    proptest! {
        #[test]
        fn places_are_in_the_order_of_paths(one in place(), other in place()) {
            let [one, other] = [&one, &other].map(Utf8Path::new);
            prop_assert_eq!(Sorted::new(one).cmp(&Sorted::new(other)), one.cmp(other));
        }
    }
}
