//! The text of a page as its author wrote it, and where in it an address stands.

use std::cell::{Cell, OnceCell};
use std::ops::Range;

use pulldown_cmark::Event;

use super::grams::Grams;
use super::links::FaultyLink;
use crate::diagnostic::Spanned;
use crate::parse::Document;
use crate::parse::body::Node;

/// The text of a file, and the parts of it that no reader follows a link from.
pub(super) struct WrittenText<'a> {
    pub text: &'a str,
    /// Comments and code, in order.
    hidden: Vec<Range<usize>>,
    /// Made for the first address that is looked for.
    grams: OnceCell<Grams>,
    /// Bytes that may still be looked through. A hostile page has as many faulty links as it has lines.
    left: Cell<usize>,
}

/// Bytes that are looked through for the addresses of one file.
const BUDGET: usize = 256 << 20;

/// What a place costs that looks like an address.
const PLACE: usize = 64;

/// An address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Written {
    pub range: Range<usize>,
    /// Whether it stands there as the HTML has it.
    pub is_whole: bool,
}

impl<'a> WrittenText<'a> {
    pub(super) fn of_document(document: &Document, text: &'a str) -> Self {
        let mut hidden = Vec::new();
        hide(&document.body.nodes, &mut hidden);
        hidden.sort_by_key(|range| range.start);
        Self::new(text, hidden)
    }

    /// The text of a file that is no page.
    pub(super) fn plain(text: &'a str) -> Self {
        Self::new(text, Vec::new())
    }

    fn new(text: &'a str, hidden: Vec<Range<usize>>) -> Self {
        Self { text, hidden, grams: OnceCell::new(), left: Cell::new(BUDGET) }
    }

    /// Where an address stands in the first of these forms that does so. The first of all is that of the HTML.
    pub(super) fn places(&self, forms: &[String]) -> Vec<Written> {
        let found = forms.iter().enumerate().find_map(|(index, form)| {
            let fits = |before| !goes_on(before) && (before != '/' || form.starts_with('/'));
            let found = self.all(form, fits);
            (!found.is_empty()).then_some((index == 0, found))
        });
        let (is_whole, found) = found.unwrap_or_default();
        found.into_iter().map(|range| Written { range, is_whole }).collect()
    }

    /// Whatever may be an address as a whole: what stands between blanks, quotation marks and brackets.
    pub(super) fn words(&self) -> impl Iterator<Item = Range<usize>> {
        let is_end = |c: char| c.is_whitespace() || "()<>[]\"'`,".contains(c);
        let mut start = 0;
        self.text.split_inclusive(is_end).filter_map(move |word| {
            let range = start..start + word.trim_end_matches(is_end).len();
            start += word.len();
            (range.len() > 1 && !self.is_hidden(&range)).then_some(range)
        })
    }

    /// The words of the Markdown link whose address stands at `start`.
    pub(super) fn words_before(&self, start: usize) -> &str {
        /// Titles are not longer.
        const MOST: usize = 200;
        let before = &self.text[..start];
        let Some(before) = before.strip_suffix("](").or_else(|| before.strip_suffix("](<")) else {
            return "";
        };
        let from = before.floor_char_boundary(before.len().saturating_sub(MOST));
        before[from..].rsplit_once('[').map_or("", |(_, words)| words)
    }

    /// Where an address stands as its author may have shortened it.
    pub(super) fn shortened(&self, link: &FaultyLink) -> Option<Range<usize>> {
        let path = format!("/{}", link.target.path);
        let fragment = link.target.fragment.as_deref();
        let anchor = fragment.map_or_else(String::new, |id| format!("#{id}"));
        let bare = path.trim_end_matches('/');
        let tail = |parts: usize| {
            let from = bare.rmatch_indices('/').nth(parts - 1).map_or(0, |(at, _)| at + 1);
            &bare[from..]
        };
        let forms = [format!("{path}{anchor}"), format!("{bare}{anchor}"), anchor];
        let whole = forms.iter().find_map(|form| {
            let fits = |before| !goes_on(before) && (before != '/' || form.starts_with('/'));
            self.all(form, fits).into_iter().next()
        });
        // The end of a path is an address only where an address can be.
        whole.or_else(|| {
            let ends = [tail(2), tail(1)];
            ends.iter().find_map(|end| {
                self.all(end, |before| "/(\"'<".contains(before)).into_iter().next()
            })
        })
    }

