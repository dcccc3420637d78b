//! Faulty links at the lines where their authors wrote them.

use camino::Utf8Path;

use super::links::{Fault, FaultyLink};
use super::meant::{Meanings, Meant};
use super::page_text::{Written, WrittenText};
use crate::config::LanguageId;
use crate::diagnostic::{Code, Diagnostic, Fix, Place, Span};

/// Dead links of one page of which it is guessed what they mean: each may be compared with every page.
const GUESSES: usize = 200;

/// A link that a page has and that does not stand in its file.
pub(super) struct Unplaced {
    pub link: FaultyLink,
    /// Where the file holds something like it.
    pub place: Place,
}

/// The faulty links of a page as problems of its file, and those that do not stand in it as a whole.
pub(super) fn of_page(
    meanings: &Meanings<'_>,
    (file, language): (&Utf8Path, LanguageId),
    text: &WrittenText<'_>,
    links: Vec<FaultyLink>,
) -> (Vec<Diagnostic>, Vec<Unplaced>) {
    let mut guesses = 0;
    let mut found = Vec::new();
    let mut unplaced = Vec::new();
    for link in links {
        let places = text.places(&meanings.forms(&link));
        if places.is_empty() {
            unplaced.extend(unplaced_link(file, text, link));
            continue;
        }
        for Written { range, is_whole } in places {
            guesses += usize::from(link.is_dead());
            let meant = match link.is_dead() && guesses > GUESSES {
                true => Meant::default(),
                false => meanings.of(&link, language, text.words_before(range.start)),
            };
            let span = Span::new(range);
            let problem = problem(&link, &meant).at(Place::span(file, span));
            found.push(match meant.address.filter(|_| is_whole) {
                Some(address) => problem.fix(Fix::replace(span, address)),
                None => problem,
            });
        }
    }
    (found, unplaced)
}

/// A link that is alive is its author's only where it stands in the text: a theme may lead to other languages.
fn unplaced_link(file: &Utf8Path, text: &WrittenText<'_>, link: FaultyLink) -> Option<Unplaced> {
    if matches!(link.fault, Fault::Other(_) | Fault::Slash(_) | Fault::Insecure) {
        return None;
    }
    let place = match text.shortened(&link) {
        Some(range) => Place::span(file, Span::new(range)),
        None => Place::file(file),
    };
    Some(Unplaced { link, place })
}

/// What is wrong with a link, without its place.
pub(super) fn problem(link: &FaultyLink, meant: &Meant) -> Diagnostic {
    let target = link.target.shown();
    let (code, message) = match &link.fault {
        Fault::Page => (Code::LinkDead, format!("no page is at `{target}`")),
        Fault::File => (Code::LinkDead, format!("no file is at `{target}`")),
        Fault::Anchor(_) => {
            let (page, id) = target.split_once('#').unwrap_or((&target, ""));
            // Whatever the page is called: it may be renamed.
            let message = match link.address.starts_with('#') {
                true => format!("this page has no place `#{id}`"),
                false => format!("`{page}` has no place `#{id}`"),
            };
            (Code::LinkAnchor, message)
        }
        Fault::Inexact(path) => {
            (Code::LinkInexact, format!("nothing is at `{target}`, but at `{path}`"))
        }
        Fault::Slash(path) => {
            (Code::LinkSlash, format!("`{target}` leads to `{path}` by a redirect"))
        }
        Fault::Insecure => {
            (Code::LinkInsecure, format!("`{}` leads to this site by `http`", link.address))
        }
        Fault::Other(_) => {
            (Code::LinkLanguage, format!("`{target}` is in another language than this page"))
        }
    };
    let problem = Diagnostic::new(code, message);
    match &meant.hint {
        Some(hint) => problem.hint(hint.clone()),
        None => problem,
    }
}
