//! From text to a segment of a URL path, as Hugo makes it.
//!
//! Source: `MakePathSanitized` and `URLize` of Hugo's package `helpers`; checked against Hugo
//! 0.168 by running it.

use icu_normalizer::{ComposingNormalizer, DecomposingNormalizer};
use icu_properties::CodePointMapData;
use icu_properties::props::GeneralCategory;

use crate::config::Settings;

/// What a text is made a segment for: each has a rule of its own for blanks and slashes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SegmentOrigin {
    /// `slug` in the front matter: hyphens at its ends go, a slash makes two segments.
    Slug,
    /// A title: slashes are hyphens.
    Title,
    /// A file name in a permalink pattern.
    FileName,
    /// A directory or file name as it stands: every blank is a hyphen.
    Path,
}

/// The segment that `text` makes.
pub(super) fn segment(settings: &Settings, text: &str, origin: SegmentOrigin) -> String {
    let prepared = match origin {
        SegmentOrigin::Slug => text.trim_matches('-').to_owned(),
        SegmentOrigin::Title => text.replace(['/', '\\'], "-"),
        SegmentOrigin::FileName => text.to_owned(),
        SegmentOrigin::Path => text.replace(' ', "-"),
    };
    let cased = if settings.paths_to_lower { lower(&prepared) } else { prepared };
    let plain = if settings.remove_path_accents { without_accents(&cased) } else { cased };
    sanitize(&plain)
}

/// A term of a taxonomy as a segment, or as several if it holds slashes.
pub(super) fn term_segment(settings: &Settings, term: &str) -> String {
    segment(settings, term, SegmentOrigin::Path)
}

/// What a token of a pattern stands for: a `#` at its end goes, since a URL with an empty fragment has none.
pub(super) fn token_segment(settings: &Settings, text: &str, origin: SegmentOrigin) -> String {
    let segment = segment(settings, text, origin);
    match segment.strip_suffix('#') {
        Some(start) if !start.ends_with('#') => start.to_owned(),
        _ => segment,
    }
}

/// A whole path made from a pattern is unescaped and cleaned once more: a `+` was a blank. The slash at its end is not
/// a part of it, so that a blank before it goes.
pub(super) fn reclean(settings: &Settings, path: &str) -> String {
    let blanks = path.trim_end_matches('/').replace('+', " ");
    let decoded = percent_encoding::percent_decode_str(&blanks).decode_utf8_lossy().into_owned();
    sanitize(&if settings.paths_to_lower { lower(&decoded) } else { decoded })
}

/// Keeps letters, marks, digits and a few signs; white space becomes a hyphen; the rest goes.
fn sanitize(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let mut kept = String::with_capacity(text.len());
    let mut blank = false;
    for (at, c) in text.char_indices() {
        if c.is_whitespace() {
            blank = true;
            continue;
        }
        let keep = is_kept(categories.get(c)) || is_sign(c) || is_escape(&text[at..]);
        if !keep {
            continue;
        }
        if blank && !kept.is_empty() && !kept.ends_with('-') && c != '-' {
            kept.push('-');
        }
        blank = false;
        kept.push(c);
    }
    kept
}

fn is_kept(category: GeneralCategory) -> bool {
    use GeneralCategory as C;
    matches!(
        category,
        C::UppercaseLetter
            | C::LowercaseLetter
            | C::TitlecaseLetter
            | C::ModifierLetter
            | C::OtherLetter
            | C::NonspacingMark
            | C::SpacingMark
            | C::EnclosingMark
            | C::DecimalNumber
    )
}

fn is_sign(c: char) -> bool {
    matches!(c, '.' | '/' | '\\' | '_' | '#' | '+' | '~' | '-' | '@')
}

/// A `%` stays where two hexadecimal digits follow it.
fn is_escape(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes[0] == b'%' && bytes.len() > 2 && bytes[1..3].iter().all(u8::is_ascii_hexdigit)
}

/// Go's lower case, letter by letter: one letter stays one letter.
fn lower(text: &str) -> String {
    text.chars().map(|c| c.to_lowercase().next().unwrap_or(c)).collect()
}

fn without_accents(text: &str) -> String {
    let categories = CodePointMapData::<GeneralCategory>::new();
    let apart = DecomposingNormalizer::new_nfd().normalize(text).into_owned();
    let bare: String =
        apart.chars().filter(|c| categories.get(*c) != GeneralCategory::NonspacingMark).collect();
    ComposingNormalizer::new_nfc().normalize(&bare).into_owned()
}

/// A text as an `id` or a URL segment, for templates.
pub fn anchor_segment(settings: &Settings, text: &str) -> String {
    segment(settings, text, SegmentOrigin::Title)
}

/// A text as a part of an address, slashes and all: Hugo's `urlize`, without its escapes.
pub fn address_part(settings: &Settings, text: &str) -> String {
    segment(settings, text, SegmentOrigin::FileName)
}