    /// The places of an address behind a fitting character, and with no more of an address behind it.
    fn all(&self, address: &str, fits: impl Fn(char) -> bool) -> Vec<Range<usize>> {
        let may_be_here = || self.grams.get_or_init(|| Grams::of(self.text)).may_hold(address);
        if address.len() < 2 || self.left.get() == 0 || !may_be_here() {
            return Vec::new();
        }
        self.spend(self.text.len());
        let is_anchor = address.starts_with('#');
        let found = self.text.match_indices(address).map(|(at, _)| at..at + address.len());
        found
            .inspect(|_| self.spend(PLACE))
            .filter(|range| {
                let before = self.text[..range.start].chars().next_back();
                let is_whole = is_anchor || before.is_none_or(&fits);
                is_whole && ends(&self.text[range.end..]) && !self.is_hidden(range)
            })
            .collect()
    }

    fn spend(&self, bytes: usize) {
        self.left.set(self.left.get().saturating_sub(bytes));
    }

    fn is_hidden(&self, range: &Range<usize>) -> bool {
        let behind = self.hidden.partition_point(|hidden| hidden.start <= range.start);
        let before = behind.checked_sub(1).and_then(|index| self.hidden.get(index));
        before.is_some_and(|hidden| range.start < hidden.end)
    }
}

/// Comments and code of a body.
fn hide(nodes: &[Spanned<Node>], hidden: &mut Vec<Range<usize>>) {
    for node in nodes {
        match &node.value {
            Node::Comment(_) | Node::Code(_) | Node::Markdown(Event::Code(_)) => {
                hidden.push(node.span.range());
            }
            Node::Shortcode(call) => {
                if let Some(inner) = &call.inner {
                    hide(&inner.nodes, hidden);
                }
            }
            _ => {}
        }
    }
}

/// Whether an address ends before `behind`.
fn ends(behind: &str) -> bool {
    let mut characters = behind.chars();
    match characters.next() {
        Some('/' | '.' | '#' | '?' | '&' | '=' | '%' | ':') => {
            !characters.next().is_some_and(goes_on)
        }
        Some(next) => !goes_on(next),
        None => true,
    }
}

/// Whether a word goes on with this character.
fn goes_on(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::links::{Fault, Target};

    fn places(text: &str, address: &str, target: &str) -> Vec<String> {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let fragment = (!fragment.is_empty()).then(|| fragment.to_owned());
        let target = Target { path: path.trim_start_matches('/').to_owned(), fragment };
        let link = FaultyLink {
            address: address.to_owned(),
            target,
            fault: Fault::Page,
            missing_part: None,
        };
        let page = WrittenText::plain(text);
        let places = page.places(std::slice::from_ref(&link.address)).into_iter();
        let mut places: Vec<_> = places.map(|written| written.range).collect();
        if places.is_empty() {
            places.extend(page.shortened(&link));
        }
        places.into_iter().map(|range| text[range].to_owned()).collect()
    }

    #[test]
    fn an_address_is_found_as_its_author_wrote_it() {
        assert_eq!(places("[a](/b/c/)", "/b/c/", "/b/c/"), ["/b/c/"]);
        assert_eq!(places("[a](/b/c) [d](/b/c)", "/b/c", "/b/c"), ["/b/c", "/b/c"]);
        assert_eq!(places("In cd. [a](../cd)", "/b/cd", "/b/cd"), ["cd"]);
        assert_eq!(places("In cd.", "/b/cd", "/b/cd"), [""; 0]);
        assert_eq!(places("[a](/bc) [b](/b)", "/b/", "/b/"), ["/b"]);
        assert_eq!(places("[a](/b/c) [b](/b#c)", "/b", "/b"), [""; 0]);
        assert_eq!(places("[a](#x-y) [b](#x)", "#x", "/a/#x"), ["#x"]);
        assert_eq!(places("{{< x >}}", "/y/z/", "/y/z/"), [""; 0]);
    }

    #[test]
    fn comments_hold_no_address() {
        let text = "<!-- [a](/b) --> [a](/b)";
        let page = WrittenText::new(text, std::iter::once(4..13).collect());
        let found: Vec<usize> = page.all("/b", |_| true).iter().map(|range| range.start).collect();
        assert_eq!(found, [21]);
        assert_eq!(page.words_before(21), "a");
    }
}
