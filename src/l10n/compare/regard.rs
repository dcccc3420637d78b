//! What a reader takes a unit for: a warning, a byline, or neither.

use super::unit::{Regard, UnitKind};
use crate::parse::body::Shortcode;

const WARNINGS: &[&str] = &["warning", "caution", "danger", "attention"];

pub(super) fn warns(call: &Shortcode) -> bool {
    let is_warning = |text: &str| WARNINGS.iter().any(|word| text.eq_ignore_ascii_case(word));
    let says = |name: &str| call.arguments.named(name).is_some_and(is_warning);
    is_warning(&call.name) || ["color", "type", "kind", "level", "title"].into_iter().any(says)
}

/// `[!WARNING]` at the beginning of a quotation.
pub(super) fn is_alert(opening: &[&str]) -> bool {
    matches!(opening, ["[", "!", word, "]"] if WARNINGS.iter().any(|own| own.eq_ignore_ascii_case(word)))
}

/// In words: "-- A name, of some company".
const LONGEST_SIGNATURE: usize = 30;

/// The regard of a unit by how it begins; `opening` has its first words, `count` is how many it has.
pub(super) fn regard_of(kind: UnitKind, (opening, count): (&[&str], usize), text: &str) -> Regard {
    let is_html = kind == UnitKind::Html;
    let classes = || WARNINGS.iter().any(|word| text.contains(&format!("class=\"{word}")));
    let alert = || text.contains("alert-warning") || text.contains("alert-danger");
    if is_alert(opening) || (is_html && (classes() || alert())) {
        return Regard::Warning;
    }
    let is_signature = text.trim_start_matches(['_', '*', ' ', '\\']).starts_with(['-', '—', '–']);
    if is_signature && kind == UnitKind::Paragraph && count <= LONGEST_SIGNATURE {
        return Regard::Byline;
    }
    let (Some(first), true) = (opening.first(), opening[1..].iter().take(1).any(|own| *own == ":"))
    else {
        return Regard::Plain;
    };
    match first.to_ascii_lowercase().as_str() {
        "author" | "authors" | "editor" | "editors" | "translator" | "translators" => {
            Regard::Byline
        }
        word if WARNINGS.contains(&word) => Regard::Warning,
        _ => Regard::Plain,
    }
}
