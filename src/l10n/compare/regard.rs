//! What readers take a unit for: a warning, a byline, or neither.

use super::unit::{Regard, UnitKind};
use crate::parse::body::Shortcode;

const WARNINGS: &[&str] = &["warning", "caution", "danger", "attention"];

/// Whether a word names what warns: of a box, a colour, an alert.
pub(super) fn is_warning(text: &str) -> bool {
    WARNINGS.iter().any(|word| text.eq_ignore_ascii_case(word))
}

/// Whether a call makes a box with a warning.
pub(super) fn warns(call: &Shortcode) -> bool {
    let says = |name: &str| call.arguments.named(name).is_some_and(is_warning);
    is_warning(&call.name) || ["color", "type", "kind", "level", "title"].into_iter().any(says)
}

/// Whether a tag of HTML opens a box with a warning.
pub(super) fn warns_in_html(tag: &str) -> bool {
    let classes = || WARNINGS.iter().any(|word| tag.contains(&format!("class=\"{word}")));
    classes() || tag.contains("alert-warning") || tag.contains("alert-danger")
}

/// What stands before the names of those who wrote a page or translated it, in the languages of large
/// communities, in small letters without blanks.
const ROLES: &[&str] = &[
    "author",
    "authors",
    "editor",
    "editors",
    "translator",
    "translators",
    "作者",
    "译者",
    "譯者",
    "翻译",
    "翻譯",
    "编辑",
    "著者",
    "執筆者",
    "翻訳者",
    "翻訳",
    "訳者",
    "編集者",
    "저자",
    "글쓴이",
    "번역",
    "번역자",
    "옮긴이",
    "편집자",
    "autor",
    "autora",
    "autores",
    "autoras",
    "traductor",
    "traductora",
    "traductores",
    "traducción",
    "tradutor",
    "tradutora",
    "tradutores",
    "tradução",
    "auteur",
    "auteure",
    "autrice",
    "auteurs",
    "traducteur",
    "traductrice",
    "traducteurs",
    "traduction",
    "autore",
    "autori",
    "traduttore",
    "traduttrice",
    "traduzione",
    "autorin",
    "autoren",
    "autorinnen",
    "übersetzer",
    "übersetzerin",
    "übersetzung",
    "autorzy",
    "tłumacz",
    "tłumaczenie",
    "автор",
    "авторы",
    "авторка",
    "автори",
    "переводчик",
    "перевод",
    "перекладач",
    "переклад",
    "tácgiả",
    "ngườidịch",
    "dịchgiả",
    "penulis",
    "penerjemah",
    "diterjemahkanoleh",
    "लेखक",
    "अनुवादक",
    "লেখক",
    "লেখকগণ",
    "অনুবাদক",
];

/// In words: "-- A name, of some company".
const LONGEST_SIGNATURE: usize = 30;

/// What the regard of a unit depends on.
pub(super) struct Impression<'a> {
    pub kind: UnitKind,
    /// Its first words.
    pub opening: &'a [&'a str],
    /// How many words it has.
    pub count: usize,
    pub text: &'a str,
}

/// The regard of a unit, mostly by how it begins.
pub(super) fn regard_of(impression: &Impression<'_>) -> Regard {
    let Impression { kind, opening, count, text } = *impression;
    let is_signature = text.trim_start_matches(['_', '*', ' ', '\\']).starts_with(['-', '—', '–']);
    if is_signature && kind == UnitKind::Paragraph && count <= LONGEST_SIGNATURE {
        return Regard::Byline;
    }
    let Some(colon) = opening.iter().position(|word| matches!(*word, ":" | "：")) else {
        return Regard::Plain;
    };
    // A script without blanks has a word for each character.
    match opening[..colon].concat().to_lowercase().as_str() {
        role if ROLES.contains(&role) => Regard::Byline,
        word if is_warning(word) => Regard::Warning,
        _ => Regard::Plain,
    }
}
