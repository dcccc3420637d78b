//! A dead link at the line where its author wrote it.

use std::ops::Range;

use camino::Utf8Path;

use super::links::{DeadLink, Fault};
use crate::diagnostic::{Code, Diagnostic, Place, Span};
use crate::world::World;

/// The dead links of the page that a file makes, as problems of that file.
pub(super) fn report(world: &dyn World, file: &Utf8Path, dead: Vec<DeadLink>) -> Vec<Diagnostic> {
    if dead.is_empty() {
        return Vec::new();
    }
    let bytes = world.read(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    let mut found: Vec<Diagnostic> = dead.iter().map(|link| problem(file, &text, link)).collect();
    found.sort_by_key(|problem| {
        problem.place.as_ref().and_then(|place| place.span).map(|span| span.start)
    });
    found
}

fn problem(file: &Utf8Path, text: &str, link: &DeadLink) -> Diagnostic {
    let (code, message) = match link.fault {
        Fault::Page => (Code::LinkDead, format!("no page is at `{}`", link.target)),
        Fault::File => (Code::LinkDead, format!("no file is at `{}`", link.target)),
        Fault::Anchor => {
            let (page, id) = link.target.split_once('#').unwrap_or((&link.target, ""));
            (Code::LinkAnchor, format!("`{page}` has no place `#{id}`"))
        }
    };
    let place = match written_at(text, link) {
        Some(range) => Place::span(file, Span::new(range)),
        None => Place::file(file),
    };
    let problem = Diagnostic::new(code, message).at(place);
    match &link.nearly {
        Some(nearly) => problem.hint(format!("did you mean `{nearly}`?")),
        None => problem,
    }
}

/// Where the address stands in the text: as the HTML has it, or as its author may have shortened it.
fn written_at(text: &str, link: &DeadLink) -> Option<Range<usize>> {
    let (path, id) = link.target.split_once('#').unwrap_or((&link.target, ""));
    let anchor = if id.is_empty() { String::new() } else { format!("#{id}") };
    let bare = path.trim_end_matches('/');
    let tail = |parts: usize| {
        let from = bare.rmatch_indices('/').nth(parts - 1).map_or(0, |(at, _)| at + 1);
        &bare[from..]
    };
    let forms =
        [link.address.clone(), format!("{path}{anchor}"), format!("{bare}{anchor}"), anchor];
    let is_written = |form: &&String| form.len() > 1;
    let whole = forms.iter().filter(is_written).find_map(|form| {
        found(text, form, |before| !goes_on(before) && (before != '/' || form.starts_with('/')))
    });
    // The end of a path is an address only where an address can be.
    let ends = [tail(2), tail(1)];
    whole.or_else(|| {
        let mut ends = ends.iter().filter(|end| end.len() > 1);
        ends.find_map(|end| found(text, end, |before| "/(\"'<".contains(before)))
    })
}

/// The first place of an address behind a fitting character, and with no more of a word behind it.
fn found(text: &str, address: &str, fits: impl Fn(char) -> bool) -> Option<Range<usize>> {
    text.match_indices(address).find_map(|(at, _)| {
        let range = at..at + address.len();
        let before = text[..at].chars().next_back();
        let behind = text[range.end..].chars().next();
        let is_anchor = address.starts_with('#');
        let is_whole = is_anchor || before.is_none_or(&fits);
        (is_whole && !behind.is_some_and(goes_on)).then_some(range)
    })
}

/// Whether a word goes on with this character.
fn goes_on(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '-' | '_')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(text: &str, address: &str, target: &str) -> Option<String> {
        let link = DeadLink {
            address: address.to_owned(),
            target: target.to_owned(),
            fault: Fault::Page,
            nearly: None,
        };
        written_at(text, &link).map(|range| text[range].to_owned())
    }

    #[test]
    fn an_address_is_found_as_its_author_wrote_it() {
        assert_eq!(place("[a](/b/c/)", "/b/c/", "/b/c/").as_deref(), Some("/b/c/"));
        assert_eq!(place("In cd. [a](../cd)", "/b/cd", "/b/cd").as_deref(), Some("cd"));
        assert_eq!(place("In cd.", "/b/cd", "/b/cd"), None);
        assert_eq!(place("[a](/bc) [b](/b)", "/b/", "/b/").as_deref(), Some("/b"));
        assert_eq!(place("[a](#x-y) [b](#x)", "#x", "/a/#x").as_deref(), Some("#x"));
        assert_eq!(place("{{< x >}}", "/y/z/", "/y/z/"), None);
    }
}
