//! In what sense two items that differ are the same to a reader.

use percent_encoding::percent_decode_str;
use regex::Regex;

use super::read::Item;

/// Where the pages of the corpus stand.
pub const SITE: &str = "https://kubernetes.io";

/// Whether `ours` is `hugos` without some blanks, each between two characters that need none.
pub fn is_without_breaks(ours: &str, hugos: &str) -> bool {
    let mut own = ours.chars().peekable();
    let mut before = ' ';
    let mut others = hugos.chars().peekable();
    while let Some(c) = others.next() {
        if own.peek() == Some(&c) {
            own.next();
            before = c;
        } else if c != ' ' || !(is_cjk(before) && others.peek().copied().is_some_and(is_cjk)) {
            return false;
        }
    }
    own.next().is_none()
}

/// Han, kana, full-width punctuation, and the marks that Chinese shares with other scripts.
fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2E80}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{FF01}'..='\u{FFE6}')
        || "‘’“”—…·".contains(c)
}

/// Whether two texts are the same without some marks that one of them shows and the other heeds.
pub fn is_same_but_for(marks: &str, ours: &Item, hugos: &Item) -> bool {
    match (ours, hugos) {
        (Item::Text { place, text }, Item::Text { place: same, text: other }) => {
            let without = |text: &str| text.replace(marks, "");
            place == same
                && text.matches(marks).count() != other.matches(marks).count()
                && is_without_breaks(&without(text), &without(other))
        }
        _ => false,
    }
}

/// Hugo's text has the source of a formula in it, in brackets that a script looks for.
pub fn is_without_formula(ours: &Item, hugos: &Item) -> bool {
    let formula = Regex::new(r"\\*\([^()]*\)").expect("a pattern");
    match (ours, hugos) {
        (Item::Text { place, text }, Item::Text { place: same, text: other }) => {
            let mut formulas = formula.find_iter(other);
            place == same
                && formulas.any(|found| {
                    let without = format!("{}{}", &other[..found.start()], &other[found.end()..]);
                    is_without_breaks(text, &without)
                })
        }
        _ => false,
    }
}

/// One address, escaped or not; a `#` with nothing behind it leads nowhere else.
pub fn is_same_address(ours: &Item, hugos: &Item) -> bool {
    same_links(ours, hugos, |ours, hugos| decoded(ours) == decoded(hugos))
}

/// Hugo's link leads to the default language, ours to the same page in the language of the post.
pub fn is_in_own_language(post: &str, ours: &Item, hugos: &Item) -> bool {
    let language = post.trim_start_matches('/').split('/').next().unwrap_or_default();
    let own = format!("{SITE}/{language}");
    same_links(ours, hugos, |ours, hugos| {
        let path =
            |address: &str| decoded(address).replace("/#", "#").trim_end_matches('/').to_owned();
        match (ours.strip_prefix(&own), hugos.strip_prefix(SITE)) {
            (Some(ours), Some(hugos)) => path(ours) == path(hugos),
            _ => false,
        }
    })
}

/// Hugo's picture is in the bundle of another language, ours at the same place of the post's own.
pub fn is_copy(post: &str, ours: &Item, hugos: &Item) -> bool {
    let blog = |address: &str| address.split_once("/blog/").map(|(_, below)| below.to_owned());
    match (ours, hugos) {
        (Item::Image { alternative, from }, Item::Image { alternative: other, from: hugos }) => {
            alternative == other
                && from.starts_with(&format!("{SITE}{post}"))
                && blog(from).is_some_and(|below| Some(below) == blog(hugos))
        }
        _ => false,
    }
}

/// Hugo's address has backslashes that ours has not.
pub fn is_unescaped(ours: &Item, hugos: &Item) -> bool {
    same_links(ours, hugos, |ours, hugos| decoded(ours) == decoded(hugos).replace('\\', ""))
}

fn same_links(ours: &Item, hugos: &Item, same: impl Fn(&str, &str) -> bool) -> bool {
    match (ours, hugos) {
        (Item::Link { text, to }, Item::Link { text: other, to: hugos }) => {
            text == other && same(to, hugos)
        }
        _ => false,
    }
}

fn decoded(address: &str) -> String {
    let decoded = percent_decode_str(address).decode_utf8_lossy();
    decoded.trim_end_matches('#').to_owned()
}

pub fn is_same_code(ours: &Item, hugos: &Item) -> bool {
    match (ours, hugos) {
        (Item::Code { language, text }, Item::Code { language: hugos, text: other }) => {
            *language == hugos.to_lowercase() && text == other
        }
        _ => false,
    }
}

/// One caption, which Hugo puts into a paragraph or, as a title, into a heading.
pub fn is_same_caption(ours: &Item, hugos: &Item) -> bool {
    match (ours, hugos) {
        (Item::Text { place, text }, Item::Text { place: hugos, text: other }) => {
            let inside = hugos.strip_prefix(place.as_str());
            place.ends_with("figcaption") && matches!(inside, Some(" p" | " h4")) && text == other
        }
        _ => false,
    }
}

/// One description, of which Hugo makes no paragraph.
pub fn is_same_description(ours: &Item, hugos: &Item) -> bool {
    match (ours, hugos) {
        (Item::Text { place, text }, Item::Text { place: hugos, text: other }) => {
            hugos.ends_with("dl dd") && *place == format!("{hugos} p") && text == other
        }
        _ => false,
    }
}
