//! `staticDir`, of the site or of a language.

use crate::diagnostic::Spanned;
use crate::structured::Reader;

/// Those with a number add to the first, as in Hugo.
const KEYS: [&str; 12] = [
    "staticDir",
    "staticDir0",
    "staticDir1",
    "staticDir2",
    "staticDir3",
    "staticDir4",
    "staticDir5",
    "staticDir6",
    "staticDir7",
    "staticDir8",
    "staticDir9",
    "staticDir10",
];

/// The folders of all keys, if there is one.
pub(super) fn read(reader: &mut Reader<'_>) -> Option<Vec<Spanned<String>>> {
    let named: Vec<_> = KEYS.iter().filter_map(|key| reader.texts(key)).collect();
    (!named.is_empty()).then(|| named.concat())
}
